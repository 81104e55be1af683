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
async function read(
  more: XmlRpcStruct,
  lists: (rows: readonly XmlRpcStruct[]) => XmlRpcValue,
  rows: XmlRpcStruct[] = ROWS,
) {
  const all = rows.map((row) => ({ ...row, ...more }));
  const asked: XmlRpcStruct[] = [];
  const ask = (opts: XmlRpcStruct) => {
    asked.push(opts);
    return Promise.resolve(opts["asList"] === true ? lists(all) : all.slice(0, Number(opts["limit"])));
  };
  const agrees = ({ name, nvr }: z.infer<typeof Row>) => nvr.startsWith(name);
  const columns = [
    ["id", "name", "nvr"],
    ["id", "id", "name", "nvr"],
  ];
  const found = await readNameless(Row, { ask, queryOpts: { limit: 50 }, columns, repeated: "id", agrees });
  return { found, asked };
}

const LISTS = { limit: 50, asList: true };
const twice = (row: XmlRpcStruct) => [row["id"] ?? null, ...values(row)];

describe("rows without names", () => {
  test.each<[string, (row: XmlRpcStruct) => XmlRpcValue]>([
    ["as they are", values],
    ["with one twice", twice],
  ])("get the names that are known: %s", async (_what, valuesOf) => {
    const { found, asked } = await read({}, (rows) => rows.map(valuesOf));
    expect(found).toEqual(ROWS);
    expect(asked).toEqual([LISTS]);
  });

  test.each<[string, (row: XmlRpcStruct) => XmlRpcValue]>([
    ["as they are", values],
    ["with one twice", (row) => [row["aardvark"] ?? null, ...twice(row).filter((value) => value !== row["aardvark"])]],
  ])("get those of another Koji, which a row that has them tells: %s", async (_what, valuesOf) => {
    const { found, asked } = await read({ aardvark: "first", zebra: "last" }, (rows) => rows.map(valuesOf));
    expect(found).toEqual(ROWS);
    expect(asked).toEqual([LISTS, { limit: 1 }]);
  });

  test("get no name that would make one row's value what all of it inherits from", async () => {
    const rows = ROWS.map((row) =>
      Object.defineProperty({ ...row }, "__proto__", { value: { id: 7 }, enumerable: true }),
    );
    const { found } = await read({ zebra: "last" }, () => ROWS.map((row) => [row, ...values(row), "last"]), rows);
    expect(found).toBeNull();
  });

  test("are none where there are none", async () => {
    expect((await read({}, () => [], [])).found).toEqual([]);
  });

  test("keep those that they have after all", async () => {
    expect((await read({}, (rows) => rows)).found).toEqual(ROWS);
  });

  test.each<[string, (rows: readonly XmlRpcStruct[]) => XmlRpcValue]>([
    ["there are fewer values than names", (rows) => rows.map((row) => values(row).slice(1))],
    ["there are more", (rows) => rows.map((row) => [...values(row), 1, 2])],
    ["one row differs", (rows) => [values(rows[0] ?? {}), [1, 2]]],
    ["a value has another type", (rows) => rows.map((row) => values(row).toReversed())],
    ["they are in another order", (rows) => rows.map(({ id, name, nvr }) => [id ?? 0, nvr ?? "", name ?? ""])],
    ["the answer is no list", () => "none"],
  ])("are not taken where %s", async (_what, lists) => {
    expect((await read({}, lists)).found).toBeNull();
  });
});
