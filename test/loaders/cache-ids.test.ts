import { describe, expect, test } from "vitest";
import { idOfImageBuilds, idOfQuestion, idOfThing } from "../../loaders/cache-ids.ts";

describe("the id of a question", () => {
  test.each([
    ["members in another order", [{ a: 1, b: 2 }], [{ b: 2, a: 1 }]],
    ["lists in another order", [{ state: [3, 5] }], [{ state: [5, 3] }]],
    ["members that are not there", [{ a: 1, b: undefined }], [{ a: 1 }]],
  ])("is the same for %s", (_what, one, other) => {
    expect(idOfQuestion(...one)).toBe(idOfQuestion(...other));
  });

  test.each([
    ["another value", [{ a: 1 }], [{ a: 2 }]],
    ["a number and its text", [{ a: 1 }], [{ a: "1" }]],
    ["what is asked for any, and what is asked for none", [{ parent: null }], [{}]],
    ["members of different arguments", [{ a: 1 }, {}], [{}, { a: 1 }]],
    ["texts that hold what stands between", ["a", "b"], ['a","b']],
    ["two long texts", ["x".repeat(500)], ["x".repeat(501)]],
  ])("is another for %s", (_what, one, other) => {
    expect(idOfQuestion(...one)).not.toBe(idOfQuestion(...other));
  });
});

test("ids are short, however long what callers write, and nobody can write what another one's is shortened to", () => {
  const long = idOfThing("x".repeat(100_000));
  expect(long.length).toBeLessThan(60);
  expect(idOfThing(long)).not.toBe(long);
});

test("ids of names are told from those of numbers, and of lists of an image from those of another", () => {
  expect(idOfThing("7")).not.toBe(idOfThing(7));
  const ids = (["window", "newest"] as const).flatMap((which) =>
    ["a", "newest a", 'newest "a"'].map((name) => idOfImageBuilds({ name, which })),
  );
  expect(new Set(ids).size).toBe(ids.length);
});
