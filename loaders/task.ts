import DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import { readTaskRequest } from "../koji/requests/task-request.ts";
import type { TaskRow } from "../koji/rows.ts";
import type { XmlRpcValue } from "../koji/xmlrpc/value.ts";
import { groupBy } from "../model/group-by.ts";
import { imageMethodOfChild, imageMethodOfTask } from "../model/image-method.ts";
import { TASK_STATES, type Task } from "../model/task.ts";
import { each } from "./each.ts";
import { fromSeconds, fromSecondsOrNull } from "./hub-times.ts";

/** One getTaskInfo holds the hub for one SQL query an id: many ids a call, not all there are. */
const MAX_IDS_PER_CALL = 200;

export type TaskLoaders = {
  /** With their requests; null where the hub knows none. */
  readonly byId: DataLoader<number, Task | null>;
  /** The tasks right under a task, without their requests, by id. */
  readonly children: DataLoader<number, readonly Task[]>;
  /** Those of them that failed or were cancelled, with their requests. */
  readonly failedChildren: DataLoader<number, readonly Task[]>;
  /** Makes rows that came by another way, with their requests, known to the loaders. */
  readonly learn: (rows: readonly TaskRow[]) => readonly Task[];
};

export function createTaskLoaders(hub: string, reader: HubReader): TaskLoaders {
  const byId = new DataLoader<number, Task | null>(
    async (ids) => {
      const rows = await reader.getTaskInfos(ids);
      return ids.map((_, index) => readSlot(hub, rows[index] ?? null));
    },
    { name: "task", maxBatchSize: MAX_IDS_PER_CALL },
  );
  const children = each("task children", async (id: number) => {
    const rows = await reader.getTaskChildren(id);
    return rows.map((row) => toTask(hub, row)).sort((a, b) => a.kojiId - b.kojiId);
  });
  const failedChildren = new DataLoader<number, readonly Task[]>(
    async (ids) => {
      const failed = groupBy(learn(await failedUnder(reader, ids)), ({ parentId }) => parentId);
      return ids.map((id) => failed.get(id) ?? []);
    },
    { name: "failed children", maxBatchSize: MAX_IDS_PER_CALL * 2 },
  );
  const learn: TaskLoaders["learn"] = (rows) =>
    rows.map((row) => {
      const task = toTask(hub, row);
      byId.prime(task.kojiId, task);
      return task;
    });
  return { byId, children, failedChildren, learn };
}

/** koji.PRIO_DEFAULT: what a task has that was given none. */
const DEFAULT_PRIORITY = 20;

/** Below the 1000 rows from which the hub answers lazily. */
const MAX_FAILED_CHILDREN = 999;

/**
 * Of a whole list of parents in one query; only what went wrong, so no result with an rpm list is among the rows.
 * Where one answer cannot hold them, each half of the parents is asked for.
 */
async function failedUnder(reader: HubReader, parents: readonly number[]): Promise<readonly TaskRow[]> {
  const opts = { order: "id", limit: MAX_FAILED_CHILDREN };
  const rows = await reader.listTasks({ parent: parents, state: [3, 5] }, opts);
  if (rows.length < MAX_FAILED_CHILDREN || parents.length === 1) return rows;
  const half = Math.ceil(parents.length / 2);
  const halves = [parents.slice(0, half), parents.slice(half)];
  return (await Promise.all(halves.map((some) => failedUnder(reader, some)))).flat();
}

function readSlot(hub: string, row: TaskRow | Error | null): Task | Error | null {
  return row === null || row instanceof Error ? row : toTask(hub, row);
}

export const toTask = (hub: string, row: TaskRow): Task => ({
  hub,
  kojiId: row.id,
  method: row.method,
  imageMethod: imageMethodOfTask(row.method) ?? imageMethodOfChild(row.method),
  label: row.label,
  arch: row.arch,
  state: TASK_STATES[row.state],
  ownerId: row.owner,
  hostId: row.host_id,
  channelId: row.channel_id,
  priority: row.priority ?? DEFAULT_PRIORITY,
  parentId: row.parent,
  createdAt: fromSeconds(row.create_ts),
  startedAt: fromSecondsOrNull(row.start_ts),
  completedAt: fromSecondsOrNull(row.completion_ts),
  // Decoded by the codec: an XML-RPC value, whatever its shape.
  request: row.request === undefined ? null : readTaskRequest(row.method, row.request as XmlRpcValue),
});
