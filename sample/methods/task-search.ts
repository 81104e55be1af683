import type { Place, Search } from "../collect.ts";
import { BULK_CHANNEL, BULK_OWNERS } from "../world/bulk.ts";
import { type Cell, oneCell } from "../world/cell.ts";
import { HOUR } from "../world/clock.ts";
import { channelId } from "../world/hosts.ts";
import { userNamed } from "../world/people.ts";
import { type Task, TASK } from "../world/plan.ts";
import { taskCells } from "../world/task-cells.ts";
import type { TaskScope } from "../world/task-scope.ts";
import type { World } from "../world/world.ts";
import { timeFilter } from "./times.ts";

type Filters = Readonly<Record<string, unknown>>;

/** The part of the world in which listTasks' filters leave something to be found, and how it is looked through. */
export function taskSearch(world: World, filters: Filters, tests: readonly ((task: Task) => boolean)[]): Search<Task> {
  const now = world.now();
  const scope = taskScope(filters, now);
  const { parent } = filters;
  const parents = typeof parent === "number" ? [parent] : Array.isArray(parent) ? parent : null;
  return {
    cells: (back, counting) =>
      parents === null
        ? taskCells(world, { ...scope, back, counting: counting ? scope.counting : null })
        : childrenOf(world, parents),
    matches: (task) => task.createMs <= now && tests.every((test) => test(task)),
    placeOf,
    now,
  };
}

/** Those of the window, by id. */
function childrenOf(world: World, parents: readonly unknown[]): Iterable<Cell<Task>> {
  const first = (world.firstDay - world.ids.zeroDay) * world.ids.tasksADay;
  const children = [...new Set(parents)].flatMap((id) =>
    typeof id === "number" && id >= first ? (world.task(id)?.children ?? []) : [],
  );
  return [oneCell(children.sort((one, other) => one.id - other.id))];
}

const PLACES: Readonly<Record<string, Place<Task>>> = {
  id: { of: "id", read: ({ id }) => id, nullable: false },
  create_ts: { of: "ms", read: ({ createMs }) => createMs, nullable: false },
  create_time: { of: "ms", read: ({ createMs }) => createMs, nullable: false },
  completion_ts: { of: "ms", read: ({ endMs }) => endMs, nullable: true },
  completion_time: { of: "ms", read: ({ endMs }) => endMs, nullable: true },
};

const placeOf = (column: string): Place<Task> | null => PLACES[column] ?? null;

const FROM = ["createdAfter", "startedAfter", "completeAfter", "completedAfter"];
const UNTIL = ["createdBefore", "startedBefore", "completeBefore", "completedBefore"];

function taskScope(filters: Filters, now: number): TaskScope {
  const ms = (name: string) => timeFilter(filters[name], name, false);
  const { method } = filters;
  const states = Array.isArray(filters["state"]) ? filters["state"] : null;
  const live = states !== null && states.every((state) => LIVE.includes(state));
  return {
    // What waits or runs has not ended yet.
    fromMs: Math.max(live ? now : -Infinity, ...FROM.map((name) => ms(name) ?? -Infinity)),
    untilMs: Math.min(now + HOUR, ...UNTIL.map((name) => ms(name) ?? Infinity)),
    back: false,
    method: typeof method === "string" ? method : null,
    parentsOnly: filters["parent"] === null && Object.hasOwn(filters, "parent"),
    bulk: mayBeBulk(filters, states),
    counting: isCountable(filters) ? { states } : null,
  };
}

const LIVE: readonly unknown[] = [TASK.FREE, TASK.OPEN, TASK.ASSIGNED];

/** The bulk's tasks all end well, in their channel, and are of a few people. */
function mayBeBulk(filters: Filters, states: readonly unknown[] | null): boolean {
  const among = (name: string, ids: readonly number[]) => {
    const value = filters[name];
    if (!Object.hasOwn(filters, name)) return true;
    return Array.isArray(value) ? value.some((one) => ids.includes(one)) : ids.some((id) => id === value);
  };
  return (
    (states === null || states.some((state) => state === TASK.CLOSED || LIVE.includes(state))) &&
    among("channel_id", [channelId(BULK_CHANNEL)]) &&
    among(
      "owner",
      BULK_OWNERS.map((name) => userNamed(name).id),
    )
  );
}

/** What is asked of tasks beyond method, state, time, and whether they have a parent. */
const DIFFERING = ["arch", "owner", "host_id", "channel_id"];

const isCountable = (filters: Filters): boolean =>
  [...DIFFERING, ...[...DIFFERING, "state", "parent"].map((name) => `not_${name}`)].every(
    (name) => !Object.hasOwn(filters, name),
  );
