import { BadArgumentError } from "../model/errors.ts";
import type { Page, PageArgs } from "../model/page.ts";
import { decodeCursor, encodeCursor, type PageBounds, pageBounds } from "../model/page-bounds.ts";

/**
 * A list that a hub can sort by time, newest first; of rows made at one time the one of the higher id is newer. A page
 * is named by the row it begins behind, and so stays where it is while new rows arrive. The hub can filter by time
 * alone: a page is asked for by time, a little wide of its cursor, and cut here.
 */
export type KeysetList<Row, Node> = {
  /** The row's place: `time` is when it was made, in seconds. */
  readonly placeOf: (row: Row) => Place;
  /** Rows made between the times, both left out. */
  readonly read: (window: Window) => Promise<readonly Row[]>;
  /** The rows as the caller sees them; null for one that the filter leaves out. */
  readonly keep: (rows: readonly Row[]) => Promise<readonly (Node | null)[]>;
  readonly count: () => Promise<number | null>;
  /** Rows asked for at once where most are left out; null: as many as the page takes. */
  readonly chunk: number | null;
  /** Rows looked at for one page at most; a page that stops there says that there is more. */
  readonly maxRows: number;
};

export type Window = {
  readonly order: "newest first" | "oldest first";
  readonly madeAfter: number | null;
  readonly madeBefore: number | null;
  readonly limit: number;
  readonly offset: number;
};

type Place = { readonly time: number; readonly id: number };
type Span = { readonly olderThan: Place | null; readonly newerThan: Place | null };

/** More than the microsecond that tells two of a hub's times apart, and than the double that carries one loses. */
const SLACK_SECONDS = 2e-6;

/** Which of two places is newer: above 0 the first. */
const compare = (a: Place, b: Place) => a.time - b.time || a.id - b.id;

/** Throws BadArgumentError for arguments that make no page. */
export async function keysetPage<Row, Node>(list: KeysetList<Row, Node>, args: PageArgs): Promise<Page<Node>> {
  const bounds = pageBounds(args);
  const span = { olderThan: positionOf(bounds.after, "after"), newerThan: positionOf(bounds.before, "before") };
  const found: { cursor: string; node: Node }[] = [];
  const { exhausted, reached } = await scan(list, span, bounds, (row, node) => {
    if (node !== null) found.push({ cursor: cursorOf(list, row), node });
    return found.length > bounds.size;
  });
  const more = found.length > bounds.size || !exhausted;
  const edges = found.slice(0, bounds.size);
  const forward = bounds.direction === "forward";
  const stoppedAt = !exhausted && found.length <= bounds.size && reached !== null ? cursorOf(list, reached) : null;
  return {
    edges: forward ? edges : edges.reverse(),
    hasNextPage: forward ? more : span.newerThan !== null,
    hasPreviousPage: forward ? span.olderThan !== null : more,
    ...(stoppedAt === null ? {} : { [forward ? "endCursor" : "startCursor"]: stoppedAt }),
    totalCount: list.count,
  };
}

/** Hands rows of the span to `take`, in the page's direction, until it says enough, they end, or the bound is met. */
async function scan<Row, Node>(
  list: KeysetList<Row, Node>,
  { olderThan, newerThan }: Span,
  { direction, size }: PageBounds,
  take: (row: Row, node: Node | null) => boolean,
): Promise<{ exhausted: boolean; reached: Row | null }> {
  const seen = new Set<number>();
  const window = {
    order: direction === "forward" ? ("newest first" as const) : ("oldest first" as const),
    madeBefore: olderThan && olderThan.time + SLACK_SECONDS,
    madeAfter: newerThan && newerThan.time - SLACK_SECONDS,
  };
  const isNew = (row: Row) => {
    const place = list.placeOf(row);
    if (seen.has(place.id)) return false;
    seen.add(place.id);
    if (olderThan !== null && compare(place, olderThan) >= 0) return false;
    return newerThan === null || compare(place, newerThan) > 0;
  };
  let reached: Row | null = null;
  // Rows of the slack on the wrong side of the cursor are not counted: a page of nothing else would lead nowhere.
  for (let offset = 0, looked = 0; looked < list.maxRows;) {
    const limit = Math.min(
      list.chunk ?? size + 1 + (olderThan || newerThan ? CURSOR_MARGIN : 0),
      list.maxRows - looked,
    );
    const rows = await list.read({ ...window, limit, offset });
    const fresh = rows.filter(isNew);
    const nodes = await list.keep(fresh);
    for (const [index, row] of fresh.entries()) {
      reached = row;
      if (take(row, nodes[index] ?? null)) return { exhausted: false, reached };
    }
    if (rows.length < limit) return { exhausted: true, reached };
    offset += rows.length;
    looked += fresh.length;
  }
  return { exhausted: false, reached };
}

/** Rows of the slack around a cursor, the cursor's own among them, that a read will bring for nothing. */
const CURSOR_MARGIN = 4;

function cursorOf<Row>({ placeOf }: Pick<KeysetList<Row, never>, "placeOf">, row: Row): string {
  const { time, id } = placeOf(row);
  return encodeCursor([time, id]);
}

function positionOf(cursor: string | null, argument: "after" | "before"): Place | null {
  if (cursor === null) return null;
  const [time, id] = decodeCursor(cursor, argument, 2).map(Number);
  if (Number.isFinite(time) && Number.isSafeInteger(id)) return { time: time ?? 0, id: id ?? 0 };
  throw new BadArgumentError(`${argument} is "${cursor}", which is no cursor of this list; use one that a page gave.`);
}

/** Several streams in one order, cut to `limit`: what the hub can filter only by one value at a time. */
export async function mergeStreams<Row>(
  streams: readonly Promise<readonly Row[]>[],
  { placeOf }: Pick<KeysetList<Row, never>, "placeOf">,
  window: Pick<Window, "order" | "limit" | "offset">,
): Promise<readonly Row[]> {
  const rows = (await Promise.all(streams)).flat();
  const sign = window.order === "newest first" ? -1 : 1;
  const { offset, limit } = window;
  return rows.sort((a, b) => sign * compare(placeOf(a), placeOf(b))).slice(offset, offset + limit);
}

/** What to ask of each of several streams, so that their merger holds the window: each from its start. */
export const streamWindow = (streams: number, { limit, offset }: Pick<Window, "limit" | "offset">) =>
  streams > 1 ? { limit: offset + limit, offset: 0 } : { limit, offset };
