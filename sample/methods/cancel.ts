import { FAULT, genericFault, HubFault } from "../fault.ts";
import { BUILD, type Task, TASK } from "../world/plan.ts";
import type { Handler, Hub, Methods } from "./hub.ts";
import { findBuild, needBuild, needTask, taskIdOf } from "./lookups.ts";
import { buildState, taskState } from "./rows.ts";
import { makeTask } from "./submit.ts";
import { requestOf } from "./task-content.ts";

const notAllowed = (text: string): HubFault => new HubFault(FAULT.notAllowed, text);

/** Its owner and admins; nobody learns whether there is such a task. */
function assertOwner({ caller, world }: Hub, id: unknown): Task {
  const refusal = notAllowed("Cannot cancel task, not owner");
  if (caller.user === null) throw refusal;
  const number = taskIdOf(id);
  const task = world.task(number);
  if (task === null) throw genericFault(`No such task: ${number}`);
  if (task.owner !== caller.user.id && !caller.may("admin")) throw refusal;
  return task;
}

const isOver = (hub: Hub, task: Task): boolean => task.endMs <= hub.world.now();

/** A task that is over stays as it is, and nothing is said of that. */
function cancel(hub: Hub, task: Task): void {
  if (isOver(hub, task)) return;
  hub.caller.commit();
  hub.world.acts.cancelTask(task);
}

const cancelTask: Handler = (hub, args) => {
  cancel(hub, assertOwner(hub, args["task_id"]));
  return null;
};

const cancelTaskChildren: Handler = (hub, args) => {
  hub.caller.assertLogin();
  const { children } = assertOwner(hub, args["task_id"]);
  for (const child of children) if (child.createMs <= hub.world.now()) cancel(hub, child);
  return null;
};

const cancelTaskFull: Handler = (hub, args) => {
  hub.caller.assertPermission("admin");
  let task = needTask(hub.world, args["task_id"]);
  if (task.parent !== null && args["strict"] !== false)
    throw genericFault(`Task ${task.id} is not top-level (parent=${task.parent.id})`);
  while (task.parent !== null) task = task.parent;
  cancel(hub, task);
  return null;
};

const cancelBuild: Handler = (hub, args) => {
  const { caller, world } = hub;
  const user = caller.assertLogin();
  const { buildID: id } = args;
  const build = args["strict"] === true ? needBuild(world, id) : findBuild(world, id);
  if (build === null) return false;
  if (build.owner !== user.name && !caller.may("admin")) throw notAllowed("Cannot cancel build, not owner");
  if (buildState(build, world.now()) !== BUILD.BUILDING) return false;
  caller.commit();
  world.acts.cancelBuild(build);
  return true;
};

/** The new task is whoever's asked, and nobody looks whether he may build such images. */
const resubmitTask: Handler = (hub, args) => {
  const { caller, world } = hub;
  const user = caller.assertLogin();
  const task = needTask(world, args["taskID"]);
  const state = taskState(task, world.now());
  if (state !== TASK.CANCELED && state !== TASK.FAILED)
    throw genericFault("only canceled or failed tasks may be resubmitted");
  if (task.parent !== null) throw genericFault("only top-level tasks may be resubmitted");
  if (user.id !== task.owner && !caller.may("admin"))
    throw genericFault("only the task owner or an admin may resubmit a task");
  const { method, channel, priority } = task;
  return makeTask(hub, { method, params: requestOf(world, task), channel, priority });
};

export const CANCEL_METHODS: Methods = { cancelTask, cancelTaskChildren, cancelTaskFull, cancelBuild, resubmitTask };
