import { isOver } from "./cell.ts";
import { CHILD_METHODS } from "./image-tasks.ts";
import { type Task, TASK } from "./plan.ts";
import { changedStreams, methodsBelow, REPO_TASK_METHODS, RPMS_BUILT_A_DAY } from "./side-work.ts";
import { type Fate, type Share, sum } from "./tally.ts";
import type { TaskScope } from "./task-scope.ts";
import type { World } from "./world.ts";

/** How many of a day's own tasks match when nothing but method, state and time is asked; null: look at them. */
export function countTasks(world: World, day: number, scope: TaskScope): number | null {
  const { tallies, calendar } = world;
  if (scope.counting === null || tallies === null || world.acts.day(day) !== null || !isOver(world, day, scope))
    return null;
  const { states } = scope.counting;
  const ofParents = scope.parentsOnly || (scope.method !== null && Object.hasOwn(CHILD_METHODS, scope.method));
  // What becomes of the tasks below a parent is known only of all of them together.
  if (states !== null && !ofParents) return null;
  const own = sum(tallies.of(day).map((share) => share.count * tasksOf(share, scope)));
  const side = states !== null && !states.includes(TASK.CLOSED) ? 0 : sideTasks(world, day, scope);
  return day < calendar.firstDay - 1 ? 0 : own + side;
}

const PARENT_ENDS: Readonly<Record<Fate, Task["end"]>> = {
  good: TASK.CLOSED,
  failed: TASK.FAILED,
  canceled: TASK.CANCELED,
  unborn: TASK.FAILED,
  "never begun": TASK.CANCELED,
};

function tasksOf({ image, scratch, fate }: Share, { method, parentsOnly, counting }: TaskScope): number {
  const is = (one: string | null) => one !== null && (method === null || method === one);
  const states = counting?.states ?? null;
  const parents = is(image.method) && (states === null || states.includes(PARENT_ENDS[fate])) ? 1 : 0;
  if (parentsOnly || fate === "unborn" || fate === "never begun") return parents;
  const children = is(CHILD_METHODS[image.method]) ? image.arches.length : 0;
  return parents + children + (is("tagBuild") && fate === "good" && !scratch ? 1 : 0);
}

function sideTasks({ streams, calendar }: World, day: number, { method, parentsOnly }: TaskScope): number {
  const wanted = (one: string) => method === null || method === one;
  const repos = REPO_TASK_METHODS.filter((one) => wanted(one) && (!parentsOnly || one === "newRepo"));
  if (day < calendar.firstDay) return repos.length;
  const built = changedStreams(streams, day).slice(0, RPMS_BUILT_A_DAY);
  const methods = built.flatMap((stream) => ["build", ...(parentsOnly ? [] : methodsBelow(stream))]);
  return repos.length + methods.filter(wanted).length;
}
