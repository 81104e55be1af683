import { BadArgumentError } from "../model/errors.ts";
import type { Page, PageArgs } from "../model/page.ts";
import { decodeCursor, encodeCursor, pageBounds } from "../model/page-bounds.ts";
import { type Cut, type Placed, readBack, readOnward, type Stream, type StreamReader } from "./stream-reader.ts";

/**
 * A list that a hub can sort by id alone, newest first: of all builds or tasks there are millions. Ids and times do not
 * agree: a build made again keeps its id, and a task's time is that of the transaction that made it, which may have
 * imported files for minutes. So no time tells where a page begins; its cursor holds an id and how far it stood from
 * the end of the list, and the page is looked for around there. The hub walks past as many rows as stand before.
 */
export type PositionList<Row, Node> = {
  readonly idOf: (row: Row) => number;
  /** What the list is made of, where the hub can filter only by one value at a time; no row is in two of them. */
  readonly streams: readonly Stream<Row>[];
  /** The rows as the caller sees them; null for one that the filter leaves out. */
  readonly keep: (rows: readonly Row[]) => Promise<readonly (Node | null)[]>;
  readonly count: () => Promise<number | null>;
  /** Rows asked for at once where most are left out; null: as many as the page takes. */
  readonly chunk: number | null;
  /** Rows read for one page at most; a page that stops there says that there is more. */
  readonly maxRows: number;
};

/** Throws BadArgumentError for arguments that make no page. */
export async function positionPage<Row, Node>(list: PositionList<Row, Node>, args: PageArgs): Promise<Page<Node>> {
  const { direction, size, ...cursors } = pageBounds(args);
  const after = placeOf(list.streams.length, cursors.after, "after");
  const before = placeOf(list.streams.length, cursors.before, "before");
  const forward = direction === "forward";
  const merged = mergeStreams(list, { forward, start: forward ? after : before });
  const stop = forward ? before : after;
  const isOver = (id: number) => stop !== null && (forward ? id <= stop.id : id >= stop.id);

  const found: { cursor: string; node: Node }[] = [];
  const { exhausted, reached } = await scan(list, { merged, isOver, size }, (cursor, node) => {
    if (node !== null) found.push({ cursor, node });
    return found.length > size;
  });
  const more = found.length > size || !exhausted;
  const edges = found.slice(0, size);
  const stoppedAt = !exhausted && found.length <= size ? reached : null;
  return {
    edges: forward ? edges : edges.reverse(),
    hasNextPage: forward ? more : before !== null,
    hasPreviousPage: forward ? after !== null : more,
    ...(stoppedAt === null ? {} : { [forward ? "endCursor" : "startCursor"]: stoppedAt }),
    totalCount: list.count,
  };
}

type Scan<Row> = {
  readonly merged: MergedStreams<Row>;
  readonly isOver: (id: number) => boolean;
  readonly size: number;
};

/** Hands rows to `take`, in the page's direction, until it says enough, they end, or the bound is met. */
async function scan<Row, Node>(
  list: PositionList<Row, Node>,
  { merged, isOver, size }: Scan<Row>,
  take: (cursor: string, node: Node | null) => boolean,
): Promise<{ exhausted: boolean; reached: string | null }> {
  let reached: string | null = null;
  const seen = new Set<number>();
  for (let looked = 0; looked < list.maxRows;) {
    const limit = Math.min(list.chunk ?? size + 1, list.maxRows - looked);
    const all = await merged(limit);
    const within = all.filter(({ row }) => !isOver(list.idOf(row)));
    // A row that changes while it is looked for may be in two streams.
    const rows = within.filter(({ row }) => !seen.has(list.idOf(row)));
    for (const { row } of rows) seen.add(list.idOf(row));
    const nodes = await list.keep(rows.map(({ row }) => row));
    for (const [index, { cursor }] of rows.entries()) {
      reached = cursor;
      if (take(cursor, nodes[index] ?? null)) return { exhausted: false, reached };
    }
    if (within.length < limit) return { exhausted: true, reached };
    looked += limit;
  }
  return { exhausted: false, reached };
}

/** Rows of all streams in the page's direction, with their cursors; fewer than `limit` only at the end. */
type MergedStreams<Row> = (limit: number) => Promise<readonly { readonly row: Row; readonly cursor: string }[]>;

function mergeStreams<Row>(
  { idOf, streams }: Pick<PositionList<Row, never>, "idOf" | "streams">,
  { forward, start }: { forward: boolean; start: Place | null },
): MergedStreams<Row> {
  const order = start?.order ?? (forward ? "newest first" : "oldest first");
  const onward = forward === (order === "newest first");
  const id = start?.id ?? (forward ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER);
  const queues = streams.map((stream, index) => {
    const from = { order, id, passed: start?.passed[index] ?? 0 };
    const reader = onward ? readOnward({ stream, idOf }, from) : readBack({ stream, idOf }, from);
    const rows: Placed<Row>[] = [];
    return { reader, rows };
  });
  const nearest = (rows: readonly (Placed<Row> | undefined)[]) =>
    rows.reduce((best, one) => {
      if (one === undefined || best === undefined) return best ?? one;
      return idOf(one.row) > idOf(best.row) === forward ? one : best;
    }, undefined);

  return async (limit) => {
    await Promise.all(queues.map((queue) => fill(queue, limit)));
    const taken: { row: Row; cursor: string }[] = [];
    while (taken.length < limit) {
      const next = nearest(queues.map(({ rows }) => rows[0]));
      if (next === undefined) break;
      const passed = queues.map((queue) => {
        if (queue.rows[0] === next) return next.passed;
        const [first] = queue.rows;
        if (first === undefined) return queue.reader.passed();
        return onward ? first.passed - 1 : first.passed;
      });
      for (const { rows } of queues) if (rows[0] === next) rows.shift();
      taken.push({ row: next.row, cursor: cursorOf({ order, id: idOf(next.row), passed }) });
    }
    return taken;
  };
}

async function fill<Row>({ reader, rows }: { reader: StreamReader<Row>; rows: Placed<Row>[] }, limit: number) {
  while (rows.length < limit && !reader.ended()) rows.push(...(await reader.next(limit - rows.length)));
}

/** `passed`: of each stream, how many rows stand up to the id, from the end that the order begins at. */
type Place = { readonly order: Cut["order"]; readonly id: number; readonly passed: readonly number[] };

const cursorOf = ({ order, id, passed }: Place): string =>
  encodeCursor([id, order === "newest first" ? 0 : 1, ...passed]);

function placeOf(streams: number, cursor: string | null, argument: "after" | "before"): Place | null {
  if (cursor === null) return null;
  const [id = NaN, end, ...passed] = decodeCursor(cursor, argument, streams + 2).map(Number);
  if ([id, ...passed].every(Number.isSafeInteger) && passed.every((count) => count >= 0) && (end === 0 || end === 1)) {
    return { order: end === 0 ? "newest first" : "oldest first", id, passed };
  }
  throw new BadArgumentError(`${argument} is "${cursor}", which is no cursor of this list; use one that a page gave.`);
}
