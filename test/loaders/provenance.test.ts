import { describe, expect, test } from "vitest";
import { createProvenance, keyInHub } from "../../loaders/provenance.ts";

const NOW = 1_000_000_000;
/** Fetched so many seconds ago, and current for so many more. */
const found = (ago: number, left: number, from: "memory" | "redis" | "source" | "flight" = "memory") => ({
  fetchedAt: NOW - ago * 1000,
  freshUntil: NOW + left * 1000,
  from,
});

describe("what an answer was made of", () => {
  test("is nothing at first: always fresh, of no age, and may be kept", () => {
    const provenance = createProvenance();
    expect([...provenance.keys()]).toEqual([]);
    expect(provenance.freshUntil()).toBe(Infinity);
    expect(provenance.age(NOW)).toBe(0);
    expect(provenance.cacheable()).toBe(true);
    expect(provenance.hits()).toEqual({});
  });

  test("is fresh until the first of its values is not", () => {
    const provenance = createProvenance();
    provenance.of("sample").note("build:1", "build", found(0, 30));
    provenance.of("sample").note("task:1", "task", found(0, 5));
    expect(provenance.freshUntil()).toBe(NOW + 5000);
  });

  test("has the age of the oldest value that is past its lifetime, however old the others are", () => {
    const { of, age } = createProvenance();
    of("sample").note("task:1", "task", found(86_400, 86_400));
    expect(age(NOW)).toBe(0);
    of("sample").note("build:1", "build", found(7.9, -1));
    of("sample").note("build:2", "build", found(6, -1));
    expect(age(NOW)).toBe(7);
    // An answer that is kept grows old, too.
    expect(age(NOW + 86_401_000)).toBe(2 * 86_400 + 1);
  });

  test("has the older of two values of one key", () => {
    const { of, age } = createProvenance();
    of("sample").note("build:1", "build", found(0, 5));
    of("sample").note("build:1", "build", found(20, -5));
    of("sample").note("build:1", "build", found(1, 5));
    expect(age(NOW)).toBe(20);
  });

  test("tells one hub's values from another's", () => {
    const { of, keys } = createProvenance();
    of("north").note("build:1", "build", found(0, 5));
    of("south").note("build:1", "build", found(0, 5));
    expect([...keys()]).toEqual([keyInHub("north", "build:1"), keyInHub("south", "build:1")]);
  });

  test("tells whether one of many values is in it", () => {
    const { of, uses } = createProvenance();
    of("north").note("build:1", "build", found(0, 5));
    expect(uses([keyInHub("north", "build:2"), keyInHub("north", "build:1")])).toBe(true);
    expect(uses([keyInHub("south", "build:1"), "build:1"])).toBe(false);
  });

  test("may not be kept once one hub told something that may not", () => {
    const { of, cacheable } = createProvenance();
    of("north").note("build:1", "build", found(0, 5));
    of("south").uncacheable();
    expect(cacheable()).toBe(false);
  });

  test("is counted by kind and by where it came from", () => {
    const { of, hits } = createProvenance();
    for (const from of ["memory", "memory", "redis", "source", "flight"] as const)
      of("sample").note("build:1", "build", found(0, 5, from));
    of("sample").note("task:1", "task", found(0, 5));
    expect(hits()).toEqual({
      build: { memory: 2, redis: 1, source: 1, flight: 1 },
      task: { memory: 1, redis: 0, source: 0, flight: 0 },
    });
  });
});
