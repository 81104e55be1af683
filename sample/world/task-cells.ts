import { type Bulk, BULK_METHODS, type BulkWork } from "./bulk.ts";
import { bulkSlices, type Sliced } from "./bulk-slices.ts";
import { type Cell, cellsOf } from "./cell.ts";
import type { Task } from "./plan.ts";
import { BULK_TASKS_A_BUILD } from "./scale.ts";
import { countTasks } from "./task-count.ts";
import type { TaskScope } from "./task-scope.ts";
import type { World } from "./world.ts";

/** Tasks as their attempts were begun, by id within a day. Some may lie in the future. */
export function taskCells(world: World, scope: TaskScope): Iterable<Cell<Task>> {
  const { method } = scope;
  const bulk = scope.bulk && (method === null || BULK_METHODS.has(method)) ? world.bulk : null;
  const firstId = (day: number) => (day - world.ids.zeroDay) * world.ids.tasksADay;
  return cellsOf(world, scope, {
    planned: (day) => ({
      items: () => (method === null ? world.day(day).tasks : world.day(day).tasksBy(method)),
      count: countTasks(world, day, scope),
    }),
    bulk:
      bulk === null
        ? null
        : (day) =>
            bulkSlices({ world, bulk, stretch: scope }, day, slicedTasks(bulk, { day, scope, first: firstId(day) })),
    firstId,
  });
}

type OfDay = { readonly day: number; readonly scope: TaskScope; readonly first: number };

function slicedTasks(bulk: Bulk, { day, scope, first }: OfDay): Sliced<Task> {
  const { method, parentsOnly, counting } = scope;
  const wanted = (task: Task) => (method === null || task.method === method) && (!parentsOnly || task.parent === null);
  const ofWork = ({ parent }: BulkWork) =>
    parentsOnly || method === "build" ? [parent].filter(wanted) : [parent, ...parent.children].filter(wanted);
  return {
    inADay: bulk.works,
    firstId: (number) => first + bulk.firstTask + number * BULK_TASKS_A_BUILD,
    make: (from, until) =>
      Array.from({ length: until - from }, (_, index) => ofWork(bulk.work(day, from + index))).flat(),
    count: counting === null ? null : bulk.works * ofWork(bulk.anyWork).length,
  };
}
