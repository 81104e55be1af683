import type { Context, HubContext } from "../../context/context.ts";
import { isProblem, type CommonProblem } from "../../model/problem.ts";
import { isActive, type Task } from "../../model/task.ts";
import { decide } from "../policy.ts";
import { carryOut } from "./carry-out.ts";
import { imageOfTask } from "./image-of-task.ts";
import { changedTask } from "./read-back.ts";
import { type TaskInput, type TaskSuccess, withTask, wrongTask } from "./task-success.ts";

/** A task of its own, or a part of one. Koji answers nothing, whether there was something to cancel or not. */
export const cancelTask = (
  _root: unknown,
  { input }: { readonly input: TaskInput },
  context: Context,
): Promise<TaskSuccess | CommonProblem> =>
  withTask(input, context, async ({ task, hub }) => {
    const { kojiId, state } = task;
    if (!isActive(state)) {
      return wrongTask(`Task ${kojiId} has ended already (${state}); only one that waits or runs can be cancelled.`);
    }
    const decision = await decide({ action: "CANCEL_TASK", hub: hub.name, taskId: kojiId }, context);
    const result = await carryOut(
      {
        hub,
        action: "CANCEL_TASK",
        subject: `task ${kojiId}`,
        image: await imageOfTask(task, context),
        decision,
        prepare: () => Promise.resolve({ methodName: "cancelTask", params: [kojiId] }),
        taskOf: () => kojiId,
        find: async (carriedOut) => (carriedOut || (await isCancelled(task, hub)) ? { task: kojiId } : null),
        howToFindOut: `Look at the task: ${hub.addresses.taskPage(kojiId)} .`,
      },
      context,
    );
    return isProblem(result) ? result : { task: await changedTask(task, context) };
  });

const isCancelled = async ({ kojiId }: Task, { present }: HubContext) =>
  (await present.task(kojiId))?.state === "CANCELED";
