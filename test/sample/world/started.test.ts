import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { IMAGE_METHODS } from "../../../model/image-method.ts";
import { named } from "../running-hub.ts";
import { type Ask, EVERY, MINUTE, openWorkshop, plasma, type Row, SECOND, type Workshop } from "./orders.ts";

let hub: Workshop;
beforeEach(async () => {
  hub = await openWorkshop();
});
afterEach(() => hub.hub.close());

const ids = (rows: readonly Row[]) => rows.map(({ id }) => Number(id));
const childMethod = (method: string) =>
  Object.values(IMAGE_METHODS).find(({ parent }) => parent === method)?.child ?? null;

describe("a build that somebody starts", () => {
  it("waits, is opened, has a build and a child for each arch, writes logs, ends, and is tagged", async () => {
    const task = await hub.start(plasma());
    expect(await hub.info(task)).toMatchObject({ state: 0, host_id: null, start_time: null, owner: 4, priority: 20 });
    expect(await hub.info(task)).toMatchObject({
      create_ts: hub.now() / 1000,
      request: plasma().params.toSpliced(5, 1),
    });
    expect(await hub.buildOf(task)).toBeNull();

    hub.move(60 * SECOND);
    expect(await hub.info(task)).toMatchObject({ state: 1, host_id: expect.any(Number), waiting: true });
    expect(await hub.buildOf(task)).toMatchObject({ state: 0, owner_name: "alice", completion_time: null });
    expect(await hub.children(task)).toMatchObject([
      { method: "createLiveMedia", label: "livemedia x86_64", arch: "x86_64", parent: task, owner: 4 },
      { method: "createLiveMedia", label: "livemedia aarch64", arch: "aarch64", parent: task, owner: 4 },
    ]);

    await hub.finish(task);
    const build = await hub.buildOf(task);
    const id = build?.["build_id"] ?? 0;
    expect(build).toMatchObject({ state: 1, name: "Aurora-Plasma-Live", version: "Main", task_id: task });
    expect((await hub.children(task)).map(({ method, state }) => [method, state])).toEqual([
      ["createLiveMedia", 2],
      ["createLiveMedia", 2],
      ["tagBuild", 2],
    ]);
    expect(await hub.tagsOf(id)).toEqual(["main-compose"]);
    const archives = await hub.rows("listArchives", named({ buildID: id, type: "image" }));
    expect(new Set(archives.map(({ arch }) => arch))).toEqual(new Set(["x86_64", "aarch64"]));
    expect(await hub.rows("getBuildLogs", id)).not.toEqual([]);
  });

  it("can be watched: its logs grow, and what they said stays said", async () => {
    const task = await hub.start(plasma());
    hub.move(30 * SECOND);
    const [child] = ids(await hub.children(task));
    while ((await hub.info(Number(child)))["state"] !== 1) hub.move(5 * SECOND);
    hub.move(30 * SECOND);
    const read = async () =>
      Buffer.from(String(await hub.call("downloadTaskOutput", child ?? 0, "livemedia-out.log")), "base64").toString(); // oxlint-disable-line no-base-to-string -- base64 text
    const before = await read();
    hub.move(10 * SECOND);
    const after = await read();
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.startsWith(before)).toBe(true);
  });

  it("takes a few minutes", async () => {
    for (const ask of EVERY) {
      const took = await hub.finish(await hub.start(ask));
      expect(took, ask.method).toBeGreaterThan(2 * MINUTE);
      expect(took, ask.method).toBeLessThan(9 * MINUTE);
    }
  });

  it.each(EVERY.map((ask): [string, Ask] => [ask.method, ask]))(
    "as %s is what such a build is",
    async (method, ask) => {
      const task = await hub.start(ask);
      await hub.finish(task);
      expect(await hub.info(task)).toMatchObject({ method, state: 2, owner: expect.any(Number) });
      const build = await hub.buildOf(task);
      expect(build).toMatchObject({ name: ask.image, version: "Main", state: 1, owner_name: ask.who });
      const works = (await hub.children(task)).filter(({ label }) => label !== "tag");
      const child = childMethod(method);
      expect(works.map((one) => [one["method"], one["arch"], one["state"]])).toEqual(
        child === null ? [] : ask.arches.map((arch) => [child, arch, 2]),
      );
      const archives = await hub.rows("listArchives", named({ buildID: build?.["build_id"] ?? 0, type: "image" }));
      expect(new Set(archives.map(({ arch }) => arch))).toEqual(new Set(ask.arches));
      const [file] = archives;
      const place = `packages/${ask.image}/Main/${String(build?.["release"])}/images/${String(file?.["filename"])}`; // oxlint-disable-line no-base-to-string -- texts
      const answer = await fetch(`${hub.hub.filesUrl}/${place}`, { method: "HEAD" });
      expect([answer.status, Number(answer.headers.get("content-length"))]).toEqual([200, file?.["size"]]);
    },
  );

  it("without a release gets the one that Koji says is next, and two at once get two", async () => {
    const asked = { name: "Aurora-Plasma-Live", version: "Main" };
    const next = await hub.call("getNextRelease", asked);
    const [first, second] = [await hub.start(plasma()), await hub.start(plasma())];
    hub.move(3 * MINUTE);
    expect(await hub.buildOf(first)).toMatchObject({ release: next });
    const later = await hub.buildOf(second);
    expect(later).toMatchObject({ state: 0 });
    expect(later?.["release"]).not.toBe(next);
    expect(await hub.call("getBuild", `Aurora-Plasma-Live-Main-${String(next)}`)).toMatchObject({ task_id: first }); // oxlint-disable-line no-base-to-string -- a text
  });

  it("has the version and release that were asked for, and is found by its name", async () => {
    const task = await hub.start(plasma({ release: "7.test" }));
    hub.move(3 * MINUTE);
    expect(await hub.one("getBuild", "Aurora-Plasma-Live-Main-7.test")).toMatchObject({ task_id: task, state: 0 });
  });

  it("as a scratch build makes no build, and its files lie in the owner's folder", async () => {
    const task = await hub.start(plasma({ scratch: true }));
    await hub.finish(task);
    expect(await hub.buildOf(task)).toBeNull();
    const children = await hub.children(task);
    expect(children.map(({ label }) => label)).toEqual(["livemedia x86_64", "livemedia aarch64"]);
    expect(await hub.call("getTaskResult", task)).toMatch(/^Scratch livecd build results in: /);
    const [child] = ids(children);
    const listing = await fetch(`${hub.hub.filesUrl}/scratch/alice/task_${Number(child)}/`);
    expect(await listing.text()).toContain(".iso");
  });

  it("that is not to be tagged has no task that would", async () => {
    const task = await hub.start(plasma({ skip_tag: true }));
    await hub.finish(task);
    expect((await hub.children(task)).map(({ method }) => method)).toEqual(["createLiveMedia", "createLiveMedia"]);
    expect(await hub.tagsOf((await hub.buildOf(task))?.["build_id"])).toEqual([]);
  });

  it("shows what the builder made of the kickstart that it names", async () => {
    const task = await hub.start(plasma());
    await hub.finish(task);
    const [child] = ids(await hub.children(task));
    const names = (await hub.call("listTaskOutput", child ?? 0)) as string[]; // names of files
    expect(names).toContain("aurora-live-plasma.ks");
    const made = names.find((name) => name.startsWith("koji-image-main-build-"));
    const text = Buffer.from(String(await hub.call("downloadTaskOutput", child ?? 0, made ?? "")), "base64").toString(); // oxlint-disable-line no-base-to-string -- base64 text
    expect(text).toContain("# Generated by pykickstart");
    expect(text).toContain("plasma");
  });

  it("is in every list, and in no more than it belongs", async () => {
    const task = await hub.start(plasma());
    hub.move(3 * MINUTE);
    const children = ids(await hub.children(task));
    const list = async (filter: Row) => ids(await hub.rows("listTasks", filter));
    expect(await list({ owner: 4, state: [1], parent: null })).toContain(task);
    expect(await list({ method: "livemedia" })).toContain(task);
    expect(await list({ parent: [task] })).toEqual(children);
    expect(await list({ method: "createLiveMedia", state: [1, 2] })).toEqual(expect.arrayContaining(children));
    expect(await list({ channel_id: 8, state: [0, 1, 4] })).toContain(task);
    expect(await list({ createdAfter: hub.now() / 1000 - 200, parent: null })).toContain(task);
    expect(await list({ createdBefore: hub.now() / 1000 - 200, owner: 4 })).not.toContain(task);
    expect(await list({ not_owner: [4], method: "livemedia" })).not.toContain(task);
    const host = Number((await hub.info(task))["host_id"]);
    expect(await list({ host_id: host, state: [1] })).toContain(task);
    expect(Object.keys(await hub.one("getTaskDescendents", task))).toHaveLength(1 + children.length);
    const build = (await hub.buildOf(task))?.["build_id"];
    const builds = async (filter: Row) => (await hub.rows("listBuilds", named(filter))).map(({ build_id: id }) => id);
    expect(await builds({ state: 0, type: "image" })).toContain(build);
    expect(await builds({ userID: "alice" })).toContain(build);
    expect(await builds({ packageID: "Aurora-Plasma-Live", queryOpts: { order: "-build_id", limit: 1 } })).toEqual([
      build,
    ]);
    expect(await builds({ prefix: "Aurora-Plasma", queryOpts: { order: "-creation_ts", limit: 1 } })).toEqual([build]);
  });

  it("weighs on its host as long as it runs", async () => {
    const task = await hub.start(plasma());
    hub.move(30 * SECOND);
    const host = Number((await hub.info(task))["host_id"]);
    const load = async () => Number((await hub.one("getHost", host))["task_load"]);
    const runs = await hub.rows("scheduler.getTaskRuns");
    expect(runs.map(({ task_id: id }) => id)).toContain(task);
    const before = await load();
    await hub.as("alice", "cancelTask", task);
    expect(await load()).toBeCloseTo(before - 0.2, 5);
  });

  it("is the same for all who do the same at the same times", async () => {
    const other = await openWorkshop();
    const told = [];
    for (const one of [hub, other]) {
      const tasks = [await one.start(plasma()), await one.start(EVERY[3] ?? plasma())];
      one.move(3 * MINUTE);
      told.push(
        await one.xml("getTaskDescendents", tasks[0] ?? 0, true),
        await one.xml("listBuilds", named({ state: 0 })),
      );
    }
    expect(told.slice(2)).toEqual(told.slice(0, 2));
    await other.hub.close();
  });

  it("leaves the others of the day as they were, with names of their own", async () => {
    const task = await hub.start(plasma());
    hub.move(24 * 60 * MINUTE);
    const builds = await hub.rows("listBuilds", named({ packageID: "Aurora-Plasma-Live" }));
    const names = builds.map(({ nvr }) => nvr);
    expect(new Set(names).size).toBe(names.length);
    expect(await hub.buildOf(task)).toMatchObject({ state: 1 });
    const all = ids(await hub.rows("listTasks", { method: "livemedia" }, { order: "-id" }));
    expect(new Set(all).size).toBe(all.length);
  });
});
