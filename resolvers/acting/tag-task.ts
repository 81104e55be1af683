import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../../context/context.ts";
import type { Entity } from "../../loaders/entity-keys.ts";
import { isActive, type Task } from "../../model/task.ts";
import type { CommonProblem } from "../../model/problem.ts";
import { unavailable } from "./failures.ts";
import type { Tagging } from "./tagging-input.ts";

/** Tagging takes a builder a moment, once it looks what there is to do: every fifteen seconds. */
const PATIENCE_MS = 20_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2000;

/** Seconds: by then it has mostly been done. */
const RETRY_AFTER = 30;

/** koji.GenericError, for a task that gives no reason. */
const GENERIC_ERROR = 1000;

/** Waits a while for the task that tags; null once it did, else why it did not, or may yet. */
export async function tagTaskEnded(id: number, tagging: Tagging, context: Context): Promise<CommonProblem | null> {
  const { hub, build, tag } = tagging;
  const deadline = performance.now() + PATIENCE_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    // That it cannot be read now does not undo it.
    const task = await hub.present.task(id).catch(() => null);
    if (task?.state === "CLOSED") return null;
    if (task !== null && !isActive(task.state)) return whyNot(task, tagging, context);
    if (performance.now() >= deadline) {
      return unavailable(
        `Task ${id} is to tag ${build.nvr} into ${tag.name} and has not ended yet; look at it: ${hub.addresses.taskPage(id)} .`,
        { outcome: "UNKNOWN", retryAfter: RETRY_AFTER },
      );
    }
    await sleep(pause);
  }
}

async function whyNot({ kojiId: id, method, state }: Task, { hub }: Tagging, context: Context): Promise<CommonProblem> {
  const entity: Entity = { type: "task", id, parentId: null, method };
  await hub.forget([entity]);
  const failure = await context
    .hub(hub.name)
    .loaders.failures.load(id)
    .catch(() => null);
  const message = failure?.message ?? `Task ${id}, which was to do it, is ${state}.`;
  return { code: "HUB_REFUSED", message, fault: failure?.code ?? GENERIC_ERROR };
}
