import { expect, test } from "vitest";
import { isStruct } from "../../koji/requests/value-shape.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { LOOKS_AT } from "../../loaders/previous-build.ts";
import { aBuild } from "../support/builds.ts";
import { buildRow, taskRow } from "../support/hub-rows.ts";
import { loadersOver } from "../support/loaders.ts";

/** A hub whose builds were made for these targets, by id from 1 on; null: of a build without a task. */
function hubOf(targets: readonly (string | null)[], rows: (id: number) => XmlRpcStruct = () => ({})) {
  const asked: XmlRpcStruct[] = [];
  const filesOf: number[] = [];
  const request = (target: string) => ["Aurora-Live", "1", ["x86_64"], target, "aurora-live.ks", {}];
  const methods = {
    listBuilds: (filter: XmlRpcValue) => {
      const { createdBefore, queryOpts } = structOf(filter);
      const { limit, offset } = structOf(queryOpts);
      asked.push(structOf(filter));
      return targets
        .map((target, index) =>
          buildRow(index + 1, { ...rows(index + 1), ...(target === null ? { task_id: null } : {}) }),
        )
        .filter(({ creation_ts }) => Number(creation_ts) < Number(createdBefore))
        .toReversed()
        .slice(Number(offset ?? 0), Number(offset ?? 0) + Number(limit));
    },
    getTaskInfo: (ids: XmlRpcValue) => {
      if (!Array.isArray(ids)) throw new Error("The gateway asks for lists of tasks.");
      return ids.map((id) => taskRow(Number(id), { request: request(targets[Number(id) - 1] ?? "none") }));
    },
    listArchives: (filter: XmlRpcValue) => {
      filesOf.push(Number(structOf(filter)["buildID"]));
      return [];
    },
  };
  return { methods, asked, filesOf };
}

const structOf = (value: XmlRpcValue | undefined): XmlRpcStruct =>
  value !== undefined && isStruct(value) ? value : {};
const kojiId = (build: { readonly kojiId: number } | null) => build?.kojiId ?? null;

test("the build before is the newest complete one for the same target", async () => {
  const { methods, asked } = hubOf(["next", "main", "next", "next", "main"]);
  const { loaders } = await loadersOver(methods);
  expect(kojiId(await loaders.previousBuild.load(aBuild({ kojiId: 5 })))).toBe(2);
  expect(kojiId(await loaders.previousBuild.load(aBuild({ kojiId: 4 })))).toBe(3);
  // Koji's COMPLETE: neither failed ones nor deleted ones.
  for (const filter of asked) expect(filter).toMatchObject({ packageID: "Aurora-Live", type: "image", state: 1 });
});

test("there is none before the first of its target", async () => {
  const { loaders } = await loadersOver(hubOf(["next", "next", "main"]).methods);
  expect(await loaders.previousBuild.load(aBuild({ kojiId: 3 }))).toBeNull();
  expect(await loaders.previousBuild.load(aBuild({ kojiId: 1 }))).toBeNull();
});

test("a build without a task fits any target, on either side", async () => {
  const { loaders } = await loadersOver(hubOf(["main", null, "next"]).methods);
  expect(kojiId(await loaders.previousBuild.load(aBuild({ kojiId: 3 })))).toBe(2);
  expect(kojiId(await loaders.previousBuild.load(aBuild({ kojiId: 2, taskId: null })))).toBe(1);
});

test("the build takes two requests, which bring the files of it and of those that it most likely is", async () => {
  const version = (id: number) => ({ version: id === 2 || id === 6 ? "Main" : "43" });
  const { methods, filesOf } = hubOf(["next", "main", "next", "next", "next", "main"], version);
  const { loaders, carried } = await loadersOver(methods);
  const found = await loaders.previousBuild.load(aBuild({ kojiId: 6, version: "Main" }));
  expect(kojiId(found)).toBe(2);
  expect(carried()).toHaveLength(2);
  expect(filesOf).toEqual([6, 2, 5]);
});

test("the build is found behind many for another target, and looked for no further than that", async () => {
  const many = (count: number) => ["main", ...Array.from({ length: count }, () => "next"), "main"];
  const near = await loadersOver(hubOf(many(LOOKS_AT - 1)).methods);
  expect(kojiId(await near.loaders.previousBuild.load(aBuild({ kojiId: LOOKS_AT + 1 })))).toBe(1);
  const far = hubOf(many(LOOKS_AT));
  const { loaders } = await loadersOver(far.methods);
  expect(await loaders.previousBuild.load(aBuild({ kojiId: LOOKS_AT + 2 }))).toBeNull();
  expect(far.asked.length).toBeLessThan(4);
});

test("files that cannot be read ahead are no matter of the search", async () => {
  const { methods } = hubOf(["main", "main"]);
  const { loaders } = await loadersOver({ listBuilds: methods.listBuilds, getTaskInfo: methods.getTaskInfo });
  expect(kojiId(await loaders.previousBuild.load(aBuild({ kojiId: 2 })))).toBe(1);
});
