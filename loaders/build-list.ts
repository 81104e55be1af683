import type { HubReader } from "../koji/hub-reader.ts";
import type { BuildRow } from "../koji/rows.ts";
import type { XmlRpcStruct } from "../koji/xmlrpc/value.ts";
import { BUILD_STATES, type Build, type BuildFilter } from "../model/build.ts";
import { TooCostlyError } from "../model/errors.ts";
import type { Page, PageArgs } from "../model/page.ts";
import type { BuildLoaders } from "./build.ts";
import { secondsOfText, toSeconds } from "./hub-times.ts";
import { type KeysetList, keysetPage, mergeStreams, streamWindow, type Window } from "./keyset-page.ts";
import { type PositionList, positionPage } from "./position-page.ts";
import type { TaskLoaders } from "./task.ts";

type Source = Pick<KeysetList<BuildRow, never>, "placeOf" | "read" | "count">;
/** Builds looked at for one page of those for a target, which the hub cannot filter by. */
const MAX_SCANNED = 500;
const TARGET_CHUNK = 100;

/** `latestInTag`: with a tag, of each package the build that was tagged last. */
export type ListedBuilds = BuildFilter & { readonly latestInTag?: boolean };
export type BuildList = (filter: ListedBuilds, args: PageArgs) => Promise<Page<Build>>;

/** Builds of a hub, newest first. Everything is filtered by the hub but the target. */
export function createBuildList(
  reader: HubReader,
  { builds, tasks }: { builds: BuildLoaders; tasks: TaskLoaders },
): BuildList {
  const isFor = async (target: string, { task_id }: BuildRow) => {
    const request = task_id === null ? null : (await tasks.byId.load(task_id))?.request;
    // Tasks that build rpms have a target, too, and no image.
    return (request?.image?.target ?? request?.named["target"]) === target;
  };

  return async (filter, args) => {
    const type = filter.type ?? (filter.image ? "image" : null);
    const { target, tag, image } = filter;
    const shared = {
      keep: async (rows: readonly BuildRow[]) => {
        const kept = await Promise.all(rows.map(async (row) => (target ? await isFor(target, row) : true)));
        const found = builds.learn(rows, type);
        return found.map((build, index) => (kept[index] ? build : null));
      },
      chunk: target ? TARGET_CHUNK : null,
      maxRows: target ? MAX_SCANNED : Number.MAX_SAFE_INTEGER,
      ...(target ? { count: () => Promise.reject(uncountable(target)) } : {}),
    };
    if (!tag && !image && type !== "image") {
      return positionPage({ ...ofAnyKind(reader, { ...filter, type }), ...shared }, args);
    }
    const source = tag ? await tagged(reader, tag, { ...filter, type }) : listed(reader, { ...filter, type });
    return keysetPage({ ...source, ...shared }, args);
  };
}

const uncountable = (target: string) =>
  new TooCostlyError(
    `totalCount of the builds for target "${target}" would read the task of every build; ` +
      "leave it out, or filter by the target's destination tag instead.",
  );

/**
 * By listBuilds, which can sort one image's builds, or those of all images, by time: a build made again after a failure
 * keeps its id and takes a new time.
 */
function listed(reader: HubReader, filter: BuildFilter): Source {
  const filters = filtersOf(filter);
  return {
    placeOf,
    read: (window) => {
      const order = window.order === "newest first" ? "-creation_ts,-build_id" : "creation_ts,build_id";
      const opts = { ...streamWindow(filters.length, window), order };
      const times = tightest(filter, window);
      const streams = filters.map((one) => reader.listBuilds({ ...one, ...times }, opts));
      const offset = filters.length > 1 ? window.offset : 0;
      return mergeStreams(streams, { placeOf }, { ...window, offset });
    },
    count: () => countOf(reader, filter),
  };
}

/** By listBuilds, which can sort all builds by id alone. */
function ofAnyKind(
  reader: HubReader,
  filter: BuildFilter,
): Pick<PositionList<BuildRow, never>, "idOf" | "streams" | "count"> {
  const times = tightest(filter, NO_WINDOW);
  return {
    idOf: ({ build_id }) => build_id,
    streams: filtersOf(filter).map(
      (one) =>
        ({ order, ...cut }) =>
          reader.listBuilds(
            { ...one, ...times },
            { order: order === "newest first" ? "-build_id" : "build_id", ...cut },
          ),
    ),
    count: () => countOf(reader, filter),
  };
}

const NO_WINDOW = { madeAfter: null, madeBefore: null };

async function countOf(reader: HubReader, filter: BuildFilter): Promise<number> {
  const times = tightest(filter, NO_WINDOW);
  const counts = await Promise.all(filtersOf(filter).map((one) => reader.countBuilds({ ...one, ...times })));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** What listBuilds filters by, times left out. It takes one state a call: several states are several calls, merged. */
function filtersOf(filter: BuildFilter): readonly XmlRpcStruct[] {
  const states = statesOf(filter);
  return states === null ? [hubFilter(filter)] : states.map((state) => ({ ...hubFilter(filter), state }));
}

/** By listTagged, which cannot page: for images, or for one package, a whole tag is a list that can be read. */
async function tagged(reader: HubReader, tag: string, filter: ListedBuilds): Promise<Source> {
  if (filter.type !== "image" && !filter.image) {
    throw new TooCostlyError(
      `The builds of tag "${tag}" may be tens of thousands, and the hub cannot page them; add type: "image" or an image to the filter.`,
    );
  }
  const all = await reader.listTagged(tag, {
    ...(filter.type ? { type: filter.type } : {}),
    ...(filter.image ? { package: filter.image } : {}),
    ...(filter.owner ? { owner: filter.owner } : {}),
    ...(filter.latestInTag ? { latest: true } : {}),
  });
  const rows = all.filter(fits(filter));
  const inWindow =
    ({ madeAfter, madeBefore }: Window) =>
    (row: BuildRow) =>
      (madeAfter === null || timeOfRow(row) > madeAfter) && (madeBefore === null || timeOfRow(row) < madeBefore);
  return {
    placeOf,
    read: (window) => mergeStreams([Promise.resolve(rows.filter(inWindow(window)))], { placeOf }, window),
    count: () => Promise.resolve(rows.length),
  };
}

const placeOf = (row: BuildRow) => ({ time: timeOfRow(row), id: row.build_id });

const timeOfRow = ({ creation_ts, creation_time }: BuildRow) => creation_ts ?? secondsOfText(creation_time);

const statesOf = ({ state }: BuildFilter) =>
  state && state.length > 0 ? [...new Set(state)].map((one) => BUILD_STATES.indexOf(one)) : null;

function hubFilter({ image, owner, type, completedAfter, completedBefore }: BuildFilter): XmlRpcStruct {
  return {
    ...(image ? { packageID: image } : {}),
    ...(owner ? { userID: owner } : {}),
    ...(type ? { type } : {}),
    ...(completedAfter ? { completeAfter: toSeconds(completedAfter) } : {}),
    ...(completedBefore ? { completeBefore: toSeconds(completedBefore) } : {}),
  };
}

/** The caller's times and the page's, whichever is narrower. */
export function tightest(
  { createdAfter, createdBefore }: { createdAfter?: Date | null | undefined; createdBefore?: Date | null | undefined },
  { madeAfter, madeBefore }: Pick<Window, "madeAfter" | "madeBefore">,
): XmlRpcStruct {
  const after = Math.max(madeAfter ?? -Infinity, createdAfter ? toSeconds(createdAfter) : -Infinity);
  const before = Math.min(madeBefore ?? Infinity, createdBefore ? toSeconds(createdBefore) : Infinity);
  return {
    ...(Number.isFinite(after) ? { createdAfter: after } : {}),
    ...(Number.isFinite(before) ? { createdBefore: before } : {}),
  };
}

const fits = (filter: BuildFilter) => (row: BuildRow) => {
  const states = statesOf(filter);
  const made = timeOfRow(row);
  const completed = row.completion_time === null ? null : secondsOfText(row.completion_time);
  return (
    (states === null || states.includes(row.state)) &&
    (!filter.createdAfter || made > toSeconds(filter.createdAfter)) &&
    (!filter.createdBefore || made < toSeconds(filter.createdBefore)) &&
    (!filter.completedAfter || (completed !== null && completed > toSeconds(filter.completedAfter))) &&
    (!filter.completedBefore || (completed !== null && completed < toSeconds(filter.completedBefore)))
  );
};
