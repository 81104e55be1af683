import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type PositionList, positionPage } from "../../loaders/position-page.ts";
import type { Page } from "../../model/page.ts";

type Row = { readonly id: number; readonly colour: string };

const COLOURS = ["red", "green", "blue"] as const;
const colour = fc.constantFrom(...COLOURS);

/** Ids grow, with holes. */
const tables = fc
  .array(fc.record({ hole: fc.nat({ max: 3 }), colour }), { maxLength: 60, size: "max" })
  .map((drawn) => {
    let id = 0;
    return drawn.map(({ hole, colour }): Row => ({ id: (id += 1 + hole), colour }));
  });

type Options = { readonly keeps?: (row: Row) => boolean; readonly chunk?: number; readonly maxRows?: number };

/** A hub's list of `rows`, which the test may change: by one stream, or by one for each colour. */
function listOf(
  rows: readonly Row[],
  colours: readonly string[] | null,
  options: Options = {},
): PositionList<Row, Row> {
  const { keeps = () => true, chunk = null, maxRows = Number.MAX_SAFE_INTEGER } = options;
  const stream: (colour: string | null) => PositionList<Row, Row>["streams"][number] = (colour) => (cut) => {
    const sign = cut.order === "newest first" ? -1 : 1;
    const found = rows
      .filter((row) => colour === null || row.colour === colour)
      .toSorted((a, b) => sign * (a.id - b.id));
    return Promise.resolve(found.slice(cut.offset, cut.offset + cut.limit));
  };
  return {
    idOf: ({ id }) => id,
    streams: colours === null ? [stream(null)] : colours.map(stream),
    keep: (some) => Promise.resolve(some.map((row) => (keeps(row) ? row : null))),
    count: () => Promise.resolve(rows.length),
    chunk,
    maxRows,
  };
}

type Walk = { readonly size: number; readonly forward: boolean; readonly between?: () => void };

/** Everything on all pages, in the order of the list. Throws when they do not come to an end. */
async function walk(list: PositionList<Row, Row>, { size, forward, between }: Walk): Promise<readonly Row[]> {
  const seen: Row[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < 300; pages += 1) {
    const page: Page<Row> = await positionPage(
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

const newestFirst = (rows: readonly Row[]) => rows.toSorted((a, b) => b.id - a.id);
const walks = fc.record({ size: fc.integer({ min: 1, max: 7 }), forward: fc.boolean() });
const streams = fc.option(fc.subarray([...COLOURS], { minLength: 1 }));
const ofStreams = (rows: readonly Row[], colours: readonly string[] | null) =>
  newestFirst(rows.filter((row) => colours === null || colours.includes(row.colour)));

test("pages by position hold every row once and in order, both ways, of one stream and of several", async () => {
  await fc.assert(
    fc.asyncProperty(tables, walks, streams, async (rows, how, colours) => {
      expect(await walk(listOf(rows, colours), how)).toEqual(ofStreams(rows, colours));
    }),
    { numRuns: 300 },
  );
});

test("from any row of a page, the list goes on behind it and before it", async () => {
  await fc.assert(
    fc.asyncProperty(tables, walks, streams, fc.nat(), async (rows, { size, forward }, colours, pick) => {
      const list = listOf(rows, colours);
      const expected = ofStreams(rows, colours).map(({ id }) => id);
      const { edges } = await positionPage(list, forward ? { first: 100 } : { last: 100 });
      const edge = edges[pick % Math.max(1, edges.length)];
      const at = expected.indexOf(edge?.node.id ?? -1);
      const ids = (page: Page<Row>) => page.edges.map(({ node }) => node.id);
      const cursor = edge?.cursor ?? null;
      expect(ids(await positionPage(list, { first: size, after: cursor }))).toEqual(
        expected.slice(at + 1, at + 1 + size),
      );
      const before = cursor === null ? expected.slice(-size) : expected.slice(Math.max(0, at - size), at);
      expect(ids(await positionPage(list, { last: size, before: cursor }))).toEqual(before);
    }),
    { numRuns: 300 },
  );
});

test("rows that come or go between two pages neither shift nor double the others", async () => {
  const changes = fc.array(
    fc.record({ add: fc.nat({ max: 12 }), drop: fc.array(fc.nat(), { maxLength: 12 }), colour }),
  );
  await fc.assert(
    fc.asyncProperty(tables, walks, streams, changes, async (original, how, colours, changes) => {
      const rows = [...original];
      const gone = new Set<Row>();
      const pending = [...changes];
      const between = () => {
        const change = pending.pop();
        if (change === undefined) return;
        for (const place of change.drop) {
          const [row] = rows.splice(place % Math.max(1, rows.length), 1);
          if (row !== undefined) gone.add(row);
        }
        for (let count = 0; count < change.add; count += 1) {
          rows.push({
            id: Math.max(0, ...rows.map(({ id }) => id), ...original.map(({ id }) => id)) + 1,
            colour: change.colour,
          });
        }
      };
      const seen = await walk(listOf(rows, colours), { ...how, between });
      expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
      expect(seen).toEqual(newestFirst(seen));
      const stayed = ofStreams(original, colours).filter((row) => !gone.has(row));
      expect(seen).toEqual(expect.arrayContaining(stayed));
    }),
    { numRuns: 500 },
  );
});

test("a search that stops at its bound goes on where it stopped, both ways, and finds each row that it keeps once", async () => {
  const keeps = ({ id }: Row) => id % 5 === 0;
  await fc.assert(
    fc.asyncProperty(tables, walks, streams, async (rows, how, colours) => {
      const list = listOf(rows, colours, { keeps, chunk: 4, maxRows: 8 });
      expect(await walk(list, how)).toEqual(ofStreams(rows, colours).filter(keeps));
    }),
    { numRuns: 300 },
  );
});
