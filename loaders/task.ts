import DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import { readTaskRequest } from "../koji/requests/task-request.ts";
import type { TaskRow } from "../koji/rows.ts";
import type { XmlRpcValue } from "../koji/xmlrpc/value.ts";
import { imageMethodOfChild, imageMethodOfTask } from "../model/image-method.ts";
import { TASK_STATES, type Task, type TaskRequest } from "../model/task.ts";
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
      const failed = await reader.listFailedChildren(ids);
      return failed.map((rows) => (rows instanceof Error ? rows : learn(rows)));
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
  request: row.request === undefined ? null : requestOf(row),
});

/** Rows that are kept come with request after request, hundreds at a time, and say the same each time. */
const requests = new WeakMap<TaskRow, TaskRequest>();

function requestOf(row: TaskRow): TaskRequest {
  const known = requests.get(row);
  if (known !== undefined) return known;
  // Decoded by the codec: an XML-RPC value, whatever its shape.
  const request = readTaskRequest(row.method, row.request as XmlRpcValue);
  requests.set(row, request);
  return request;
}
