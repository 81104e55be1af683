import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { createCacheStore } from "../../cache/cache-store.ts";
import type { Kind } from "../../cache/cache.ts";

const word: Kind<string> = {
  name: "word",
  version: 1,
  lifetime: () => ({ softMs: 10, hardMs: 20, keepMs: 100 }),
  check: (stored) => (typeof stored === "string" ? { value: stored } : null),
};

test("smoke", async () => {
  let clock = 1000;
  const cache = createCacheStore({
    memoryBytes: 1e6,
    redis: null,
    now: () => clock,
    random: () => 0,
    log: () => undefined,
  }).of("x");
  const calls: string[][] = [];
  const fetch = async (ids: readonly string[]) => {
    calls.push([...ids]);
    return ids.map((id) => id.toUpperCase() + clock);
  };
  const [a, b] = await Promise.all([cache.get(word, ["a", "b"], fetch), cache.get(word, ["b", "c"], fetch)]);
  expect(calls).toEqual([["a", "b"], ["c"]]);
  expect(a).toMatchObject([
    { value: "A1000", from: "source" },
    { value: "B1000", from: "source" },
  ]);
  expect(b).toMatchObject([{ value: "B1000", from: "flight" }, { value: "C1000" }]);
  clock += 15;
  expect(await cache.get(word, ["a"], fetch)).toMatchObject([{ value: "A1000", from: "memory" }]);
  await setImmediate();
  expect(await cache.get(word, ["a"], fetch)).toMatchObject([{ value: "A1015", from: "memory" }]);
});
