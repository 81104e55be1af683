import { DISCOVER_MS } from "./gateway.ts";
import { named, type Row } from "./hub.ts";
import { CHILD_METHODS, PARENT_METHODS } from "./image-methods.ts";
import { isScratch, nameOf, readRequest, type Request } from "./request.ts";
import { number, numberOrNull, rows, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { type TaskWithRequest, tasksById } from "./task-rows.ts";
import { instant, instantOrNull } from "./times.ts";

/** One attempt to build an image, scratch ones left out: a build, or a parent task that died before there was one. */
export type Try = {
  readonly build: Row | null;
  readonly task: TaskWithRequest | null;
  readonly outcome: "RUNNING" | "GOOD" | "FAILED" | "DELETED";
  readonly createdAt: string;
  readonly endedAt: string;
  /** Arches whose own task failed or was cancelled. */
  readonly failedArches: readonly string[];
};

const BUILD_OUTCOMES = ["RUNNING", "GOOD", "DELETED", "FAILED", "FAILED"] as const;
/** More than a gateway looks at. */
const MOST_BUILDS = 200;
const [CLOSED, CANCELED, FAILED] = [2, 3, 5];
const NOT_CLOSED = [0, 1, 3, 4, 5];

/** All attempts of an image, newest first. Tasks without a build are looked for within the discovery window. */
export async function triesOf(sides: Sides, image: string, again: boolean): Promise<readonly Try[]> {
  const queryOpts = { order: "-build_id", limit: MOST_BUILDS };
  const builds = rows(await sides.hub("listBuilds", named({ packageID: image, type: "image", queryOpts })));
  const ids = builds.map((build) => numberOrNull(build, "task_id")).filter((id) => id !== null);
  const tasks = new Map((await tasksById(sides, ids)).map((task) => [number(task.row, "id"), task]));
  const failed = await failedArchesOf(sides, ids);
  const ofBuilds = builds.map((build) => {
    const task = tasks.get(numberOrNull(build, "task_id") ?? 0) ?? null;
    return tryOfBuild(build, task, failed.get(numberOrNull(build, "task_id") ?? 0) ?? []);
  });
  const without = (await unclosedTasks(sides, again)).filter(
    (task) => !tasks.has(number(task.row, "id")) && !isScratch(task.request) && isOf(image, task, [...tasks.values()]),
  );
  return [...ofBuilds, ...without.map(tryOfTask)].toSorted(newestFirst);
}

function tryOfBuild(build: Row, task: TaskWithRequest | null, failedArches: readonly string[]): Try {
  const outcome = BUILD_OUTCOMES[number(build, "state")] ?? "FAILED";
  const createdAt = instant(text(build, "creation_time"));
  return {
    build,
    task,
    outcome,
    createdAt,
    endedAt: instantOrNull(textOrNull(build, "completion_time")) ?? createdAt,
    failedArches,
  };
}

function tryOfTask(task: TaskWithRequest): Try {
  const outcome = [CLOSED, CANCELED, FAILED].includes(number(task.row, "state")) ? "FAILED" : "RUNNING";
  const createdAt = instant(text(task.row, "create_time"));
  const endedAt = instantOrNull(textOrNull(task.row, "completion_time")) ?? createdAt;
  return { build: null, task, outcome, createdAt, endedAt, failedArches: [] };
}

/** Numbers of tasks tell when they were asked for; an import has none. */
function newestFirst(a: Try, b: Try): number {
  if (a.task && b.task) return number(b.task.row, "id") - number(a.task.row, "id");
  return a.createdAt < b.createdAt ? 1 : -1;
}

const known = new WeakMap<Sides, Promise<readonly TaskWithRequest[]>>();

/** Parent tasks of images within the discovery window. Read once for all images; `again`: what was read may be old. */
export function unclosedTasks(sides: Sides, again: boolean): Promise<readonly TaskWithRequest[]> {
  const found = (again ? null : known.get(sides)) ?? readUnclosedTasks(sides);
  known.set(sides, found);
  return found;
}

async function readUnclosedTasks({ hub, now }: Sides): Promise<readonly TaskWithRequest[]> {
  const createdAfter = (now.getTime() - DISCOVER_MS) / 1000;
  const found: TaskWithRequest[] = [];
  for (const method of Object.keys(PARENT_METHODS)) {
    const filter = { method, parent: null, state: NOT_CLOSED, createdAfter, decode: true };
    for (const row of rows(await hub("listTasks", filter, { order: "-id", limit: MOST_BUILDS }))) {
      found.push({ row, request: readRequest(method, row["request"]) });
    }
  }
  return found;
}

/** By the name in its request; a kiwi build has none there, but shares its description with the image's other builds. */
export function isOf(image: string, { row, request }: TaskWithRequest, others: readonly TaskWithRequest[]): boolean {
  if (text(row, "method") !== "kiwiBuild") return nameOf(request) === image;
  return others.some(
    (other) => text(other.row, "method") === "kiwiBuild" && sourceOf(other.request) === sourceOf(request),
  );
}

const sourceOf = ({ named: { desc_path, opts } }: Request) =>
  JSON.stringify([desc_path, typeof opts === "object" && opts !== null && "profile" in opts ? opts["profile"] : null]);

async function failedArchesOf(
  { hub }: Sides,
  parents: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const found = new Map<number, string[]>();
  if (parents.length === 0) return found;
  for (const child of rows(await hub("listTasks", { parent: parents, state: [CANCELED, FAILED] }, {}))) {
    if (!(text(child, "method") in CHILD_METHODS)) continue;
    const parent = number(child, "parent");
    found.set(parent, [...(found.get(parent) ?? []), text(child, "arch")]);
  }
  return found;
}
