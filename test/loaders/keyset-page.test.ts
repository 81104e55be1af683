import { describe, expect, test } from "vitest";
import { keysetPage, mergeStreams, streamWindow } from "../../loaders/keyset-page.ts";
import { BadArgumentError } from "../../model/errors.ts";
import { encodeCursor } from "../../model/page-bounds.ts";
import type { Page } from "../../model/page.ts";
import { createTable, listOf, type Row } from "../support/table.ts";

const HOUR = 3600;
const row = (id: number, colour = "red"): Row => ({ id, time: id * HOUR, colour });
/** Rows 1 to `count`, an hour apart. */
const rows = (count: number, colour?: (id: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index + 1, colour?.(index + 1)));
const ids = ({ edges }: Page<Row>) => edges.map(({ node }) => node.id);
const cursorOf = ({ time, id }: Row) => encodeCursor([time, id]);

describe("a page of a hub's list", () => {
  test.each([
    ["the first", { first: 3 }, [9, 8, 7], true, false],
    ["the first behind a cursor", { first: 3, after: cursorOf(row(7)) }, [6, 5, 4], true, true],
    ["the end", { first: 3, after: cursorOf(row(3)) }, [2, 1], false, true],
    ["the last", { last: 3 }, [3, 2, 1], false, true],
    ["the last before a cursor", { last: 3, before: cursorOf(row(4)) }, [7, 6, 5], true, true],
    ["the beginning", { last: 3, before: cursorOf(row(8)) }, [9], true, false],
    ["the first between two", { first: 2, after: cursorOf(row(8)), before: cursorOf(row(3)) }, [7, 6], true, true],
    ["the last between two", { last: 2, after: cursorOf(row(8)), before: cursorOf(row(3)) }, [5, 4], true, true],
    ["nothing between two", { first: 2, after: cursorOf(row(4)), before: cursorOf(row(3)) }, [], false, true],
    ["none", { first: 0 }, [], true, false],
    [
      "behind a row that is gone",
      { first: 2, after: cursorOf({ ...row(5), id: 4.5e6, time: 4.5 * HOUR }) },
      [4, 3],
      true,
      true,
    ],
  ])("holds %s", async (_, args, expected, hasNextPage, hasPreviousPage) => {
    const page = await keysetPage(listOf(createTable(rows(9))), args);
    expect(ids(page)).toEqual(expected);
    expect(page).toMatchObject({ hasNextPage, hasPreviousPage });
  });

  test("of a list without rows is empty and the only one", async () => {
    const page = await keysetPage(listOf(createTable([])), { first: 5 });
    expect(page).toMatchObject({ edges: [], hasNextPage: false, hasPreviousPage: false });
  });

  test("is one read: of one row more than it holds, and behind a cursor of four more for the slack", async () => {
    const table = createTable(rows(50));
    const list = listOf(table);
    await keysetPage(list, { first: 10 });
    await keysetPage(list, { first: 10, after: cursorOf(row(40)) });
    await keysetPage(list, { last: 10, before: cursorOf(row(20)) });
    expect(table.reads).toEqual([
      { order: "newest first", madeAfter: null, madeBefore: null, limit: 11, offset: 0 },
      { order: "newest first", madeAfter: null, madeBefore: 40 * HOUR + 2e-6, limit: 15, offset: 0 },
      { order: "oldest first", madeAfter: 20 * HOUR - 2e-6, madeBefore: null, limit: 15, offset: 0 },
    ]);
  });

  test("reads on where the slack around its cursor holds more rows than that", async () => {
    const crowd = Array.from({ length: 30 }, (_, index): Row => ({ id: index + 1, time: HOUR, colour: "red" }));
    const table = createTable(crowd);
    const page = await keysetPage(listOf(table), { first: 3, after: cursorOf({ ...row(10), time: HOUR }) });
    expect(ids(page)).toEqual([9, 8, 7]);
    expect(table.reads.map(({ offset }) => offset)).toEqual([0, 8, 16, 24]);
  });

  test("does not double rows that are pushed back by one made while it reads", async () => {
    const table = createTable(rows(20));
    const list = listOf(table, { chunk: 4, keeps: ({ id }) => id % 2 === 0 });
    const read: typeof list.read = async (window) => {
      const found = await list.read(window);
      table.rows.push(row(table.rows.length + 1));
      return found;
    };
    expect(ids(await keysetPage({ ...list, read }, { first: 5 }))).toEqual([20, 18, 16, 14, 12]);
  });

  test("counts only when it is asked to", async () => {
    let counted = 0;
    const list = { ...listOf(createTable(rows(9))), count: () => Promise.resolve(++counted) };
    const page = await keysetPage(list, { first: 2 });
    expect(counted).toBe(0);
    expect(await page.totalCount()).toBe(1);
  });

  test.each([
    ["that is no cursor", "hello"],
    ["of names", encodeCursor(["Aurora", "7"])],
    ["of a place in a list", encodeCursor([7])],
    ["whose id is no whole number", encodeCursor([7, 7.5])],
  ])("is refused for a cursor %s", async (_, cursor) => {
    const list = listOf(createTable(rows(9)));
    await expect(keysetPage(list, { after: cursor })).rejects.toThrow(BadArgumentError);
    await expect(keysetPage(list, { last: 2, before: cursor })).rejects.toThrow(`before is "${cursor}"`);
  });
});

describe("a search that looks at some rows only", () => {
  const rare = (count: number) => createTable(rows(count, (id) => (id % 10 === 0 ? "blue" : "red")));
  const bounded = { chunk: 6, maxRows: 12, keeps: ({ colour }: Row) => colour === "blue" };

  test("says where it stopped, and that there is more, although its page is not full", async () => {
    const page = await keysetPage(listOf(rare(38), bounded), { first: 5 });
    expect(ids(page)).toEqual([30]);
    expect(page).toMatchObject({ hasNextPage: true, endCursor: cursorOf(row(27)) });
  });

  test("says so although its page is empty, backwards too", async () => {
    const forward = await keysetPage(listOf(rare(38), { ...bounded, maxRows: 6 }), { first: 5 });
    expect(forward).toMatchObject({ edges: [], hasNextPage: true, endCursor: cursorOf(row(33)) });
    const backward = await keysetPage(listOf(rare(38), { ...bounded, maxRows: 6 }), { last: 5 });
    expect(backward).toMatchObject({ edges: [], hasPreviousPage: true, startCursor: cursorOf(row(6)) });
  });

  test("has no other end than its last row where its page is full or the list ends", async () => {
    expect(await keysetPage(listOf(rare(38), bounded), { first: 0 })).not.toHaveProperty("endCursor");
    const all = await keysetPage(listOf(rare(11), bounded), { first: 5 });
    expect(all).toMatchObject({ hasNextPage: false });
    expect(all).not.toHaveProperty("endCursor");
  });

  test("looks at no more rows than its bound, in reads of a chunk", async () => {
    const table = rare(100);
    await keysetPage(listOf(table, { ...bounded, chunk: 5 }), { first: 5 });
    expect(table.reads.map(({ limit, offset }) => [offset, limit])).toEqual([
      [0, 5],
      [5, 5],
      [10, 2],
    ]);
  });

  test("gets on although more rows than its bound share the time of its cursor", async () => {
    const crowd = Array.from({ length: 40 }, (_, index): Row => ({ id: index + 1, time: HOUR, colour: "blue" }));
    const list = listOf(createTable(crowd), { ...bounded, maxRows: 6 });
    expect(ids(await keysetPage(list, { first: 3, after: cursorOf({ ...row(10), time: HOUR }) }))).toEqual([9, 8, 7]);
  });
});

describe("several streams", () => {
  test("are one list although all of the newest rows are of one of them", async () => {
    const table = createTable(rows(40, (id) => (id > 20 ? "red" : "blue")));
    const list = listOf(table, { colours: ["red", "blue"], chunk: 8, keeps: ({ id }) => id % 3 === 0 });
    expect(ids(await keysetPage(list, { first: 11 }))).toEqual([39, 36, 33, 30, 27, 24, 21, 18, 15, 12, 9]);
  });

  test("are each read from their start, for nobody knows how many of the first rows are theirs", () => {
    expect(streamWindow(3, { limit: 5, offset: 10 })).toEqual({ limit: 15, offset: 0 });
    expect(streamWindow(1, { limit: 5, offset: 10 })).toEqual({ limit: 5, offset: 10 });
  });

  test("that are none are an empty list", async () => {
    const window = { order: "newest first", limit: 5, offset: 0 } as const;
    expect(await mergeStreams<Row>([], { placeOf: (one) => one }, window)).toEqual([]);
  });
});
