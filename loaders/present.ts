import type { HubReader } from "../koji/hub-reader.ts";
import type { TaskRow } from "../koji/rows.ts";
import type { Task } from "../model/task.ts";
import { toTask } from "./task.ts";

/** What stands at a hub this moment, whatever is known of it: for before and after something is done. */
export type PresentReads = {
  /** With its request; null where there is none. */
  readonly task: (id: number) => Promise<Task | null>;
  /** The newest parent tasks of these methods that have not ended, with their requests. */
  readonly unfinished: (methods: readonly string[]) => Promise<readonly Task[]>;
  /** The number of the newest task of all; 0 where there is none. */
  readonly newestTaskId: () => Promise<number>;
  /** The newest tasks of a method that a user began after that number was given, with their requests. */
  readonly begunBy: (begun: Begun) => Promise<readonly Task[]>;
  /** Names of the tags that a build has. */
  readonly tagsOf: (buildId: number) => Promise<readonly string[]>;
};

export type Begun = { readonly owner: number; readonly method: string; readonly after: number };

/** FREE, OPEN, ASSIGNED in koji.TASK_STATES. */
const UNFINISHED = [0, 1, 4];

/** A hub has less under way of one method. Fewer than 1000, from which on hubs answer lazily. */
const MOST_UNFINISHED = 500;
/** That one person begins between two looks. */
const MOST_BEGUN = 50;

const NEWEST_FIRST = "-id";

/** `reader`: the hub itself, with no answer to a question that was asked earlier. */
export function createPresentReads(hub: string, reader: HubReader): PresentReads {
  const tasks = (rows: readonly TaskRow[]) => rows.map((row) => toTask(hub, row));
  return {
    task: async (id) => {
      const [row = null] = await reader.getTaskInfos([id]);
      if (row instanceof Error) throw row;
      return row && toTask(hub, row);
    },
    unfinished: async (methods) => {
      const opts = { order: NEWEST_FIRST, limit: MOST_UNFINISHED };
      const lists = methods.map((method) => reader.listTasks({ method, parent: null, state: UNFINISHED }, opts));
      return tasks((await Promise.all(lists)).flat());
    },
    newestTaskId: async () => (await reader.listTasks({}, { order: NEWEST_FIRST, limit: 1 }))[0]?.id ?? 0,
    begunBy: async ({ owner, method, after }) => {
      const rows = await reader.listTasks({ owner, method }, { order: NEWEST_FIRST, limit: MOST_BEGUN });
      return tasks(rows.filter(({ id }) => id > after));
    },
    tagsOf: async (buildId) => (await reader.listTagsOfBuild(buildId)).map(({ name }) => name),
  };
}
