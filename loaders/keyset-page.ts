import { BadArgumentError } from "../model/errors.ts";
import type { Page, PageArgs } from "../model/page.ts";
import { decodeCursor, encodeCursor, type PageBounds, pageBounds } from "../model/page-bounds.ts";

/**
 * A list of a hub in the order of Koji's ids, newest first. Ids only grow, so a page named by ids stays where it is
 * while new rows arrive; but the hub can filter by time alone, and times follow ids only roughly. So a page is asked
 * for by time, `slackSeconds` wide of its cursor, and cut by id here.
 */
export type KeysetList<Row, Node> = {
  readonly idOf: (row: Row) => number;
  /** When the row was made, in seconds. */
  readonly timeOf: (row: Row) => number;
  /** By how much a smaller id may be younger than a greater one. */
  readonly slackSeconds: number;
  /** Rows made between the times, by id. */
  readonly read: (window: Window) => Promise<readonly Row[]>;
  /** The rows as the caller sees them; null for one that the filter leaves out. */
  readonly keep: (rows: readonly Row[]) => Promise<readonly (Node | null)[]>;
  readonly count: () => Promise<number>;
  /** Rows asked for at once where most are left out; null: as many as the page takes. */
  readonly chunk: number | null;
  /** Rows read for one page at most; a page that stops there says that there is more. */
  readonly maxRows: number;
};

export type Window = {
  readonly order: "newest first" | "oldest first";
  readonly madeAfter: number | null;
  readonly madeBefore: number | null;
  readonly limit: number;
  readonly offset: number;
};

type Position = { readonly time: number; readonly id: number };
type Span = { readonly olderThan: Position | null; readonly newerThan: Position | null };

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
  const stoppedAt = forward && !exhausted && found.length <= bounds.size && reached !== null;
  return {
    edges: forward ? edges : edges.reverse(),
    hasNextPage: forward ? more : span.newerThan !== null,
    hasPreviousPage: forward ? span.olderThan !== null : more,
    ...(stoppedAt ? { endCursor: cursorOf(list, reached) } : {}),
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
    madeBefore: olderThan && olderThan.time + list.slackSeconds,
    madeAfter: newerThan && newerThan.time - list.slackSeconds,
  };
  const isNew = (row: Row) => {
    const id = list.idOf(row);
    if (seen.has(id) || (olderThan && id >= olderThan.id) || (newerThan && id <= newerThan.id)) return false;
    return Boolean(seen.add(id));
  };
  let reached: Row | null = null;
  for (let offset = 0; offset < list.maxRows;) {
    const limit = Math.min(
      list.chunk ?? size + 1 + (olderThan || newerThan ? CURSOR_MARGIN : 0),
      list.maxRows - offset,
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
  }
  return { exhausted: false, reached };
}

/** Rows of the slack around a cursor, the cursor's own among them, that a read will bring for nothing. */
const CURSOR_MARGIN = 4;

const cursorOf = <Row>({ timeOf, idOf }: Pick<KeysetList<Row, never>, "timeOf" | "idOf">, row: Row) =>
  encodeCursor([timeOf(row), idOf(row)]);

function positionOf(cursor: string | null, argument: "after" | "before"): Position | null {
  if (cursor === null) return null;
  const [time, id] = decodeCursor(cursor, argument, 2).map(Number);
  if (Number.isFinite(time) && Number.isSafeInteger(id)) return { time: time ?? 0, id: id ?? 0 };
  throw new BadArgumentError(`${argument} is "${cursor}", which is no cursor of this list; use one that a page gave.`);
}

/** Several streams in one order, cut to `limit`: what the hub can filter only by one value at a time. */
export async function mergeStreams<Row>(
  streams: readonly Promise<readonly Row[]>[],
  idOf: (row: Row) => number,
  { order, limit, offset }: Pick<Window, "order" | "limit" | "offset">,
): Promise<readonly Row[]> {
  const rows = (await Promise.all(streams)).flat();
  const sign = order === "newest first" ? -1 : 1;
  return rows.sort((a, b) => sign * (idOf(a) - idOf(b))).slice(offset, offset + limit);
}
