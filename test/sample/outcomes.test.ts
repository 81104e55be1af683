import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { HOUR, named, type RunningHub, startHub } from "./running-hub.ts";

type Row = Readonly<Record<string, XmlRpcValue>>;

let running: RunningHub;
let builds: readonly Row[];
let parents: readonly Row[];
const childrenOf = new Map<unknown, Row[]>();

beforeAll(async () => {
  running = await startHub();
  builds = await running.rows("listBuilds", named({ type: "image", queryOpts: { order: "-build_id" } }));
  parents = await running.rows("listTasks", { parent: null, not_channel_id: [1, 2], decode: true });
  const calls = parents.map(({ id }) => ({ methodName: "getTaskChildren", params: [id ?? 0] }));
  const answers = await running.rows("multiCall", calls);
  parents.forEach(({ id }, index) => childrenOf.set(id, Object(answers[index])[0]));
});
afterAll(() => running.hub.close());

const statesOf = (name: string) => builds.filter((build) => build["name"] === name).map(({ state }) => state);
const isScratch = ({ request }: Row) =>
  Array.isArray(request) &&
  request.some((part) => typeof part === "object" && part !== null && "scratch" in part && part["scratch"] === true);
const faultOf = ({ result }: Row) => Object(result) as { faultCode?: number; faultString?: string }; // a decoded result is a struct, list or nil
const hasBuild = ({ id }: Row) => builds.some((build) => build["task_id"] === id);

/** What of a row's children ended so. */
const childrenIn = ({ id }: Row, state: number) =>
  (childrenOf.get(id) ?? []).filter((child) => child["state"] === state);

describe("the sample's world has", () => {
  it("builds of every kind of end: complete, deleted, failed, canceled, and some that are building", () => {
    const states = new Set(builds.map(({ state }) => state));
    expect(states).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  it("tasks that wait, are assigned or open, and that ended in each way", async () => {
    const all = await running.rows("listTasks", {}, { order: "-id", limit: 900 });
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
  });

  it("images built by every method Koji has for them", async () => {
    const methods = new Set(parents.map(({ method }) => method));
    for (const method of [
      "livecd",
      "appliance",
      "livemedia",
      "image",
      "indirectionimage",
      "kiwiBuild",
      "osbuildImage",
      "imageBuilderBuild",
      "dudBuild",
    ])
      expect(methods).toContain(method);
  });

  it("at least 32 images, several targets, and 12 nights of builds", () => {
    expect(new Set(builds.map(({ name }) => name)).size).toBeGreaterThanOrEqual(32);
    expect(new Set(builds.map(({ version }) => version))).toEqual(new Set(["Main", "43", "42"]));
    const nights = new Set(builds.map(({ release }) => (release as string).slice(0, 8))); // releases are text
    expect(nights.size).toBe(13);
  });

  it("an optional arch that failed below a parent that closed, its build complete without that arch's archives", async () => {
    const partial = parents.find((parent) => parent["state"] === 2 && childrenIn(parent, 5).length > 0);
    expect(partial).toBeDefined();
    const build = builds.find(({ task_id: taskId }) => taskId === partial?.["id"]);
    const archives = await running.rows("listArchives", named({ buildID: build?.["build_id"] ?? 0, type: "image" }));
    const arches = new Set(archives.map(({ arch }) => arch));
    const lost = partial === undefined ? [] : childrenIn(partial, 5).map(({ arch }) => arch);
    for (const arch of lost) expect(arches).not.toContain(arch);
    expect(arches.size).toBeGreaterThan(0);
  });

  it("an optional arch that was canceled below a parent that closed", () => {
    expect(parents.some((parent) => parent["state"] === 2 && childrenIn(parent, 3).length > 0)).toBe(true);
  });

  it("a required arch that failed and took its siblings with it", () => {
    expect(
      parents.some(
        (parent) => parent["state"] === 5 && childrenIn(parent, 5).length > 0 && childrenIn(parent, 3).length > 0,
      ),
    ).toBe(true);
  });

  it("failures that never became a build: a bad target, an unlisted package, a checkout that failed", () => {
    const unborn = parents.filter((parent) => parent["state"] === 5 && !hasBuild(parent) && !isScratch(parent));
    const texts = parents
      .filter((parent) => parent["state"] === 5 && !hasBuild(parent))
      .map((parent) => faultOf(parent).faultString ?? "");
    expect(unborn.length).toBeGreaterThan(0);
    expect(unborn.every((parent) => (childrenOf.get(parent["id"]) ?? []).length === 0)).toBe(true);
    for (const text of [
      "No such build target: main-composed",
      "not in list for tag next-compose",
      "Error running git command",
    ])
      expect(texts.some((one) => one.includes(text))).toBe(true);
  });

  it("canceled tasks with canceled builds, and one canceled while it waited", () => {
    const canceled = parents.filter(({ state }) => state === 3);
    const states = canceled
      .filter(hasBuild)
      .map(({ id }) => builds.find(({ task_id: taskId }) => taskId === id)?.["state"]);
    expect(new Set(states)).toEqual(new Set([4]));
    expect(canceled.some(({ start_time: start }) => start === null)).toBe(true);
  });

  it("scratch tasks of SIG members, which have no build", () => {
    const scratch = parents.filter(isScratch);
    expect(new Set(scratch.map(({ owner_name: owner }) => owner)).size).toBeGreaterThan(3);
    expect(scratch.some(hasBuild)).toBe(false);
    expect(scratch.some(({ owner_name: owner }) => owner === "releng")).toBe(false);
  });

  it("an image that failed for many nights, one that last passed six nights ago, one that was never built", () => {
    expect(
      statesOf("Aurora-Tiling-Live")
        .slice(0, 10)
        .every((state) => state === 3),
    ).toBe(true);
    expect(statesOf("Aurora-Tiling-Live")).toContain(1);
    const mate = builds.find(({ name }) => name === "Aurora-MATE-Live");
    const age = (running.now() / 1000 - Number(mate?.["creation_ts"])) / 86_400;
    expect(mate).toMatchObject({ state: 1 });
    expect(Math.round(age)).toBe(6);
    expect(statesOf("Aurora-Edu-Live")).toEqual([]);
    expect(running.hub.catalogue).toContain("Aurora-Edu-Live");
  });

  it("a first build that is still running, with nothing that ended before it", () => {
    expect(statesOf("Aurora-Budgie-Live")).toEqual([0]);
  });

  it("an image the catalogue lacks", () => {
    expect(statesOf("Aurora-Image-Mode")).toContain(1);
    expect(running.hub.catalogue).not.toContain("Aurora-Image-Mode");
  });

  it("an image that fails on one target and passes on another", () => {
    const science = builds.filter(({ name, state }) => name === "Aurora-Science-Live" && state !== 0);
    expect(new Set(science.filter(({ version }) => version === "Main").map(({ state }) => state))).toEqual(
      new Set([3]),
    );
    expect(new Set(science.filter(({ version }) => version === "43").map(({ state }) => state))).toEqual(new Set([1]));
  });

  it("a build on another volume, deleted builds that still list archives, and builds in no tag", async () => {
    expect(builds.some(({ volume_name: volume }) => volume === "aurora_archive01")).toBe(true);
    const deleted = builds.find(({ state }) => state === 2);
    expect(await running.rows("listArchives", named({ buildID: deleted?.["build_id"] ?? 0 }))).not.toEqual([]);
    expect(await running.rows("listTags", named({ build: deleted?.["build_id"] ?? 0 }))).toEqual([]);
  });

  it("the fault codes of the builders", async () => {
    const codes = new Set(parents.filter(({ state }) => state === 5).map((task) => faultOf(task).faultCode));
    for (const code of [1, 1000, 1005, 1012, 1015, 1018, 1022]) expect(codes).toContain(code);
  });

  it("rpm builds and other tasks besides the images", async () => {
    const others = await running.rows("listTasks", { parent: null }, { order: "-id", limit: 900 });
    expect(new Set(others.map(({ method }) => method))).toContain("build");
    expect(new Set(others.map(({ method }) => method))).toContain("newRepo");
    expect(await running.call("listBuilds", named({ type: "rpm", queryOpts: { countOnly: true } }))).toBeGreaterThan(
      100,
    );
  });

  it("old archives with md5, new ones with sha256, and sizes beyond 2^31", async () => {
    const complete = builds.filter(({ name, state }) => name === "Aurora-Plasma-Live" && state === 1);
    const archives = async (row: Row | undefined) =>
      running.rows("listArchives", named({ buildID: row?.["build_id"] ?? 0 }));
    const [newest] = await archives(complete[0]);
    const [oldest] = await archives(complete.at(-1));
    expect(newest).toMatchObject({ checksum_type: 2, checksum: expect.stringMatching(/^[\da-f]{64}$/) });
    expect(oldest).toMatchObject({ checksum_type: 0, checksum: expect.stringMatching(/^[\da-f]{32}$/) });
    expect(newest?.["size"]).toBeGreaterThan(2 ** 31);
    expect(await running.xml("listArchives", named({ buildID: complete[0]?.["build_id"] ?? 0 }))).toMatch(
      /<name>size<\/name>\s*<value><i8>/,
    );
  });

  it("at any moment something that builds and something that waits", async () => {
    for (let step = 0; step < 48; step += 1) {
      running.move(HOUR / 2);
      const building = await running.call(
        "listBuilds",
        named({ type: "image", state: 0, queryOpts: { countOnly: true } }),
      );
      const waiting = await running.call("listTasks", { state: [0], parent: null }, { countOnly: true });
      const open = await running.call("listTasks", { state: [1], parent: null }, { countOnly: true });
      expect(building).toBeGreaterThan(0);
      expect(waiting).toBeGreaterThan(0);
      expect(open).toBeGreaterThan(1);
    }
  });
});
