import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type KeysetList, keysetPage } from "../../loaders/keyset-page.ts";
import type { Page } from "../../model/page.ts";
import { compareRows, createTable, listOf, type Row, type Table } from "../support/table.ts";

const COLOURS = ["red", "green", "blue"] as const;
const colour = fc.constantFrom(...COLOURS);

/** Seconds since the epoch, at which a double holds no more than some microseconds. */
const BASE = 1_795_358_409;

/** As of builds that were made again: the time is the order, ids say nothing, and times differ by microseconds or not at all. */
const tables = fc
  .array(fc.record({ microseconds: fc.constantFrom(0, 0, 1, 2, 1e6), colour }), { maxLength: 40, size: "max" })
  .chain((drawn) => {
    const ids = drawn.map((_, index) => index + 1);
    return fc.shuffledSubarray(ids, { minLength: ids.length }).map((shuffled) => {
      let clock = BASE * 1e6;
      return drawn.map(({ microseconds, colour }, index): Row => {
        clock += microseconds;
        return { id: shuffled[index] ?? 0, time: clock / 1e6, colour };
      });
    });
  });

type Walk = { readonly size: number; readonly forward: boolean; readonly between?: () => void };

/** Everything on all pages, in the order of the list. Throws when they do not come to an end. */
async function walk(list: KeysetList<Row, Row>, { size, forward, between }: Walk): Promise<readonly Row[]> {
  const seen: Row[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < 200; pages += 1) {
    const page: Page<Row> = await keysetPage(
      list,
      forward ? { first: size, after: cursor } : { last: size, before: cursor },
    );
    const nodes = page.edges.map(({ node }) => node);
    if (forward) seen.push(...nodes);
    else seen.unshift(...nodes);
    if (!(forward ? page.hasNextPage : page.hasPreviousPage)) return seen;
    cursor = forward
      ? (page.endCursor ?? page.edges.at(-1)?.cursor ?? null)
      : (page.startCursor ?? page.edges[0]?.cursor ?? null);
    between?.();
  }
  throw new Error("The pages come to no end.");
}

const newestFirst = (rows: readonly Row[]) => rows.toSorted((a, b) => compareRows(b, a));

/** A row is made: a microsecond later than all there are. */
function makeAnother({ rows }: Table): void {
  const newest = Math.max(BASE, ...rows.map(({ time }) => time));
  rows.push({ id: Math.max(0, ...rows.map(({ id }) => id)) + 1, time: newest + 1e-6, colour: "red" });
}

const walks = fc.record({ size: fc.integer({ min: 1, max: 6 }), forward: fc.boolean() });

test("pages hold every row once and in order, both ways, though times are equal and ids run against them", async () => {
  await fc.assert(
    fc.asyncProperty(tables, walks, async (rows, how) => {
      expect(await walk(listOf(createTable(rows)), how)).toEqual(newestFirst(rows));
    }),
    { numRuns: 300 },
  );
});

test("rows that are made between two pages neither shift nor double the others", async () => {
  await fc.assert(
    fc.asyncProperty(tables, fc.integer({ min: 1, max: 6 }), async (rows, size) => {
      const table = createTable(rows);
      const seen = await walk(listOf(table), { size, forward: true, between: () => makeAnother(table) });
      expect(seen).toEqual(newestFirst(rows));
    }),
    { numRuns: 300 },
  );
});

test("going backwards, rows that are made between two pages come last, each once", async () => {
  await fc.assert(
    fc.asyncProperty(tables, fc.integer({ min: 2, max: 6 }), async (rows, size) => {
      const table = createTable(rows);
      const seen = await walk(listOf(table), { size, forward: false, between: () => makeAnother(table) });
      expect(seen).toEqual(newestFirst(table.rows));
    }),
    { numRuns: 300 },
  );
});

test("a search that stops at its bound goes on where it stopped, both ways, and finds each row that it keeps once", async () => {
  const keeps = ({ colour }: Row) => colour === "red";
  await fc.assert(
    fc.asyncProperty(tables, walks, async (rows, how) => {
      const list = listOf(createTable(rows), { keeps, chunk: 6, maxRows: 12 });
      expect(await walk(list, how)).toEqual(newestFirst(rows.filter(keeps)));
    }),
    { numRuns: 300 },
  );
});

test("several streams are one list", async () => {
  await fc.assert(
    fc.asyncProperty(tables, walks, fc.subarray([...COLOURS], { minLength: 1 }), async (rows, how, colours) => {
      const list = listOf(createTable(rows), { colours });
      const expected = rows.filter(({ colour }) => colours.some((one) => one === colour));
      expect(await walk(list, how)).toEqual(newestFirst(expected));
    }),
    { numRuns: 300 },
  );
});
