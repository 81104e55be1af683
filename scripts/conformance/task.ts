import type { Check } from "./check.ts";
import { AnyOrder, type Expected } from "./compare.ts";
import { expectedFailure } from "./failure.ts";
import { HUB_NAME } from "./gateway.ts";
import { named, type Row } from "./hub.ts";
import { imageMethodOf, PARENT_METHODS } from "./image-methods.ts";
import { taskPage } from "./paths.ts";
import { expectedRequest, isScratch, nameOf } from "./request.ts";
import { number, numberOrNull, rowOrNull, rows, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { stateOf, TASK_STATES } from "./states.ts";
import { logsOf, outputsOf, taskFiles } from "./task-files.ts";
import { childrenOf, taskById, tasksById, type TaskWithRequest } from "./task-rows.ts";
import { instant, instantOrNull, secondsBetween } from "./times.ts";
import { nodeOf, withNode } from "./with-node.ts";

export const taskCheck = (sides: Sides, kojiId: number): Check => ({
  kind: "task",
  thing: `${kojiId}`,
  hub: () => expectedTask(sides, kojiId),
  gateway: async () => withNode(sides.ask, (await sides.ask("task", { kojiId }))["task"]),
});

async function expectedTask(sides: Sides, id: number): Promise<Expected> {
  const task = await taskById(sides, id);
  if (task === null) return null;
  const { row } = task;
  const children = await childrenOf(sides, id);
  const withRequests = await tasksById(
    sides,
    children.map((child) => number(child, "id")),
  );
  const build = await buildOf(sides, numberOrNull(row, "parent") ?? id);
  const files = await taskFiles(sides, id);
  return {
    node: nodeOf("Task", id),
    ...rowMembers(sides, task),
    eta: await etaOf(sides, task, build),
    hub: { name: HUB_NAME },
    owner: await named_(sides, "getUser", numberOrNull(row, "owner")),
    host: await named_(sides, "getHost", numberOrNull(row, "host_id")),
    channel: await named_(sides, "getChannel", numberOrNull(row, "channel_id")),
    parent: await parentOf(sides, row),
    children: withRequests.map((child) => rowMembers(sides, child)),
    build: build && { kojiId: number(build, "build_id"), nvr: text(build, "nvr") },
    failure: await expectedFailure(sides, id),
    logs: new AnyOrder(logsOf(row, files), "url"),
    outputs: outputsOf(files),
  };
}

/** What stands in the task's own row, its request among it. */
function rowMembers({ urls, now }: Sides, { row, request }: TaskWithRequest): { readonly [name: string]: Expected } {
  const method = text(row, "method");
  const createdAt = instant(text(row, "create_time"));
  const startedAt = instantOrNull(textOrNull(row, "start_time"));
  const completedAt = instantOrNull(textOrNull(row, "completion_time"));
  const end = completedAt ?? now.toISOString();
  return {
    kojiId: number(row, "id"),
    method,
    imageMethod: imageMethodOf(method),
    label: textOrNull(row, "label"),
    arch: textOrNull(row, "arch"),
    state: stateOf(TASK_STATES, number(row, "state")),
    priority: numberOrNull(row, "priority"),
    createdAt,
    startedAt,
    completedAt,
    waited: Math.max(0, secondsBetween(createdAt, startedAt ?? end)),
    ran: startedAt === null ? null : Math.max(0, secondsBetween(startedAt, end)),
    kojiUrl: taskPage(urls, row),
    request: expectedRequest(method, request),
    scratch: isScratch(request),
  };
}

async function named_({ hub }: Sides, method: string, id: number | null): Promise<Expected> {
  const row = id === null ? null : rowOrNull(await hub(method, id));
  return row === null ? null : { kojiId: number(row, "id"), name: text(row, "name") };
}

async function parentOf({ hub }: Sides, row: Row): Promise<Expected> {
  const id = numberOrNull(row, "parent");
  const parent = id === null ? null : rowOrNull(await hub("getTaskInfo", id));
  return parent === null ? null : { kojiId: number(parent, "id"), method: text(parent, "method") };
}

async function buildOf({ hub }: Sides, taskId: number): Promise<Row | null> {
  return rows(await hub("listBuilds", named({ taskID: taskId, queryOpts: { order: "-build_id" } })))[0] ?? null;
}

const RUNNING = ["FREE", "OPEN", "ASSIGNED"];

/** From the hub's own average of the image's good builds; nothing once that has passed. */
async function etaOf({ hub, now }: Sides, { row, request }: TaskWithRequest, build: Row | null): Promise<Expected> {
  const isParent = text(row, "method") in PARENT_METHODS && row["parent"] === null;
  if (!isParent || !RUNNING.includes(stateOf(TASK_STATES, number(row, "state")))) return null;
  const image = nameOf(request) ?? (build === null ? null : text(build, "package_name"));
  const average = image === null ? null : await hub("getAverageBuildDuration", image);
  if (typeof average !== "number") return null;
  const startedAt = textOrNull(row, "start_time");
  const begin = startedAt === null ? now.getTime() : Date.parse(instant(startedAt));
  const eta = new Date(begin + average * 1000);
  return eta > now ? eta.toISOString() : null;
}
