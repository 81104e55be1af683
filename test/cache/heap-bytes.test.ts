import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import type { Kind } from "../../cache/cache.ts";
import { heapBytes } from "../../cache/heap-bytes.ts";
import { givenGateways, LIFETIME } from "./given.ts";

const BOUND = 16 * 1_048_576;

const anything: Kind<unknown> = {
  name: "anything",
  version: 1,
  lifetime: () => LIFETIME,
  check: (stored) => ({ value: stored }),
};

const captured = (name: string): unknown =>
  JSON.parse(readFileSync(`test/captures/wire-decoded/${name}.json`, "utf8")).response.value;

/** Of this isolate, without what nobody holds any more: some things let go of their values a little later. */
async function heapUsed(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function") throw new Error("V8 gives no gc().");
  let used = Infinity;
  for (;;) {
    collect();
    const now = getHeapStatistics().used_heap_size;
    if (Math.abs(used - now) < 100_000) return now;
    used = now;
    await wait(50);
  }
}

test.each([
  ["builds", { id: 0, row: captured("getBuild-id") }],
  ["tasks", captured("getTaskInfo-request")],
  ["lists of tasks", captured("getTaskChildren")],
  ["absent things", null],
  ["numbers", Array.from({ length: 500 }, (_, index) => index)],
  ["times", Array.from({ length: 500 }, (_, index) => index + 0.5)],
  ["text", "x".repeat(3_000)],
  ["text that is not Latin", "ж".repeat(3_000)],
])("memory full of %s takes about the memory that it may", async (_, value) => {
  const cache = (await givenGateways(null).gateway({ memoryBytes: BOUND })).of("https://koji.example.org/kojihub");
  const before = await heapUsed();
  const count = Math.ceil((1.2 * BOUND) / (heapBytes(value) + 400));
  for (let first = 0; first < count; first += 100) {
    const ids = Array.from({ length: 100 }, (_, index) => String(2_000_000 + first + index));
    await cache.get(anything, ids, () => Promise.resolve(ids.map(() => value)));
  }
  const taken = (await heapUsed()) - before;
  expect(cache.peek(anything, "2000000")).toBeNull();
  expect(taken / BOUND).toBeGreaterThan(0.6);
  expect(taken / BOUND).toBeLessThan(1.15);
});
