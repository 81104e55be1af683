import type { Context } from "../../context/context.ts";
import type { Json } from "../../ledger/ledger.ts";
import type { CommonProblem } from "../../model/problem.ts";
import type { Task } from "../../model/task.ts";
import { unavailable, unlessUnwritten } from "./failures.ts";
import { findTask } from "./find-task.ts";
import { type KeyRecord, type OwnKey, rememberIfPossible } from "./idempotency.ts";
import { knownTask, newTask } from "./read-back.ts";

type Replayed = { readonly task: Task; readonly said: { readonly [name: string]: Json } };

/** Seconds: who asks again then may be answered. */
const RETRY_AFTER = 30;

/**
 * What came of something that was sent under the key before. Where its answer never came, because it was lost or the
 * gateway died, it is looked for at the hub; it is never sent again.
 */
export async function replayed(
  own: OwnKey,
  { hub: name, context }: { readonly hub: string; readonly context: Context },
): Promise<Replayed | CommonProblem> {
  const { known } = own;
  if (known === null) throw new Error("Nothing was sent under this key.");
  const hub = context.hub(name);
  const { wanted, said } = known;
  const id = known.task ?? (await findTask(wanted, hub));
  if (id === null) return lost(known);
  const task = { id, method: wanted.method };
  if (known.state === "DONE") return { task: await knownTask(task, { hub, context }), said };
  if (known.entry !== null)
    await context.ledger.settle(known.entry, { outcome: "DONE", task: id }).catch(unlessUnwritten);
  await rememberIfPossible(own, { ...known, state: "DONE", task: id });
  return { task: await newTask(task, { hub, image: null, context }), said };
}

const lost = ({ wanted: { owner, method, since } }: KeyRecord) =>
  unavailable(
    `This was sent at ${new Date(since).toISOString()} and its answer never came; the hub shows no task that came of it, but may have taken it. Ask again under this key, or look through the tasks "${method}" of ${owner}: if there is none, order it under a new key.`,
    { outcome: "UNKNOWN", retryAfter: RETRY_AFTER },
  );
