import DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import { groupBy } from "../model/group-by.ts";
import { TASK_STATES, type Task, type TaskState } from "../model/task.ts";
import { each } from "./each.ts";
import type { TaskLoaders } from "./task.ts";

/**
 * Waiting tasks of all channels asked for that are read, 2.5 KB each: more than wait on a common day. In a mass rebuild
 * there are tens of thousands, and each channel's are counted instead.
 */
const MAX_WAITING = 500;
/** Hosts asked about in one call, and tasks in its answer: a host carries a dozen at most. Below the 1000 from which the hub answers lazily. */
const MAX_HOSTS_PER_CALL = 50;
const MAX_TASKS_OF_HOSTS = 999;
/** Of one host alone. */
const MAX_TASKS_OF_HOST = 100;

export type QueueLoaders = {
  /** How many tasks of a channel run. */
  readonly open: DataLoader<number, number>;
  /** How many wait for a builder. */
  readonly queued: DataLoader<number, number>;
  /** Those of them that need this arch. */
  readonly queuedFor: DataLoader<ArchOfChannel, number, string>;
  /** The arches that tasks wait for; null when so many wait that they are only counted. */
  readonly waitedFor: (channelId: number) => Promise<readonly string[] | null>;
  /** The one that waits longest; null where none does. */
  readonly oldest: DataLoader<number, Task | null>;
  /** What a host works on, oldest first. */
  readonly ofHost: DataLoader<number, readonly Task[]>;
};

export type ArchOfChannel = { readonly channelId: number; readonly arch: string };

type QueueReader = Pick<HubReader, "countTasks" | "listTasks">;

const numbers = (...states: readonly TaskState[]) => states.map((state) => TASK_STATES.indexOf(state));
const WAITING = numbers("FREE", "ASSIGNED");
const TAKEN = numbers("OPEN", "ASSIGNED");

export function createQueueLoaders(reader: QueueReader, tasks: Pick<TaskLoaders, "learn">): QueueLoaders {
  const waiting = createWaiting(reader, tasks);
  return {
    open: each("open tasks", (channel_id: number) => reader.countTasks({ channel_id, state: numbers("OPEN") })),
    queued: each("queued tasks", async (channel_id: number) => {
      const queue = await waiting.load(channel_id);
      return queue?.length ?? reader.countTasks({ channel_id, state: WAITING });
    }),
    queuedFor: each(
      "queued tasks of arch",
      async ({ channelId, arch }: ArchOfChannel) => {
        const queue = await waiting.load(channelId);
        if (queue !== null) return queue.filter((task) => task.arch === arch).length;
        return reader.countTasks({ channel_id: channelId, arch: [arch], state: WAITING });
      },
      { cacheKeyFn: ({ channelId, arch }) => `${channelId} ${arch}` },
    ),
    waitedFor: async (channelId) => {
      const queue = await waiting.load(channelId);
      return queue && [...new Set(queue.flatMap(({ arch }) => (arch === null ? [] : [arch])))];
    },
    oldest: each("oldest queued task", async (channel_id: number) => {
      const queue = await waiting.load(channel_id);
      if (queue !== null) return queue[0] ?? null;
      const rows = await reader.listTasks({ channel_id, state: WAITING }, { order: "id", limit: 1 });
      return tasks.learn(rows)[0] ?? null;
    }),
    ofHost: createTasksOfHost(reader, tasks),
  };
}

/** The queue of each channel, oldest first, of all in one call; null for all of them when they are too many to read. */
function createWaiting(reader: QueueReader, tasks: Pick<TaskLoaders, "learn">) {
  return new DataLoader<number, readonly Task[] | null>(
    async (channelIds) => {
      const filter = { channel_id: channelIds, state: WAITING };
      const rows = await reader.listTasks(filter, { order: "id", limit: MAX_WAITING });
      if (rows.length === MAX_WAITING) return channelIds.map(() => null);
      const byChannel = groupBy(tasks.learn(rows), ({ channelId }) => channelId);
      return channelIds.map((id) => byChannel.get(id) ?? []);
    },
    { name: "waiting tasks" },
  );
}

function createTasksOfHost(reader: QueueReader, tasks: Pick<TaskLoaders, "learn">) {
  const ofHosts = (host_id: number | readonly number[], limit: number) =>
    reader.listTasks({ host_id, state: TAKEN }, { order: "id", limit });
  return new DataLoader<number, readonly Task[]>(
    async (hostIds) => {
      const [only] = hostIds;
      if (hostIds.length === 1 && only !== undefined) return [tasks.learn(await ofHosts(only, MAX_TASKS_OF_HOST))];
      const rows = await ofHosts(hostIds, MAX_TASKS_OF_HOSTS);
      if (rows.length < MAX_TASKS_OF_HOSTS) {
        const byHost = groupBy(tasks.learn(rows), ({ hostId }) => hostId);
        return hostIds.map((id) => (byHost.get(id) ?? []).slice(0, MAX_TASKS_OF_HOST));
      }
      const lists = await Promise.all(hostIds.map((id) => ofHosts(id, MAX_TASKS_OF_HOST)));
      return lists.map((list) => tasks.learn(list));
    },
    { name: "tasks of host", maxBatchSize: MAX_HOSTS_PER_CALL },
  );
}
