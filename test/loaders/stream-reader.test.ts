import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Cut, readBack, readOnward, type StreamReader } from "../../loaders/stream-reader.ts";

const streamOf = (ids: readonly number[]) => ({
  stream: ({ order, offset, limit }: Cut) => {
    const sorted = ids.toSorted((a, b) => (order === "newest first" ? b - a : a - b));
    return Promise.resolve(sorted.slice(offset, offset + limit));
  },
  idOf: (id: number) => id,
});

async function all(reader: StreamReader<number>, limit: number): Promise<readonly number[]> {
  const found: number[] = [];
  while (!reader.ended()) found.push(...(await reader.next(limit)).map(({ row }) => row));
  return found;
}

/** Ids, one of them or between them, and how many rows stood up to it once: which may be anything by now. */
const cases = fc.record({
  ids: fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 40, size: "max" }),
  id: fc.integer({ min: 0, max: 61 }),
  passed: fc.nat(45),
  order: fc.constantFrom("newest first" as const, "oldest first" as const),
  limit: fc.integer({ min: 1, max: 9 }),
});

test("onward come all rows behind the start, the nearest first, wherever it stood when it was noted", async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ ids, limit, ...start }) => {
      const sign = start.order === "newest first" ? 1 : -1;
      const behind = ids.filter((id) => sign * (start.id - id) > 0).toSorted((a, b) => sign * (b - a));
      expect(await all(readOnward(streamOf(ids), start), limit)).toEqual(behind);
    }),
    { numRuns: 500 },
  );
});

test("back come all rows before the start, the nearest first, wherever it stood when it was noted", async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ ids, limit, ...start }) => {
      const sign = start.order === "newest first" ? 1 : -1;
      const before = ids.filter((id) => sign * (id - start.id) > 0).toSorted((a, b) => sign * (a - b));
      expect(await all(readBack(streamOf(ids), start), limit)).toEqual(before);
    }),
    { numRuns: 500 },
  );
});

test("a start that stands where it stood costs one read, of one or two rows more than are wanted", async () => {
  const ids = Array.from({ length: 50 }, (_, index) => index + 1);
  const reads: Cut[] = [];
  const { stream, idOf } = streamOf(ids);
  const source = { idOf, stream: (cut: Cut) => (reads.push(cut), stream(cut)) };
  const start = { order: "newest first", id: 30, passed: 21 } as const;
  expect((await readOnward(source, start).next(5)).map(({ row }) => row)).toEqual([29, 28, 27, 26, 25]);
  expect((await readBack(source, start).next(5)).map(({ row }) => row)).toEqual([31, 32, 33, 34, 35]);
  expect(reads).toEqual([
    { order: "newest first", offset: 20, limit: 6 },
    { order: "newest first", offset: 15, limit: 7 },
  ]);
});
