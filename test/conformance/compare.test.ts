import { expect, test } from "vitest";
import { AnyOrder, compare, type Expected, type Json, Rule } from "../../scripts/conformance/compare.ts";

const differences = (expected: Expected, actual: Json) =>
  compare(expected, actual).differences.map(({ field, gateway, hub }) => `${field}: ${gateway}, ${hub}`);

test("things are compared field by field, each difference with its place", () => {
  const expected = { nvr: "a-1-1", owner: { name: "releng" }, files: [{ size: 3 }, { size: 4 }] };
  const actual = { nvr: "a-1-1", owner: { name: "bob" }, files: [{ size: 3 }, { size: 5 }] };
  expect(differences(expected, actual)).toEqual(['owner.name: "bob", "releng"', "files[1].size: 5, 4"]);
  expect(compare(expected, expected)).toEqual({ fields: 5, differences: [] });
});

test("what only one side has is a difference", () => {
  expect(differences({ a: 1 }, { a: 1, b: 2 })).toEqual(["b: 2, nothing is expected here"]);
  expect(differences({ a: 1, b: null }, { a: 1 })).toEqual(["b: nothing, null"]);
  expect(differences({ a: { b: 1 } }, { a: null })).toEqual(['a: null, {"b":1}']);
  expect(differences([{ a: 1 }], [{ a: 1 }, { a: 2 }])).toEqual([".length: 2, 1"]);
});

test("a list of plain values is one field, and shows where it begins to differ", () => {
  expect(compare([1, 2, 3], [1, 2, 3])).toEqual({ fields: 1, differences: [] });
  expect(differences([1, 2, 3], [1, 3])).toEqual([": 2 of them, from [1]: [3], 3 of them, from [1]: [2,3]"]);
});

test("a list in any order is the same list", () => {
  const tags = new AnyOrder([{ name: "b" }, { name: "a" }], "name");
  expect(differences(tags, [{ name: "a" }, { name: "b" }])).toEqual([]);
  expect(differences(tags, [{ name: "a" }, { name: "c" }])).toEqual(['[1].name: "c", "b"']);
});

test("a rule says what it wanted", () => {
  const rule = new Rule("an even number", (actual) => typeof actual === "number" && actual % 2 === 0);
  expect(differences({ a: rule }, { a: 4 })).toEqual([]);
  expect(differences({ a: rule }, { a: 3 })).toEqual(["a: 3, an even number"]);
});

test("numbers may differ in their last digit, as sums of fractions do, and texts in nothing", () => {
  expect(differences(0.1 + 0.2, 0.3)).toEqual([]);
  expect(differences(2_147_483_648, 2_147_483_649)).toHaveLength(1);
  expect(differences("1", 1)).toEqual([': 1, "1"']);
});
