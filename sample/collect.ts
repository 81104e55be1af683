import { sqlFault } from "./fault.ts";
import type { XmlRpcValue } from "../koji/xmlrpc/value.ts";
import { firstOrder, type QueryOpts, runQuery, type Source } from "./query.ts";
import type { Cell, Limit } from "./world/cell.ts";

/** Where an item stands by a column: its id, or a moment in milliseconds, which may be still to come. */
export type Place<T> = {
  readonly of: keyof Limit;
  readonly read: (item: T) => number;
  /** What is still to come is NULL, which stands behind all others. */
  readonly nullable: boolean;
};

export type Search<T> = {
  /** The part of the world in which items may match, oldest first or `back`, and whether to be counted only. */
  readonly cells: (back: boolean, counting: boolean) => Iterable<Cell<T>>;
  readonly matches: (item: T) => boolean;
  /** Null for a column that does not follow the world's time. */
  readonly placeOf: (column: string) => Place<T> | null;
  readonly now: number;
};

/** The answer to a query: rows of what matches, or how many do. */
export function answerSearch<T>(search: Search<T>, source: Source<T>, opts: QueryOpts): XmlRpcValue {
  if (opts.countOnly && opts.limit === null) return Math.max(0, countAll(search) - opts.offset);
  return runQuery(collect(search, opts), source, opts);
}

/** A database would be at it for longer than it is allowed to. */
const MOST_LOOKED_AT = 500_000;
const MOST_FOUND = 60_000;

const timeout = () => sqlFault("QueryCanceled", "canceling statement due to statement timeout\n");

/**
 * Items that match, in the world's order: all, or as many as the query's window can need, looked for from the end at
 * which its order begins. Throws what a database says when that is too much.
 */
function collect<T>(search: Search<T>, opts: QueryOpts): readonly T[] {
  const order = opts.countOnly ? null : firstOrder(opts);
  const place = order === null ? null : search.placeOf(order.column);
  const back = order !== null && order.descending && place !== null;
  // Without an order the first that are found will do; with one that does not follow time all must be seen.
  const enough = opts.limit === null || (order !== null && place === null) ? Infinity : opts.offset + opts.limit;
  const found: T[][] = [];
  let [lookedAt, total] = [0, 0];
  for (const { items, rest } of search.cells(back, false)) {
    const made = items();
    const matching = made.filter(search.matches);
    found.push(matching);
    lookedAt += made.length;
    total += matching.length;
    if (lookedAt > MOST_LOOKED_AT || total > MOST_FOUND) throw timeout();
    if (total < enough) continue;
    if (place === null || settled(found, { place, rest, back, now: search.now }) >= enough) break;
  }
  return (back ? found.reverse() : found).flat();
}

type Front<T> = {
  readonly place: Place<T>;
  readonly rest: Limit;
  readonly back: boolean;
  readonly now: number;
};

/** How many were found that nothing still to come can stand before. */
function settled<T>(found: readonly (readonly T[])[], { place, rest, back, now }: Front<T>): number {
  const limit = rest[place.of];
  // Going back, NULL stands first, and more of that may come.
  if (back && place.nullable && limit > now) return 0;
  const latest = place.nullable && !back ? Math.min(limit, now) : limit;
  let count = 0;
  for (const cell of found)
    for (const item of cell) {
      const at = place.read(item);
      if (back ? at >= limit : at < latest) count += 1;
    }
  return count;
}

/** How many match, without making those that need not be looked at. */
export function countAll<T>({ cells, matches }: Search<T>): number {
  let [count, lookedAt] = [0, 0];
  for (const cell of cells(false, true)) {
    if (cell.count !== null) {
      count += cell.count;
      continue;
    }
    const items = cell.items();
    lookedAt += items.length;
    if (lookedAt > MOST_LOOKED_AT) throw timeout();
    for (const item of items) if (matches(item)) count += 1;
  }
  return count;
}
