import type { TaskRow } from "./rows.ts";
import type { XmlRpcStruct } from "./xmlrpc/value.ts";

/** Tasks of one method at most; 3 KB each. */
const MAX_TASKS = 200;
const NEWEST_FIRST = { order: "-id", limit: MAX_TASKS };
/** More than the transaction takes in which a task ends, at the time when that began. */
const LATE_SECONDS = 3600;

/** koji.TASK_STATES: FREE, OPEN, ASSIGNED; CANCELED, FAILED. */
const RUNS = [0, 1, 4];
const WENT_WRONG = [3, 5];

/** Parent tasks of one method made after `since` that did not end well or have not ended. Times are in seconds. */
export type UnclosedTasks = {
  readonly since: number;
  /** Of tasks made after it none is left out; later than `since` where there are more than are read. */
  readonly reach: number;
  /** Newest first, with their requests. */
  readonly rows: readonly TaskRow[];
};

export type TasksOfMethod = { readonly method: string; readonly since: number };

type ListTasks = (
  filter: XmlRpcStruct & { readonly method: string },
  opts: { order: string; limit: number },
) => Promise<readonly TaskRow[]>;

/**
 * See HubReader. One method a call: a hub has an index on parentless tasks by state and method, and of all methods together
 * it would send those of every rpm.
 */
export async function readUnclosedTasks(
  listTasks: ListTasks,
  asked: TasksOfMethod,
  previous: UnclosedTasks | null,
): Promise<UnclosedTasks> {
  const { method, since } = asked;
  const list = (states: readonly number[], narrower: XmlRpcStruct = {}) =>
    listTasks({ method, parent: null, state: states, createdAfter: since, ...narrower }, NEWEST_FIRST);
  const refreshed = previous?.since === since ? await readChanges(list, previous) : null;
  return refreshed ?? upTo(since, await list([...RUNS, ...WENT_WRONG]));
}

/** A task that ended never runs again: what ran and is in neither list has closed. Null where there is too much new. */
async function readChanges(
  list: (states: readonly number[], narrower?: XmlRpcStruct) => Promise<readonly TaskRow[]>,
  { since, reach, rows }: UnclosedTasks,
): Promise<UnclosedTasks | null> {
  const latestEnd = Math.max(since, ...rows.map(({ completion_ts }) => completion_ts ?? since));
  // What runs comes first: a task that fails in between is in both lists then, and not in neither.
  const [running, ended] = await Promise.all([
    list(RUNS),
    list(WENT_WRONG, { completeAfter: latestEnd - LATE_SECONDS }),
  ]);
  if (running.length === MAX_TASKS || ended.length === MAX_TASKS) return null;
  const over = rows.filter(({ state }) => WENT_WRONG.includes(state));
  const merged = new Map([...running, ...over, ...ended].map((row) => [row.id, row]));
  const newest = upTo(
    since,
    [...merged.values()].sort((a, b) => b.id - a.id),
  );
  return { ...newest, reach: Math.max(reach, newest.reach) };
}

function upTo(since: number, all: readonly TaskRow[]): UnclosedTasks {
  const rows = all.slice(0, MAX_TASKS);
  return { since, reach: rows.length === MAX_TASKS ? (rows.at(-1)?.create_ts ?? since) : since, rows };
}

/** The later part of them. */
export const clipTasks = (tasks: UnclosedTasks, since: number): UnclosedTasks =>
  since <= tasks.since
    ? tasks
    : { since, reach: Math.max(since, tasks.reach), rows: tasks.rows.filter(({ create_ts }) => create_ts > since) };
