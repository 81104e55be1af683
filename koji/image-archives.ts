import { groupBy } from "../model/group-by.ts";
import type { ArchiveRow } from "./rows.ts";

/** Files that a build is taken to have where one list is to hold those of many: a request more costs more than rows. */
const FILES_PER_BUILD = 8;
/** Below the 1000 rows from which the hub answers lazily. */
const MAX_ROWS = 999;
/** From so many builds on one list of all their files costs the hub less than a call for each. */
const TOGETHER_FROM = 8;

type Archives = readonly ArchiveRow[];
type Reads = {
  readonly ofBuild: (buildId: number) => Promise<Archives>;
  /** Of the builds of the highest ids, build after build. */
  readonly newest: (limit: number) => Promise<Archives>;
};

export type ArchivesWanted = {
  readonly buildIds: readonly number[];
  /** Ids of image builds that have files, as far as is known: they tell how many a list of the newest would run through. */
  readonly among: readonly number[];
};

/**
 * See HubReader. The hub takes one build a call; all files it lists in the order of their builds' ids, for which it has an
 * index. Where many of the newest builds are wanted, such a list holds them; only its last build can have been cut.
 */
export function listImageArchivesOf(
  { ofBuild, newest }: Reads,
  { buildIds, among }: ArchivesWanted,
): Promise<readonly (Archives | Error)[]> {
  const together = newestWanted(buildIds, among);
  const lowest = together.at(-1) ?? Infinity;
  const listed = together.length === 0 ? null : listedWhole(newest, together.length * FILES_PER_BUILD);
  return Promise.all(
    buildIds.map(async (id) => {
      try {
        const found = id < lowest ? null : await listed;
        return found?.(id) ?? (await ofBuild(id));
      } catch (error) {
        return error instanceof Error ? error : new Error(String(error));
      }
    }),
  );
}

/** The longest run of the newest builds of which a third are wanted; none where that would save too few calls. */
function newestWanted(buildIds: readonly number[], among: readonly number[]): readonly number[] {
  const wanted = new Set(buildIds);
  const newestFirst = [...new Set(among)].sort((a, b) => b - a).slice(0, Math.floor(MAX_ROWS / FILES_PER_BUILD));
  const places = newestFirst.flatMap((id, index) => (wanted.has(id) ? [index] : []));
  const last = places.findLastIndex((place, index) => 3 * (index + 1) > place);
  return last + 1 < TOGETHER_FROM ? [] : newestFirst.slice(0, (places[last] ?? 0) + 1);
}

/** What tells a build's files; null for a build that the list may have cut or does not reach. */
async function listedWhole(newest: Reads["newest"], limit: number): Promise<(buildId: number) => Archives | null> {
  const rows = await newest(limit);
  const cut = rows.length < limit ? -Infinity : (rows.at(-1)?.build_id ?? Infinity);
  const byBuild = groupBy(rows, ({ build_id }) => build_id);
  return (buildId) => (buildId > cut ? (byBuild.get(buildId) ?? []) : null);
}
