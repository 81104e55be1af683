import { describe, expect, test } from "vitest";
import { type PositionList, positionPage } from "../../loaders/position-page.ts";
import type { Cut } from "../../loaders/stream-reader.ts";
import { BadArgumentError } from "../../model/errors.ts";
import { encodeCursor } from "../../model/page-bounds.ts";
import type { Page } from "../../model/page.ts";

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const ids = ({ edges }: Page<number>) => edges.map(({ node }) => node);

/** A hub's list of rows that are their ids, and what was read of it. */
function listOf(
  rows: number[],
  options: Partial<Pick<PositionList<number, number>, "chunk" | "maxRows" | "keep">> = {},
) {
  const reads: Cut[] = [];
  const stream = (cut: Cut) => {
    reads.push(cut);
    const sorted = rows.toSorted((a, b) => (cut.order === "newest first" ? b - a : a - b));
    return Promise.resolve(sorted.slice(cut.offset, cut.offset + cut.limit));
  };
  const list: PositionList<number, number> = {
    idOf: (row) => row,
    streams: [stream],
    keep: (some) => Promise.resolve(some),
    count: () => Promise.resolve(rows.length),
    chunk: null,
    maxRows: Number.MAX_SAFE_INTEGER,
    ...options,
  };
  return { list, reads };
}

const newest = (limit: number, offset: number): Cut => ({ order: "newest first", limit, offset });

describe("a page by position", () => {
  test("is one read: of one row more than it holds, and behind a cursor of the cursor's own row too", async () => {
    const { list, reads } = listOf(upTo(50));
    const first = await positionPage(list, { first: 10 });
    const second = await positionPage(list, { first: 10, after: first.edges.at(-1)?.cursor ?? null });
    await positionPage(list, { last: 10, before: second.edges[0]?.cursor ?? null });
    expect(reads.slice(0, 2)).toEqual([newest(11, 0), newest(12, 9)]);
    expect(reads).toHaveLength(3);
  });

  test.each([
    [1, 2],
    [30, 2],
    [5000, 3],
  ])("is found in a few reads when %i rows came since", async (came, most) => {
    const rows = upTo(9000);
    const { list, reads } = listOf(rows);
    const { edges } = await positionPage(list, { first: 10 });
    for (let id = 9001; id <= 9000 + came; id += 1) rows.push(id);
    reads.length = 0;
    const cursor = edges.at(-1)?.cursor ?? null;
    expect(ids(await positionPage(list, { first: 10, after: cursor }))).toEqual(upTo(10).map((n) => 8991 - n));
    expect(reads.length).toBeLessThanOrEqual(most);
    reads.length = 0;
    expect(ids(await positionPage(list, { last: 3, before: cursor }))).toEqual([8994, 8993, 8992]);
    expect(reads.length).toBeLessThanOrEqual(most + 1);
  });

  test("is found after thousands of rows went that stood before it, in some steps", async () => {
    const rows = upTo(9000);
    const { list, reads } = listOf(rows);
    const far = encodeCursor([100, 0, 8901]);
    expect(ids(await positionPage(list, { first: 3, after: far }))).toEqual([99, 98, 97]);
    rows.splice(200, 8000);
    reads.length = 0;
    expect(ids(await positionPage(list, { first: 3, after: far }))).toEqual([99, 98, 97]);
    expect(reads.length).toBeLessThanOrEqual(16);
  });

  test("the last one is read from the end of the list", async () => {
    const { list, reads } = listOf(upTo(5000));
    expect(ids(await positionPage(list, { last: 3 }))).toEqual([3, 2, 1]);
    expect(reads).toEqual([{ order: "oldest first", limit: 4, offset: 0 }]);
  });

  test("looks at no more rows than its bound", async () => {
    const { list, reads } = listOf(upTo(100), {
      chunk: 5,
      maxRows: 12,
      keep: (some) => Promise.resolve(some.map(() => null)),
    });
    const page = await positionPage(list, { first: 3 });
    expect(page).toMatchObject({ edges: [], hasNextPage: true, endCursor: expect.any(String) });
    expect(reads.reduce((sum, { limit }) => sum + limit, 0)).toBeLessThanOrEqual(12);
  });

  test.each([
    ["of names", encodeCursor(["Aurora", 0, 3])],
    ["of a time", encodeCursor([1_795_358_409.5, 7])],
    ["of a list of more streams", encodeCursor([7, 0, 3, 4])],
    ["with a place before the beginning", encodeCursor([7, 0, -3])],
    ["of an end that lists do not have", encodeCursor([7, 2, 3])],
  ])("is refused for a cursor %s", async (_, cursor) => {
    await expect(positionPage(listOf(upTo(9)).list, { after: cursor })).rejects.toThrow(BadArgumentError);
  });
});
