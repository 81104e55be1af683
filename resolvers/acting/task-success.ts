import type { Context, HubContext } from "../../context/context.ts";
import type { FieldProblem } from "../../model/field-problem.ts";
import { invalidInput, type CommonProblem } from "../../model/problem.ts";
import type { Task } from "../../model/task.ts";
import { forSomebody } from "./for-somebody.ts";

export type TaskInput = { readonly hub?: string | null | undefined; readonly taskId: number };

export type TaskSuccess = { readonly task: Task };

type WithTask = { readonly task: Task; readonly hub: HubContext };

/** Runs `work` for somebody who signed in, with the task as it is this moment. */
export async function withTask(
  { hub: name, taskId }: TaskInput,
  context: Context,
  work: (found: WithTask) => Promise<TaskSuccess | CommonProblem>,
): Promise<TaskSuccess | CommonProblem> {
  return forSomebody(name, context, async (hub) => {
    const task = taskId > 0 ? await hub.present.task(taskId) : null;
    if (task === null)
      return wrongTask(`taskId is ${taskId}, which hub "${hub.name}" does not have; give a task's number.`);
    // Whoever decides reads the same.
    hub.loaders.tasks.byId.clear(taskId).prime(taskId, task);
    return work({ task, hub });
  });
}

export const wrongTask = (message: string) => invalidInput([{ path: ["taskId"], message } satisfies FieldProblem]);
