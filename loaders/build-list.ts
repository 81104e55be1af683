import type { HubReader } from "../koji/hub-reader.ts";
import type { BuildRow } from "../koji/rows.ts";
import type { XmlRpcStruct } from "../koji/xmlrpc/value.ts";
import { BUILD_STATES, type Build, type BuildFilter } from "../model/build.ts";
import { TooCostlyError } from "../model/errors.ts";
import type { Page, PageArgs } from "../model/page.ts";
import type { BuildLoaders } from "./build.ts";
import { secondsOfText, toSeconds } from "./hub-times.ts";
import { byId, byTime, type KeysetList, keysetPage, mergeStreams, streamWindow, type Window } from "./keyset-page.ts";
import type { TaskLoaders } from "./task.ts";

/** A build made again after a failure keeps its id and takes a new time: among images the time is the truth. */
const BY_TIME = { order: byTime, slackSeconds: 2e-6, columns: "creation_ts,build_id" };
/** Of all builds, millions, the hub can sort only by id; an import may take minutes from its id to its time. */
const BY_ID = { order: byId, slackSeconds: 600, columns: "build_id" };

type Source = Pick<KeysetList<BuildRow, never>, "read" | "count" | "order" | "slackSeconds">;
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
  const isFor = async (target: string, { task_id }: BuildRow) =>
    task_id !== null && (await tasks.byId.load(task_id))?.request?.image?.target === target;

  return async (filter, args) => {
    const type = filter.type ?? (filter.image ? "image" : null);
    const source = filter.tag
      ? await tagged(reader, filter.tag, { ...filter, type })
      : listed(reader, { ...filter, type });
    const { target } = filter;
    const list: KeysetList<BuildRow, Build> = {
      ...source,
      placeOf,
      keep: async (rows) => {
        const kept = await Promise.all(rows.map(async (row) => (target ? await isFor(target, row) : true)));
        const found = builds.learn(rows, type);
        return found.map((build, index) => (kept[index] ? build : null));
      },
      count: target ? () => Promise.reject(uncountable(target)) : source.count,
      chunk: target ? TARGET_CHUNK : null,
      maxRows: target ? MAX_SCANNED : Number.MAX_SAFE_INTEGER,
    };
    return keysetPage(list, args);
  };
}

const uncountable = (target: string) =>
  new TooCostlyError(
    `totalCount of the builds for target "${target}" would read the task of every build; ` +
      "leave it out, or filter by the target's destination tag instead.",
  );

/** By listBuilds. It takes one state a call: several states are several calls, merged. */
function listed(reader: HubReader, filter: BuildFilter): Source {
  const { columns, ...order } = filter.image || filter.type === "image" ? BY_TIME : BY_ID;
  const newestFirst = columns.replace(/\w+/gu, "-$&");
  const states = statesOf(filter);
  const filters = states === null ? [hubFilter(filter)] : states.map((state) => ({ ...hubFilter(filter), state }));
  return {
    ...order,
    read: (window) => {
      const columnsOf = window.order === "newest first" ? newestFirst : columns;
      const opts = { ...streamWindow(filters.length, window), order: columnsOf };
      const times = tightest(filter, window);
      const streams = filters.map((one) => reader.listBuilds({ ...one, ...times }, opts));
      const offset = filters.length > 1 ? window.offset : 0;
      return mergeStreams(streams, { placeOf, ...order }, { ...window, offset });
    },
    count: async () => {
      const times = tightest(filter, { madeAfter: null, madeBefore: null });
      const counts = await Promise.all(filters.map((one) => reader.countBuilds({ ...one, ...times })));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
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
    ...BY_TIME,
    read: (window) => mergeStreams([Promise.resolve(rows.filter(inWindow(window)))], { placeOf, ...BY_TIME }, window),
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
