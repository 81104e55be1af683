import type DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import { TASK_STATES, type Task, type TaskState } from "../model/task.ts";
import { each } from "./each.ts";
import type { TaskLoaders } from "./task.ts";

/** Tasks that a host works on at once are few; more than this would be a list of its own. */
const MAX_TASKS_OF_HOST = 100;

export type QueueLoaders = {
  /** How many tasks of a channel run. */
  readonly open: DataLoader<number, number>;
  /** How many wait for a builder. */
  readonly queued: DataLoader<number, number>;
  /** Those of them that need this arch. */
  readonly queuedFor: DataLoader<ArchOfChannel, number, string>;
  /** The one that waits longest; null where none does. */
  readonly oldest: DataLoader<number, Task | null>;
  /** What a host works on, oldest first. */
  readonly ofHost: DataLoader<number, readonly Task[]>;
};

export type ArchOfChannel = { readonly channelId: number; readonly arch: string };

const numbers = (...states: readonly TaskState[]) => states.map((state) => TASK_STATES.indexOf(state));
const WAITING = numbers("FREE", "ASSIGNED");

export function createQueueLoaders(reader: HubReader, tasks: TaskLoaders): QueueLoaders {
  return {
    open: each("open tasks", (channel_id: number) => reader.countTasks({ channel_id, state: numbers("OPEN") })),
    queued: each("queued tasks", (channel_id: number) => reader.countTasks({ channel_id, state: WAITING })),
    queuedFor: each(
      "queued tasks of arch",
      ({ channelId, arch }: ArchOfChannel) =>
        reader.countTasks({ channel_id: channelId, arch: [arch], state: WAITING }),
      { cacheKeyFn: ({ channelId, arch }) => `${channelId} ${arch}` },
    ),
    oldest: each("oldest queued task", async (channel_id: number) => {
      const rows = await reader.listTasks({ channel_id, state: WAITING }, { order: "id", limit: 1 });
      return tasks.learn(rows)[0] ?? null;
    }),
    ofHost: each("tasks of host", async (host_id: number) => {
      const filter = { host_id, state: numbers("OPEN", "ASSIGNED") };
      return tasks.learn(await reader.listTasks(filter, { order: "id", limit: MAX_TASKS_OF_HOST }));
    }),
  };
}
