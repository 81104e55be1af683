import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { double, type Row, timestamp, timeText } from "../values.ts";
import { channelId } from "../world/hosts.ts";
import { userNamed } from "../world/people.ts";
import { BUILD, type Build, nvrOf, type Task, TASK } from "../world/plan.ts";
import { VOLUMES } from "../world/volumes.ts";

/** The task's state at that moment. */
export function taskState(task: Task, now: number): number {
  if (task.endMs <= now) return task.end;
  if (task.startMs <= now) return TASK.OPEN;
  return task.assignMs <= now ? TASK.ASSIGNED : TASK.FREE;
}

export function buildState(build: Build, now: number): number {
  if (build.endMs > now) return BUILD.BUILDING;
  return build.deletedMs <= now ? BUILD.DELETED : build.end;
}

const TASK_ROWS = new WeakMap<Task, Row>();

/** A row as of getTaskInfo. Rows of ended tasks are made once. */
export function taskRow(task: Task, now: number): Row {
  const known = TASK_ROWS.get(task);
  if (known !== undefined && task.endMs <= now) return known;
  const row = freshTaskRow(task, now);
  if (task.endMs <= now) TASK_ROWS.set(task, row);
  return row;
}

function freshTaskRow(task: Task, now: number): Row {
  const state = taskState(task, now);
  const begun = task.startMs <= now;
  const waits = task.parent === null && task.children.length > 0;
  return {
    arch: task.arch,
    awaited: task.parent === null ? null : task.endMs > now,
    channel_id: channelId(task.channel),
    completion_time: timeText(task.endMs, now),
    completion_ts: timestamp(task.endMs, now),
    create_time: timeText(task.createMs, now),
    create_ts: timestamp(task.createMs, now),
    host_id: task.assignMs <= now ? task.hostId : null,
    id: task.id,
    label: task.label,
    method: task.method,
    owner: task.owner,
    parent: task.parent?.id ?? null,
    priority: task.priority,
    start_time: timeText(task.startMs, now),
    start_ts: timestamp(task.startMs, now),
    state,
    waiting: waits && begun ? state === TASK.OPEN : null,
    weight: double(begun ? task.weight : 1),
  };
}

const BUILD_ROWS = new WeakMap<Build, { readonly state: number; readonly row: Row }>();

/** A row as of listBuilds. */
export function buildRow(build: Build, now: number): Row {
  const state = buildState(build, now);
  const known = BUILD_ROWS.get(build);
  if (known?.state === state && state !== BUILD.BUILDING) return known.row;
  const row = freshBuildRow(build, state, now);
  BUILD_ROWS.set(build, { state, row });
  return row;
}

function freshBuildRow(build: Build, state: number, now: number): Row {
  const { id, name, packageId, volume } = build;
  return {
    build_id: id,
    completion_time: timeText(build.endMs, now),
    completion_ts: timestamp(build.endMs, now),
    creation_event_id: build.createEvent,
    creation_time: timeText(build.createMs, now),
    creation_ts: timestamp(build.createMs, now),
    draft: false,
    epoch: build.epoch,
    extra: build.extra,
    name,
    nvr: nvrOf(build),
    owner_id: userNamed(build.owner).id,
    owner_name: build.owner,
    package_id: packageId,
    package_name: name,
    promoter_id: null,
    promoter_name: null,
    promotion_time: null,
    promotion_ts: null,
    release: build.release,
    source: build.source,
    start_time: timeText(build.startMs, now),
    start_ts: timestamp(build.startMs, now),
    state,
    task_id: build.task?.id ?? null,
    version: build.version,
    volume_id: VOLUMES[volume].id,
    volume_name: VOLUMES[volume].name,
  };
}

/** Koji gives a content generator's builds its name. */
export function buildInfo(build: Build, now: number): Row {
  const generated = build.origin.kind === "image" && build.origin.attempt.image.method === "osbuildImage";
  return {
    ...buildRow(build, now),
    id: build.id,
    cg_id: generated ? 1 : null,
    cg_name: generated ? "osbuild-composer" : null,
  };
}

/** Not in a tagged build's row, though in all others. */
const UNTOLD = ["completion_ts", "creation_ts", "extra", "promotion_ts", "source", "start_ts"];

/** A row as of listTagged. */
export function taggedRow(
  build: Build,
  entry: { readonly tagId: number; readonly tag: string; readonly createEvent: number },
  now: number,
): Row {
  const row: Record<string, XmlRpcValue> = { ...buildRow(build, now), id: build.id };
  for (const member of UNTOLD) delete row[member];
  return { ...row, create_event: entry.createEvent, tag_id: entry.tagId, tag_name: entry.tag };
}
