import { expect, test } from "vitest";
import type { QueryOpts } from "../../koji/hub-reader.ts";
import type { BuildRow, RpmRow } from "../../koji/rows.ts";
import type { XmlRpcStruct } from "../../koji/xmlrpc/value.ts";
import type { Artifact } from "../../model/artifact.ts";
import { each } from "../../loaders/each.ts";
import { createImagesContaining } from "../../loaders/images-containing.ts";

const buildRow = (build_id: number): BuildRow => ({
  build_id,
  package_name: "bash",
  version: "1",
  release: String(build_id),
  epoch: null,
  nvr: `bash-1-${build_id}`,
  state: 1,
  owner_id: 1,
  owner_name: "releng",
  task_id: null,
  volume_name: "DEFAULT",
  creation_time: "2026-03-01 00:00:00+00:00",
  creation_ts: null,
  start_time: null,
  completion_time: null,
  completion_ts: null,
});

const rpmRow = (name: string, arch: string, build_id: number | null): RpmRow => ({
  id: 1,
  name,
  version: "1",
  release: "2.fc43",
  epoch: null,
  arch,
  size: 1,
  build_id,
});

const artifact = (kojiId: number): Artifact => ({
  hub: "sample",
  kojiId,
  buildId: 1,
  filename: `${kojiId}.qcow2`,
  format: "qcow2",
  arch: "x86_64",
  size: 1,
  checksum: { algorithm: "SHA256", value: "0" },
});

type Hub = {
  readonly packages?: Readonly<Record<string, readonly number[]>>;
  readonly builds?: Readonly<Record<string, number>>;
  readonly rpms?: readonly RpmRow[];
  /** Ids of files by build, as the hub tells them: doubled, in no order. */
  readonly references?: Readonly<Record<number, readonly number[]>>;
  /** Files that are of no image. */
  readonly modules?: readonly number[];
};

function contentsOf({ packages = {}, builds = {}, rpms = [], references = {}, modules = [] }: Hub) {
  const asked: unknown[] = [];
  const files: number[] = [];
  const reader = {
    getBuild: (key: number | string) => {
      asked.push(["getBuild", key]);
      const id = builds[key];
      return Promise.resolve(id === undefined ? null : buildRow(id));
    },
    listBuilds: ({ packageID, ...filter }: XmlRpcStruct, opts: QueryOpts) => {
      asked.push(["listBuilds", packageID, filter, opts]);
      return Promise.resolve((packages[packageID as string] ?? []).slice(0, opts.limit).map(buildRow));
    },
    getRpm: (wanted: Readonly<Record<"name" | "version" | "release" | "arch", string>>) => {
      asked.push(["getRpm", `${wanted.name}-${wanted.version}-${wanted.release}.${wanted.arch}`]);
      const found = rpms.find((rpm) =>
        (["name", "version", "release", "arch"] as const).every((k) => rpm[k] === wanted[k]),
      );
      return Promise.resolve(found ?? null);
    },
    getAllArches: () => Promise.resolve(["x86_64", "aarch64"]),
    referencesTo: (id: number, limit: number) => {
      asked.push(["referencesTo", id, limit]);
      return Promise.resolve((references[id] ?? []).slice(0, limit));
    },
  };
  const byId = each("artifact", (id: number) => {
    files.push(id);
    return Promise.resolve(modules.includes(id) ? null : artifact(id));
  });
  return { asked, files, find: createImagesContaining(reader, { byId }) };
}

const ids = ({ edges }: { edges: readonly { node: Artifact }[] }) => edges.map(({ node }) => node.kojiId);

test("a package's newest 20 complete builds are looked at, and files come newest first, each once", async () => {
  const { find, asked } = contentsOf({
    packages: { bash: [9, 8, 7] },
    references: { 9: [50, 10, 50], 8: [70, 10], 7: [] },
  });
  expect(ids(await find("bash", {}))).toEqual([70, 50, 10]);
  expect(asked).toEqual([
    ["listBuilds", "bash", { type: "rpm", state: 1 }, { order: "-build_id", limit: 20 }],
    ["referencesTo", 9, 1000],
    ["referencesTo", 8, 1000],
    ["referencesTo", 7, 1000],
  ]);
});

test("pages follow one another, and only their own files are read", async () => {
  const all = Array.from({ length: 57 }, (_, index) => 1000 - index * 3);
  const { find, files } = contentsOf({ packages: { bash: [9] }, references: { 9: all.toReversed() } });
  const found: number[] = [];
  let after: string | null = null;
  for (let pages = 1; ; pages += 1) {
    files.length = 0;
    const page = await find("bash", { first: 10, after });
    expect(files.length).toBeLessThanOrEqual(15);
    expect(page.hasPreviousPage).toBe(pages > 1);
    found.push(...ids(page));
    if (!page.hasNextPage) break;
    after = page.edges.at(-1)?.cursor ?? null;
  }
  expect(found).toEqual(all);
});

test("of a build in more files than the hub names at once, the newest are found by asking for many", async () => {
  const all = Array.from({ length: 2500 }, (_, index) => index + 1);
  const { find, asked } = contentsOf({ packages: { bash: [9, 8] }, references: { 9: all, 8: all.slice(0, 999) } });
  expect(ids(await find("bash", { first: 2 }))).toEqual([2500, 2499]);
  expect(asked.slice(1)).toEqual([
    ["referencesTo", 9, 1000],
    ["referencesTo", 8, 1000],
    ["referencesTo", 9, 10_000],
  ]);
});

test("files of no image are passed over, and the page is filled with those behind them", async () => {
  const all = Array.from({ length: 60 }, (_, index) => 100 + index);
  const modules = all.filter((id) => id % 3 !== 0);
  const { find } = contentsOf({ packages: { bash: [9] }, references: { 9: all }, modules });
  const page = await find("bash", { first: 10 });
  expect(ids(page)).toEqual([159, 156, 153, 150, 147, 144, 141, 138, 135, 132]);
  expect(page.hasNextPage).toBe(true);
});

test("a search among files of no image ends at its bound, with a cursor to go on from", async () => {
  const all = Array.from({ length: 1000 }, (_, index) => 2000 - index);
  const modules = all.filter((id) => id > 1005);
  const { find, files } = contentsOf({ packages: { bash: [9] }, references: { 9: all }, modules });
  const found: number[] = [];
  let after: string | null = null;
  for (let pages = 1; pages < 10; pages += 1) {
    files.length = 0;
    const page = await find("bash", { first: 10, after });
    expect(files.length).toBeLessThanOrEqual(300);
    found.push(...ids(page));
    if (!page.hasNextPage) break;
    after = page.endCursor ?? page.edges.at(-1)?.cursor ?? null;
    expect(after).not.toBeNull();
  }
  expect(found).toEqual([1005, 1004, 1003, 1002, 1001]);
});

test.each([
  ["a build's name-version-release", "bash-1-2.fc43", { builds: { "bash-1-2.fc43": 9 } }],
  ["an rpm's, of any arch", "bash-libs-1-2.fc43", { rpms: [rpmRow("bash-libs", "aarch64", 9)] }],
  ["a noarch rpm's", "bash-doc-1-2.fc43", { rpms: [rpmRow("bash-doc", "noarch", 9)] }],
  ["an rpm's with its arch", "bash-libs-1-2.fc43.s390x", { rpms: [rpmRow("bash-libs", "s390x", 9)] }],
  ["a package that looks like one", "python3-bash-tools", { packages: { "python3-bash-tools": [9] } }],
  ["text with blanks around", "  bash-1-2.fc43\n", { builds: { "bash-1-2.fc43": 9 } }],
])("%s leads to the build: %j", async (_what, text, hub: Hub) => {
  const { find, asked } = contentsOf({ ...hub, references: { 9: [3, 4] } });
  expect(ids(await find(text, {}))).toEqual([4, 3]);
  expect(asked.filter((call) => Array.isArray(call) && call[0] === "referencesTo")).toEqual([
    ["referencesTo", 9, 1000],
  ]);
});

test.each([
  ["nothing", { rpms: [] }],
  ["an rpm from outside", { rpms: [rpmRow("bash-libs", "x86_64", null)] }],
  ["an rpm from outside, as old hubs tell it", { rpms: [rpmRow("bash-libs", "x86_64", 0)] }],
])("where the hub knows %s the list is empty", async (_what, hub) => {
  const { find, files } = contentsOf(hub);
  expect(await find("bash-libs-1-2.fc43", {})).toMatchObject({ edges: [], hasNextPage: false });
  expect(files).toEqual([]);
});

test("a plain name is asked of packages alone", async () => {
  const { find, asked } = contentsOf({});
  expect(ids(await find("no-such", {}))).toEqual([]);
  expect(asked.map((call) => Array.isArray(call) && call[0])).toEqual(["listBuilds"]);
});

test.each(["", " ", "\n\t"])("an empty text (%j) is a bad argument", async (text) => {
  await expect(contentsOf({}).find(text, {})).rejects.toMatchObject({
    code: "BAD_ARGUMENT",
    message: expect.stringMatching(/; give a package's name, or an rpm's name-version-release\.$/u),
  });
});
