import type { Context, HubContext } from "../../context/context.ts";
import { submissionOf } from "../../koji/requests/submission.ts";
import type { BuildOrder } from "../../model/build-order.ts";
import type { PolicyDecision } from "../../model/policy.ts";
import { isProblem, type CommonProblem } from "../../model/problem.ts";
import type { Task } from "../../model/task.ts";
import { carryOut, type Deed } from "./carry-out.ts";
import { unavailable } from "./failures.ts";
import { findTask, type Wanted, wanted } from "./find-task.ts";
import { type KeyRecord, NO_KEY, type OwnKey, rememberIfPossible } from "./idempotency.ts";
import { newTask } from "./read-back.ts";
import { uploadKickstart } from "./upload-kickstart.ts";

type Start = {
  readonly order: BuildOrder;
  readonly hub: HubContext;
  readonly decision: PolicyDecision;
  readonly own: OwnKey;
  /** The same for Koji's own client. */
  readonly command: string;
};

/** What has to be known of a task to find it again; null until it is about to be asked for. */
type Notes = { wanted: Wanted | null; entry: string | null };

/** Sends an order that was found good, if the rules permit it; the task that comes of it. */
export async function startBuild(start: Start, context: Context): Promise<Task | CommonProblem> {
  const notes: Notes = { wanted: null, entry: null };
  const result = await carryOut(deedOf(start, { notes, context }), context);
  const { hub, order, own } = start;
  const { wanted: sought } = notes;
  if (sought === null) return isProblem(result) ? result : nonsense(start, context);
  const remembered = { wanted: sought, task: null, entry: notes.entry, said: saidOf(start) };
  if (isProblem(result)) {
    const isOver = result.code !== "HUB_UNAVAILABLE" || result.outcome === "NOT_SENT";
    if (isOver) await rememberIfPossible(own, { ...remembered, state: "NOT_DONE" });
    return result;
  }
  const { task: id } = result;
  if (id === null) return nonsense(start, context);
  await rememberIfPossible(own, { ...remembered, state: "DONE", task: id });
  return newTask({ id, method: sought.method }, { hub, image: order.name, context });
}

function deedOf(start: Start, { notes, context }: { readonly notes: Notes; readonly context: Context }): Deed {
  const { order, hub, decision, own } = start;
  const { name, target, scratch } = order;
  const { now } = context;
  return {
    hub,
    action: decision.action,
    subject: `${name} for ${target}${scratch ? ", scratch" : ""}`,
    image: name,
    decision,
    prepare: async (user) => {
      const uploadedTo = await uploadKickstart(order, { hub, user, now });
      const { call, task } = submissionOf(order, { uploadedTo });
      notes.wanted = await wanted({ owner: user, method: task.method, request: task.params }, { hub, now });
      return call;
    },
    beforeSending: async (entry) => {
      notes.entry = entry;
      if (notes.wanted === null) return;
      await own.remember({ state: "SENT", wanted: notes.wanted, task: null, entry, said: saidOf(start) });
    },
    taskOf: (answer) => (typeof answer === "number" ? answer : null),
    find: async () => {
      const task = notes.wanted === null ? null : await findTask(notes.wanted, hub);
      return task === null ? null : { task };
    },
    howToFindOut: howToFindOut(start, context),
  };
}

const howToFindOut = ({ order, own }: Pick<Start, "order" | "own">, { viewer }: Context) =>
  `Look whether ${viewer.name} has a new task for ${order.name} before you order it again${
    own === NO_KEY ? "" : ", or send the same once more with the same idempotencyKey, which looks too"
  }.`;

const nonsense = (start: Start, context: Context) =>
  unavailable(`The hub took the order and answered with no task. ${howToFindOut(start, context)}`, {
    outcome: "UNKNOWN",
  });

/** For whoever asks once more under the same key. */
const saidOf = ({ decision, command }: Pick<Start, "decision" | "command">): KeyRecord["said"] => ({
  kojiCommand: command,
  action: decision.action,
  reason: decision.reason,
  policies: decision.determinedBy.map(({ id }) => id),
});
