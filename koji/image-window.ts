import type { BuildRow } from "./rows.ts";
import type { XmlRpcStruct } from "./xmlrpc/value.ts";

/** Rows of one page: from 1000 on the hub answers lazily, and an error would spoil its batch. */
const PAGE = 999;
/**
 * Where there are more, pages are read until they reach so far back, which tells how images are: a window is bounded by what
 * a hub builds in a week, or a page, and not by what it ever built.
 */
const ENOUGH_SECONDS = 7 * 86_400;
/** Pages of a window at most: 5000 builds, 6 MB. */
const MAX_PAGES = 5;
const NEWEST_FIRST = "-creation_ts,-build_id";
/** Image builds of the highest ids that a refresh looks at; at more only where all of the first are new to it. */
const NEWEST = [5, 100];
/** Builds that ran, which a refresh asks for one by one. */
const MAX_RUNNING = 50;
/**
 * A build ends in the transaction that imports its files, at the time when that began (PostgreSQL's now()): ends may
 * appear that are older than the newest one seen.
 */
const LATE_SECONDS = 3600;

const IMAGES = { type: "image" };
/** koji.BUILD_STATES */
const [BUILDING, DELETED] = [0, 2];

/** The image builds of a hub that were made after `since` and have not ended before. Times are in seconds. */
export type ImageWindow = {
  readonly since: number;
  /** Of builds made after it none is left out; later than `since` where there are more than are read. */
  readonly reach: number;
  /** Newest first; of those made at one time the one of the higher id is newer. */
  readonly rows: readonly BuildRow[];
};

export type WindowReads = {
  readonly getBuild: (buildId: number) => Promise<BuildRow | null>;
  readonly listBuilds: (filter: XmlRpcStruct, opts: Cut) => Promise<readonly BuildRow[]>;
  readonly countBuilds: (filter: XmlRpcStruct) => Promise<number>;
};
type Cut = { readonly order: string; readonly limit: number; readonly offset?: number };

/**
 * See HubReader. Asks for builds by their end, too, for which a hub has an index: for their making it has none, and would
 * look at every image build there ever was. So an old build that was imported lately is none of the window's.
 */
export async function readImageWindow(
  reads: WindowReads,
  since: number,
  previous: ImageWindow | null,
): Promise<ImageWindow> {
  const refreshed = previous?.since === since ? await readChanges(reads, previous) : null;
  return refreshed ?? readWhole(reads, since);
}

async function readWhole({ listBuilds }: WindowReads, since: number): Promise<ImageWindow> {
  const ended = (page: number) =>
    listBuilds(endedAfter(since, since), { order: NEWEST_FIRST, limit: PAGE, offset: page * PAGE });
  // What runs comes first: a build that ends in between is in both lists then, and not in neither.
  const [running, first] = await Promise.all([
    listBuilds({ ...IMAGES, state: BUILDING, createdAfter: since }, { order: NEWEST_FIRST, limit: PAGE }),
    ended(0),
  ]);
  const pages = [first];
  while (pages.length < MAX_PAGES && pages.at(-1)?.length === PAGE) {
    const numbers = pagesToCome(pages, since).slice(0, MAX_PAGES - pages.length);
    if (numbers.length === 0) break;
    pages.push(...(await Promise.all(numbers.map(ended))));
  }
  const cut = pages.at(-1)?.length === PAGE;
  return { since, reach: cut ? oldest(pages.flat(), since) : since, rows: windowRows(since, [running, ...pages]) };
}

const endedAfter = (end: number, made: number) => ({ ...IMAGES, completeAfter: end, createdAfter: made });

/** Numbers of the pages that reach far enough back, if builds are as frequent there as in those that were read. */
function pagesToCome(pages: readonly (readonly BuildRow[])[], since: number): readonly number[] {
  const rows = pages.flat();
  const [newest, last] = [madeAt(rows[0], since), oldest(rows, since)];
  const missing = last - Math.max(since, newest - ENOUGH_SECONDS);
  const count = Math.ceil((missing / Math.max(newest - last, 1)) * pages.length);
  return Array.from({ length: Math.max(0, count) }, (_, index) => pages.length + index);
}

const madeAt = (row: BuildRow | undefined, since: number) => row?.creation_ts ?? since;
const oldest = (rows: readonly BuildRow[], since: number) => madeAt(rows.at(-1), since);

/**
 * Null where the whole must be read again. New builds have higher ids. One that failed and is made again keeps its id: it
 * shows by the number of those that ended, as a deleted one by the number of deleted ones. What ran may have failed and
 * run again, which nothing shows but the build itself.
 */
async function readChanges(reads: WindowReads, previous: ImageWindow): Promise<ImageWindow | null> {
  const { since, reach, rows } = previous;
  const running = rows.filter(({ state }) => state === BUILDING);
  if (running.length > MAX_RUNNING) return null;
  const seen = endedAfter(since, reach);
  const lately = endedAfter(Math.max(since, latestEnd(rows) - LATE_SECONDS), since);
  const [newest, current, ended, all, deleted] = await Promise.all([
    newestBuilds(reads.listBuilds, Math.max(0, ...rows.map(({ build_id }) => build_id))),
    Promise.all(running.map(({ build_id }) => reads.getBuild(build_id))),
    reads.listBuilds(lately, { order: NEWEST_FIRST, limit: PAGE }),
    reads.countBuilds(seen),
    reads.countBuilds({ ...seen, state: DELETED }),
  ]);
  if (newest === null || ended.length === PAGE) return null;
  const merged = windowRows(since, [rows, newest, current.filter((row) => row !== null), ended]);
  const over = merged.filter((row) => row.state !== BUILDING && madeAt(row, since) > reach);
  const gone = over.filter(({ state }) => state === DELETED);
  return over.length === all && gone.length === deleted ? { since, reach, rows: merged } : null;
}

const latestEnd = (rows: readonly BuildRow[]) => Math.max(0, ...rows.map(({ completion_ts }) => completion_ts ?? 0));

/** Builds of the highest ids, down to one that is known; null where there are too many new ones. */
async function newestBuilds(
  listBuilds: WindowReads["listBuilds"],
  knownId: number,
): Promise<readonly BuildRow[] | null> {
  for (const limit of NEWEST) {
    const rows = await listBuilds(IMAGES, { order: "-build_id", limit });
    if (rows.length < limit || rows.some(({ build_id }) => build_id <= knownId)) return rows;
  }
  return null;
}

/** Each build once, as the last list has it that tells most of it; newest first, and cut to the window. */
export function windowRows(since: number, lists: readonly (readonly BuildRow[])[]): readonly BuildRow[] {
  const found = new Map<number, BuildRow>();
  for (const row of lists.flat()) {
    const known = found.get(row.build_id);
    if (known === undefined || !tellsMore(known, row)) found.set(row.build_id, row);
  }
  return [...found.values()]
    .filter((row) => isWithin(row, since))
    .sort((a, b) => madeAt(b, since) - madeAt(a, since) || b.build_id - a.build_id);
}

/** A build that ended does not run again but as a new one of its name, made later. */
function tellsMore(known: BuildRow, other: BuildRow): boolean {
  const [one, two] = [madeAt(known, 0), madeAt(other, 0)];
  return one > two || (one === two && known.state !== BUILDING && other.state === BUILDING);
}

const isWithin = (row: BuildRow, since: number): boolean =>
  madeAt(row, since) > since && (row.completion_ts ?? Infinity) > since;

/** The later part of a window. */
export const clipWindow = (window: ImageWindow, since: number): ImageWindow =>
  since <= window.since
    ? window
    : { since, reach: Math.max(since, window.reach), rows: windowRows(since, [window.rows]) };
