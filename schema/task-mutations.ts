import type { TaskSuccess } from "../resolvers/acting/task-success.ts";
import { cancelTask } from "../resolvers/acting/cancel-task.ts";
import { resubmitTask } from "../resolvers/acting/resubmit-task.ts";
import { builder } from "./builder.ts";
import { ANY_TEXT } from "./guard-arguments.ts";
import { COMMON_PROBLEMS, typeOfResult } from "./problems.ts";
import { TaskType } from "./refs.ts";

const TaskInputType = builder.inputType("TaskInput", {
  description: "Which task.",
  fields: (t) => ({
    hub: t.string({ description: "The hub's name in this gateway; the default hub when not given." }),
    taskId: t.int({ required: true, description: "Koji's number." }),
  }),
});

const TaskSuccessType = builder.objectRef<TaskSuccess>("TaskSuccess").implement({
  description: "It was done to the task.",
  fields: (t) => ({
    task: t.field({
      type: TaskType,
      description: "The task as it is now; after a resubmission the new one.",
      resolve: ({ task }) => task,
    }),
  }),
});

const TaskResultType = builder.unionType("TaskResult", {
  description: "What became of a wish about a task.",
  types: [TaskSuccessType, ...COMMON_PROBLEMS],
  resolveType: typeOfResult("TaskSuccess"),
});

builder.mutationField("cancelTask", (t) =>
  t.field({
    type: TaskResultType,
    description:
      "End a task before its time, with all that it has under it. Whoever owns it may, and admins of the hub.",
    args: { input: t.arg({ type: TaskInputType, required: true, description: "Which.", extensions: ANY_TEXT }) },
    resolve: cancelTask,
  }),
);

builder.mutationField("resubmitTask", (t) =>
  t.field({
    type: TaskResultType,
    description:
      "Start a failed or cancelled task again as it was, as a task of the viewer. A build must be permitted as a new one would have to be.",
    args: { input: t.arg({ type: TaskInputType, required: true, description: "Which.", extensions: ANY_TEXT }) },
    resolve: resubmitTask,
  }),
);
