import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readNameless } from "../../koji/nameless-rows.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";

const Row = z.object({ id: z.number(), name: z.string(), nvr: z.string() });
const ROWS = [
  { id: 1, name: "a", nvr: "a-1" },
  { id: 2, name: "b", nvr: "b-1" },
];
const values = (row: XmlRpcStruct) =>
  Object.keys(row)
    .toSorted()
    .map((name) => row[name] ?? null);

/** Reads a list from a hub whose rows have these members more, and which answers so with lists. */
function read(more: XmlRpcStruct, lists: (rows: readonly XmlRpcStruct[]) => XmlRpcValue, rows: XmlRpcStruct[] = ROWS) {
  const all = rows.map((row) => ({ ...row, ...more }));
  const ask = (_filter: XmlRpcStruct, { asList, limit }: XmlRpcStruct) =>
    Promise.resolve(asList === true ? lists(all) : all.slice(0, Number(limit)));
  const agrees = ({ name, nvr }: z.infer<typeof Row>) => nvr.startsWith(name);
  return readNameless(ask, Row, { filter: {}, queryOpts: {}, sample: {}, repeated: "id", agrees });
}

describe("rows without names", () => {
  test.each<[string, XmlRpcStruct]>([
    ["as they are", {}],
    ["of another Koji, with members before, between and behind", { aardvark: null, monkey: true, zebra: "z" }],
  ])("get the names of a row that has them: %s", async (_what, more) => {
    expect(await read(more, (rows) => rows.map(values))).toEqual(ROWS);
  });

  test("get them where the hub sends a member twice", async () => {
    const twice = (row: XmlRpcStruct) => [row["id"] ?? null, ...values(row)];
    expect(await read({}, (rows) => rows.map(twice))).toEqual(ROWS);
  });

  test("keep those that they have after all", async () => {
    expect(await read({}, (rows) => rows)).toEqual(ROWS);
  });

  test("are none where there are none", async () => {
    expect(await read({}, () => [], [])).toEqual([]);
  });

  test.each<[string, (rows: readonly XmlRpcStruct[]) => XmlRpcValue]>([
    ["there are fewer values than names", (rows) => rows.map((row) => values(row).slice(1))],
    ["there are more", (rows) => rows.map((row) => [...values(row), 1, 2])],
    ["one row differs", (rows) => [values(rows[0] ?? {}), [1, 2]]],
    ["a value has another type", (rows) => rows.map((row) => values(row).toReversed())],
    ["they are in another order", (rows) => rows.map(({ id, name, nvr }) => [id ?? 0, nvr ?? "", name ?? ""])],
    ["the answer is no list", () => "none"],
  ])("are not taken where %s", async (_what, lists) => {
    expect(await read({}, lists)).toBeNull();
  });

  test("are not taken where no row tells the names", async () => {
    expect(await read({}, () => [values(ROWS[0] ?? {})], [])).toBeNull();
  });
});
