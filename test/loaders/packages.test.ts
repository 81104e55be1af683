import { expect, test } from "vitest";
import { isStruct } from "../../koji/requests/value-shape.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { loadersOver } from "../support/loaders.ts";

/** A hub that has these rpms in each image, and answers as Koji's QueryProcessor does. */
function hubOf(rows: readonly XmlRpcStruct[], valuesOf = byName) {
  const asked: XmlRpcStruct[] = [];
  const listRPMs = (filter: XmlRpcValue) => {
    const { imageID, queryOpts } = structOf(filter);
    asked.push({ imageID: imageID ?? null, ...structOf(queryOpts) });
    const { asList, limit } = structOf(queryOpts);
    const found = typeof limit === "number" ? rows.slice(0, limit) : rows;
    return asList === true ? found.map(valuesOf) : found;
  };
  return { asked, methods: { listRPMs } };
}

const byName = (row: XmlRpcStruct) =>
  Object.keys(row)
    .toSorted()
    .map((name) => row[name] ?? null);
const structOf = (value: XmlRpcValue | undefined): XmlRpcStruct =>
  value !== undefined && isStruct(value) ? value : {};

const rpmRow = (name: string, more: XmlRpcStruct = {}): XmlRpcStruct => ({
  id: 7,
  name,
  nvr: `${name}-5.2-1.fc45`,
  version: "5.2",
  release: "1.fc45",
  epoch: null,
  arch: "x86_64",
  size: 3_000_000_000,
  buildtime: 1,
  build_id: 3,
  buildroot_id: null,
  external_repo_id: 0,
  external_repo_name: "INTERNAL",
  extra: null,
  metadata_only: false,
  payloadhash: "0",
  ...more,
});

const BASH = { name: "bash", version: "5.2", release: "1.fc45", epoch: null, arch: "x86_64" };

test.each([
  ["of older Kojis", {}],
  ["of Koji 1.35", { draft: false }],
  ["of Kojis to come", { draft: false, aardvark: "first", zebra: "last" }],
])("packages are read whichever members the rows %s have", async (_which, more) => {
  const { loaders } = await loadersOver(hubOf([rpmRow("bash", more), rpmRow("zlib", { ...more, epoch: 1 })]).methods);
  expect(await loaders.artifacts.packages.load(1)).toEqual([BASH, { ...BASH, name: "zlib", epoch: 1 }]);
});

test("packages of a large image are one list, asked for as values and unsorted", async () => {
  const rows = Array.from({ length: 2500 }, (_, index) => rpmRow(`package-${index}`));
  const { asked, methods } = hubOf(rows);
  const { loaders, carried } = await loadersOver(methods);
  expect(await loaders.artifacts.packages.load(1)).toHaveLength(2500);
  expect(asked).toEqual([{ imageID: 1, asList: true }]);
  expect(carried()).toEqual([["listRPMs"]]);
});

test("an image of which the hub knows no rpm has no packages, and they are not recorded", async () => {
  const { loaders } = await loadersOver(hubOf([]).methods);
  expect(await loaders.artifacts.packages.load(1)).toEqual([]);
  expect(await loaders.artifacts.packagesRecorded.load(1)).toBe(false);
});

test("whether packages are recorded takes one row, and none more beside the list", async () => {
  const { asked, methods } = hubOf([rpmRow("bash"), rpmRow("zlib")]);
  const { loaders } = await loadersOver(methods);
  const { packages, packagesRecorded } = loaders.artifacts;
  expect(await Promise.all([packagesRecorded.load(1), packages.load(1)])).toEqual([true, [BASH, expect.anything()]]);
  expect(asked).toHaveLength(2);
});

test.each([
  ["of another kind", (row: XmlRpcStruct) => byName(row).slice(1)],
  ["too many", (row: XmlRpcStruct) => [...byName(row), "more"]],
])(
  "values that do not fit their names, being %s, are another version's: they are asked for with their names",
  async (_how, valuesOf) => {
    const { loaders, carried } = await loadersOver(hubOf([rpmRow("bash")], valuesOf).methods);
    expect(await loaders.artifacts.packages.load(1)).toEqual([BASH]);
    // The list without names, a row with names, the list with names.
    expect(carried()).toEqual([["listRPMs"], ["listRPMs"], ["listRPMs"]]);
  },
);
