import { AnyOrder, type Expected } from "./compare.ts";
import { expectedArtifact, imageArchives } from "./artifacts.ts";
import { expectedFailure } from "./failure.ts";
import { CHILD_METHODS, PARENT_METHODS } from "./image-methods.ts";
import { named, type Row } from "./hub.ts";
import { logUrl } from "./paths.ts";
import { archesOf, definitionOf, targetOf } from "./request.ts";
import { number, rowOrNull, rows, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { childrenOf, taskById, tasksById, type TaskWithRequest } from "./task-rows.ts";
import { logsOf, taskFiles } from "./task-files.ts";

const [COMPLETE, FAILED, CANCELED] = [1, 3, 4];
const TASK_ENDED_BADLY: readonly number[] = [3, 5];

/** What `ImageBuild` has beyond `Build`. */
export async function imageMembers(sides: Sides, build: Row): Promise<{ readonly [name: string]: Expected }> {
  const [id, state] = [number(build, "build_id"), number(build, "state")];
  const task = await taskById(sides, taskIdOf(build));
  const archives = await imageArchives(sides, id);
  const method = task === null ? "OTHER" : (PARENT_METHODS[text(task.row, "method")] ?? "OTHER");
  const asked = method === "OTHER" || task === null ? [] : archesOf(task.request);
  const ofFiles = archives.map((row) => textOrNull(row, "arch")).filter((arch) => arch !== null);
  return {
    image: { name: text(build, "package_name") },
    method,
    target: method === "OTHER" ? null : await targetOfTask(sides, task),
    arches: asked.length > 0 ? asked : [...new Set(ofFiles)],
    partial: state === COMPLETE && (await anArchFailed(sides, task)),
    definition: task === null ? null : definitionOf(text(task.row, "method"), task.request),
    storage: state === COMPLETE ? archives.reduce((bytes, row) => bytes + number(row, "size"), 0) : 0,
    changes: await changesOf(sides, build, task),
    artifacts: archives.map((row) => expectedArtifact(sides, build, row)),
    logs: new AnyOrder(
      state === COMPLETE || task === null ? await buildLogs(sides, id) : await treeLogs(sides, task),
      "url",
    ),
    failure:
      task !== null && (state === FAILED || state === CANCELED)
        ? await expectedFailure(sides, number(task.row, "id"))
        : null,
  };
}

export const taskIdOf = (build: Row): number | null => (build["task_id"] === null ? null : number(build, "task_id"));

async function targetOfTask({ hub }: Sides, task: TaskWithRequest | null): Promise<Expected> {
  const name = task === null ? null : targetOf(task.request);
  const target = name === null ? null : rowOrNull(await hub("getBuildTarget", name));
  return target === null ? null : { kojiId: number(target, "id"), name: text(target, "name") };
}

async function anArchFailed(sides: Sides, task: TaskWithRequest | null): Promise<boolean> {
  const children = task === null ? [] : await childrenOf(sides, number(task.row, "id"));
  return children.some(
    (child) => text(child, "method") in CHILD_METHODS && TASK_ENDED_BADLY.includes(number(child, "state")),
  );
}

/** A finished build keeps its logs, by arch where the method has several. */
async function buildLogs({ hub, urls }: Sides, id: number) {
  return rows(await hub("getBuildLogs", id, named({}))).map((row) => ({
    name: text(row, "name"),
    arch: text(row, "dir").split("/")[1] ?? null,
    size: null,
    url: logUrl(urls, text(row, "path")),
  }));
}

async function treeLogs(sides: Sides, { row }: TaskWithRequest) {
  const found = [];
  for (const task of [row, ...(await childrenOf(sides, number(row, "id")))]) {
    found.push(...logsOf(task, await taskFiles(sides, number(task, "id"))));
  }
  return found;
}

/** Good builds looked at for the one before. */
const LOOKS_AT = 100;

/** From which build to which: the last good one before it for the same target; for any, where nobody knows its target. */
async function changesOf(sides: Sides, build: Row, task: TaskWithRequest | null): Promise<Expected> {
  const filter = { packageID: text(build, "package_name"), type: "image", state: COMPLETE };
  const queryOpts = { order: "-creation_ts,-build_id", limit: LOOKS_AT };
  const createdBefore = number(build, "creation_ts");
  const all = rows(await sides.hub("listBuilds", named({ ...filter, createdBefore, queryOpts })));
  // Seconds with a fraction need not come back as they were sent.
  const before = all.filter((row) => number(row, "build_id") !== number(build, "build_id"));
  const ids = before.map(taskIdOf).filter((id) => id !== null);
  const tasks = new Map((await tasksById(sides, ids)).map((one) => [number(one.row, "id"), targetOf(one.request)]));
  const target = task && targetOf(task.request);
  const fitting = before.find((row) => target === null || (tasks.get(taskIdOf(row) ?? 0) ?? target) === target);
  return fitting === undefined
    ? null
    : { from: { kojiId: number(fitting, "build_id") }, to: { kojiId: number(build, "build_id") } };
}
