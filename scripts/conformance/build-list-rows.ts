import { named, type Row } from "./hub.ts";
import { targetOf } from "./request.ts";
import { number, numberOrNull, rows, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { BUILD_STATES, numberOf, stateOf } from "./states.ts";
import { newestFirst } from "./tag.ts";
import { tasksById } from "./task-rows.ts";
import { comparable, instant } from "./times.ts";

/** The API's, as far as it is given. */
export type BuildFilter = {
  readonly type?: string;
  readonly image?: string;
  readonly owner?: string;
  readonly tag?: string;
  readonly target?: string;
  readonly state?: readonly string[];
  readonly createdAfter?: string;
  readonly createdBefore?: string;
  readonly completedAfter?: string;
  readonly completedBefore?: string;
};

/** A longer list is cut by time before it is walked. */
const LONGEST = 300;

/** The filter, narrowed so that no more than LONGEST builds fit it. */
export async function shortened({ hub }: Sides, filter: BuildFilter): Promise<BuildFilter> {
  const queryOpts = { order: "-build_id", offset: LONGEST, limit: 1 };
  const [one] = rows(await hub("listBuilds", named({ ...hubFilter(filter), queryOpts })));
  if (one === undefined) return filter;
  const createdAfter = instant(text(one, "creation_time"));
  return { ...filter, createdAfter: [createdAfter, filter.createdAfter ?? ""].toSorted()[1] ?? createdAfter };
}

/** All builds of the filter, newest first: images by when they were made, all builds by their numbers. */
export async function listedBuilds(sides: Sides, filter: BuildFilter): Promise<readonly Row[]> {
  const found = filter.tag ? await inTag(sides, filter.tag, filter) : await ofHub(sides, filter);
  const kept = filter.target ? await madeFor(sides, filter.target, found) : found;
  if (filter.type === "image" || filter.image || filter.tag) return newestFirst(kept);
  return kept.toSorted((a, b) => number(b, "build_id") - number(a, "build_id"));
}

async function ofHub({ hub }: Sides, filter: BuildFilter): Promise<readonly Row[]> {
  const states = filter.state?.map((state) => ({ state: numberOf(BUILD_STATES, state) })) ?? [{}];
  const found: Row[] = [];
  for (const state of states) found.push(...rows(await hub("listBuilds", named({ ...hubFilter(filter), ...state }))));
  return found;
}

const moment = (iso: string) => Date.parse(iso) / 1000;

const hubFilter = (filter: BuildFilter): Row => ({
  ...(filter.type || filter.image ? { type: filter.type ?? "image" } : {}),
  ...(filter.image ? { packageID: filter.image } : {}),
  ...(filter.owner ? { userID: filter.owner } : {}),
  ...(filter.createdAfter ? { createdAfter: moment(filter.createdAfter) } : {}),
  ...(filter.createdBefore ? { createdBefore: moment(filter.createdBefore) } : {}),
  ...(filter.completedAfter ? { completeAfter: moment(filter.completedAfter) } : {}),
  ...(filter.completedBefore ? { completeBefore: moment(filter.completedBefore) } : {}),
});

async function inTag({ hub }: Sides, tag: string, filter: BuildFilter): Promise<readonly Row[]> {
  const all = rows(await hub("listTagged", tag, named({ type: "image" })));
  return all.filter(
    (row) =>
      (!filter.image || text(row, "package_name") === filter.image) &&
      (!filter.owner || text(row, "owner_name") === filter.owner) &&
      (!filter.state || filter.state.includes(stateOf(BUILD_STATES, number(row, "state")))) &&
      between(text(row, "creation_time"), filter.createdAfter, filter.createdBefore) &&
      between(textOrNull(row, "completion_time"), filter.completedAfter, filter.completedBefore),
  );
}

/** Neither bound belongs to it, and what has no time is nowhere. */
function between(time: string | null, after: string | undefined, before: string | undefined): boolean {
  if (time === null) return after === undefined && before === undefined;
  return (!after || comparable(time) > comparable(after)) && (!before || comparable(time) < comparable(before));
}

const AT_ONCE = 100;

export async function madeFor(sides: Sides, target: string, builds: readonly Row[]): Promise<readonly Row[]> {
  const ids = builds.map((build) => numberOrNull(build, "task_id")).filter((id) => id !== null);
  const fitting = new Set<number>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const tasks = await tasksById(sides, ids.slice(from, from + AT_ONCE));
    for (const { row, request } of tasks) if (targetOf(request) === target) fitting.add(number(row, "id"));
  }
  return builds.filter((build) => fitting.has(numberOrNull(build, "task_id") ?? 0));
}
