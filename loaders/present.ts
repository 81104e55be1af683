import { createHubReader } from "../koji/hub-reader.ts";
import type { TaskRow } from "../koji/rows.ts";
import type { HubCallOptions, HubClient } from "../koji/wire/hub-client.ts";
import { findLostTask, type LostTask } from "../koji/writing/find-task.ts";
import { XmlRpcDouble, type XmlRpcValue } from "../koji/xmlrpc/value.ts";
import type { Task } from "../model/task.ts";
import { type BuildLoaders, createBuildLoaders } from "./build.ts";
import { createTargetLoaders, type TargetLoaders } from "./target.ts";
import { toTask } from "./task.ts";

/**
 * What stands at a hub this moment, whatever is known of it: for before and after something is done. It is read to its end,
 * whether the caller still waits or not: what was begun is to be settled.
 */
export type PresentReads = {
  /** With its request; null where there is none. */
  readonly task: (id: number) => Promise<Task | null>;
  /** Its request as the hub keeps it, secrets and all: to be compared, and shown to nobody. Null where there is none. */
  readonly requestOf: (id: number) => Promise<readonly XmlRpcValue[] | null>;
  /** Parent tasks of these methods that have not ended, with their requests; the newest, where there are very many. */
  readonly unfinished: (methods: readonly string[]) => Promise<readonly Task[]>;
  /** Numbers of the tasks of a method that a user, by Koji's number, has begun since. */
  readonly begunBy: (begun: Begun) => Promise<readonly number[]>;
  /** Looks for a task by all that is known of it: see findLostTask. */
  readonly lostTask: (lost: LostTask) => Promise<number | null | "several">;
  /** Of this moment, and no other: those of the next are asked for again. */
  readonly builds: () => BuildLoaders;
  readonly targets: () => TargetLoaders;
  /** Names of the tags that a build has. */
  readonly tagsOf: (buildId: number) => Promise<readonly string[]>;
};

export type Begun = { readonly owner: number; readonly method: string; readonly since: Date };

/** FREE, OPEN, ASSIGNED in koji.TASK_STATES. */
const UNFINISHED = [0, 1, 4];

/** A hub has less under way of one method. Fewer than 1000, from which on hubs answer lazily. */
const MOST_UNFINISHED = 500;
/** That one person begins in minutes. */
const MOST_BEGUN = 100;

const NEWEST_FIRST = "-id";

export function createPresentReads(
  hub: string,
  { client, trace }: Pick<HubCallOptions, "trace"> & { readonly client: HubClient },
): PresentReads {
  const reader = createHubReader(client, { trace, fresh: true });
  const tasks = (rows: readonly TaskRow[]) => rows.map((row) => toTask(hub, row));
  const rowOf = async (id: number) => {
    const [row = null] = await reader.getTaskInfos([id]);
    if (row instanceof Error) throw row;
    return row;
  };
  return {
    task: async (id) => {
      const row = await rowOf(id);
      return row && toTask(hub, row);
    },
    requestOf: async (id) => {
      const request = (await rowOf(id))?.request;
      // Decoded by the codec: XML-RPC values.
      return Array.isArray(request) ? (request as readonly XmlRpcValue[]) : null;
    },
    unfinished: async (methods) => {
      const opts = { order: NEWEST_FIRST, limit: MOST_UNFINISHED };
      const lists = methods.map((method) => reader.listTasks({ method, parent: null, state: UNFINISHED }, opts));
      return tasks((await Promise.all(lists)).flat());
    },
    begunBy: async ({ owner, method, since }) => {
      const filter = { owner, method, parent: null, createdAfter: new XmlRpcDouble(since.getTime() / 1000) };
      return (await reader.listTasks(filter, { order: NEWEST_FIRST, limit: MOST_BEGUN })).map(({ id }) => id);
    },
    builds: () => createBuildLoaders(hub, reader),
    targets: () => createTargetLoaders(hub, reader),
    lostTask: (lost) => findLostTask(client, lost),
    tagsOf: async (buildId) => (await reader.listTagsOfBuild(buildId)).map(({ name }) => name),
  };
}
