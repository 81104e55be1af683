import * as fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../../server/request/canonical-json.ts";

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, one]): [string, unknown] => [name, shuffled(one)]);
  return Object.fromEntries(members.reverse());
};

test("the order of members makes no difference, anything else does", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(canonicalJson(shuffled(a))).toBe(canonicalJson(a));
      expect(JSON.parse(canonicalJson(a))).toEqual(JSON.parse(JSON.stringify(a)));
      expect(canonicalJson(a) === canonicalJson(b)).toBe(isSame(a, b));
    }),
  );
});

const isSame = (a: unknown, b: unknown): boolean => {
  try {
    expect(JSON.parse(JSON.stringify(a))).toStrictEqual(JSON.parse(JSON.stringify(b)));
    return true;
  } catch {
    return false;
  }
};

test("absent, null and false are three things", () => {
  expect(new Set([{}, { a: null }, { a: false }].map(canonicalJson)).size).toBe(3);
});

test("what nests deeper than any argument is refused, not walked", () => {
  expect(() => canonicalJson(JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`))).toThrow(
    "variables nest deeper than 50 levels; no argument does.",
  );
});
