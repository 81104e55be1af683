import { BadArgumentError } from "./errors.ts";
import { decodeCursor, encodeCursor, pageBounds } from "./page-bounds.ts";
import type { Page, PageArgs } from "./page.ts";

type Key = readonly (string | number)[];

/**
 * A page of a list that is wholly known, already in the order of `keyOf`. Cursors are keys, so a page stays where it is
 * while items come and go.
 */
export function pageOf<T>(
  items: readonly T[],
  args: PageArgs,
  { keyOf, compare }: { keyOf: (item: T) => Key; compare: (a: Key, b: Key) => number },
): Page<T> {
  const { direction, size, after, before } = pageBounds(args);
  const keys = items.map(keyOf);
  const [sample] = keys;
  const lower = after === null ? null : keyOfCursor(after, "after", sample);
  const upper = before === null ? null : keyOfCursor(before, "before", sample);
  const start = lower === null ? 0 : countWhile(keys, (key) => compare(key, lower) <= 0);
  const end = upper === null ? items.length : countWhile(keys, (key) => compare(key, upper) < 0);
  const [from, to] =
    direction === "forward" ? [start, Math.min(end, start + size)] : [Math.max(start, end - size), end];
  return {
    edges: items.slice(from, to).map((node) => ({ cursor: encodeCursor(keyOf(node)), node })),
    // In the page's own direction the list ends at the cursor that bounds it, as Relay has it.
    hasNextPage: to < (direction === "forward" ? end : items.length),
    hasPreviousPage: from > (direction === "forward" ? 0 : start),
    totalCount: () => Promise.resolve(items.length),
  };
}

function countWhile(keys: readonly Key[], holds: (key: Key) => boolean): number {
  const index = keys.findIndex((key) => !holds(key));
  return index === -1 ? keys.length : index;
}

/** A cursor's parts in the types of this list's keys: an order by number has a number where an order by name has none. */
function keyOfCursor(cursor: string, argument: "after" | "before", sample: Key | undefined): Key {
  if (sample === undefined) return [];
  return decodeCursor(cursor, argument, sample.length).map((part, index) => {
    if (typeof sample[index] !== "number") return part;
    const number = Number(part);
    if (Number.isFinite(number)) return number;
    throw new BadArgumentError(`${argument} is "${cursor}", which is a cursor of a list in another order.`);
  });
}
