import { named, type Row } from "./hub.ts";
import { imageArchives } from "./artifacts.ts";
import { PARENT_METHODS } from "./image-methods.ts";
import { number, numberOrNull, rows, text } from "./rows.ts";
import type { Sides } from "./sides.ts";

/** Older things of a large hub are left alone: to reach them it would read all that is newer. */
const DEEPEST = 20_000;
const PAGE = 5;

/** Random builds that fit the filter, in small runs. */
export async function pickBuilds({ hub, random }: Sides, filter: Row, count: number): Promise<readonly Row[]> {
  const list = (queryOpts: Row) => hub("listBuilds", named({ ...filter, queryOpts }));
  const total = Math.min(DEEPEST, Number(await list({ countOnly: true })));
  const found = new Map<number, Row>();
  for (let run = 0; run * PAGE < count * 2 && found.size < Math.min(count, total); run += 1) {
    const offset = random.below(Math.max(1, total - PAGE + 1));
    for (const row of rows(await list({ order: "-build_id", offset, limit: PAGE })))
      found.set(number(row, "build_id"), row);
  }
  return random.some([...found.values()], count);
}

/** Tasks that make images and their children, and any others. */
export async function pickTasks(sides: Sides, builds: readonly Row[], count: number): Promise<readonly number[]> {
  const { hub, random } = sides;
  const newest = rows(await hub("listTasks", {}, { order: "-id", limit: 1 }))[0];
  if (newest === undefined) return [];
  const span = Math.min(number(newest, "id"), DEEPEST);
  const any = Array.from({ length: count }, () => number(newest, "id") - random.below(span));
  const ofImages = builds.map((build) => numberOrNull(build, "task_id")).filter((id) => id !== null);
  const children: number[] = [];
  for (const id of random.some(ofImages, Math.ceil(count / 4))) {
    children.push(...rows(await hub("getTaskChildren", id)).map((row) => number(row, "id")));
  }
  for (const method of random.some(Object.keys(PARENT_METHODS), Math.ceil(count / 4))) {
    const filter = { method, parent: null };
    const total = Math.min(DEEPEST, Number(await hub("listTasks", filter, { countOnly: true })));
    const one = rows(
      await hub("listTasks", filter, { order: "-id", offset: random.below(Math.max(1, total)), limit: 1 }),
    );
    ofImages.push(...one.map((row) => number(row, "id")));
  }
  const half = Math.ceil(count / 2);
  const ids = [...random.some([...ofImages, ...children], half), ...random.some(any, count - half)];
  return [...new Set(ids)];
}

/** One archive of each of some builds. */
export async function pickArchives(sides: Sides, builds: readonly Row[], count: number) {
  const picked: { build: number; archive: Row }[] = [];
  for (const build of sides.random.some(builds, count)) {
    const archives = await imageArchives(sides, number(build, "build_id"));
    if (archives.length > 0) picked.push({ build: number(build, "build_id"), archive: sides.random.pick(archives) });
  }
  return picked;
}

/** Tags and targets by name. */
export async function pickNames({ hub, random }: Sides, method: "listTags" | "getBuildTargets", count: number) {
  return random.some(
    rows(await hub(method)).map((row) => text(row, "name")),
    count,
  );
}
