import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { named } from "../running-hub.ts";
import { EVERY, openWorkshop, plasma, SECOND, type Workshop } from "./orders.ts";

let hub: Workshop;
beforeEach(async () => {
  hub = await openWorkshop();
});
afterEach(() => hub.hub.close());

const CANCELED = 3;
const KIWI = EVERY.find(({ method }) => method === "kiwiBuild") ?? plasma();
const log = async (task: number, name: string) =>
  Buffer.from(String(await hub.call("downloadTaskOutput", task, name)), "base64").toString(); // oxlint-disable-line no-base-to-string -- base64 text

describe("a task that somebody cancels", () => {
  it("while it waits never had a host, nor a build", async () => {
    const task = await hub.start(plasma());
    await hub.as("alice", "cancelTask", task);
    expect(await hub.info(task)).toMatchObject({ state: CANCELED, host_id: null, start_time: null });
    expect(await hub.info(task)).toMatchObject({ completion_ts: hub.now() / 1000 });
    hub.move(3600 * SECOND);
    expect(await hub.children(task)).toEqual([]);
    expect(await hub.buildOf(task)).toBeNull();
    await expect(hub.call("getTaskResult", task)).rejects.toThrow(`Task ${task} is canceled`);
  });

  it("while it runs is over with all below it, and so is its build; nothing of it comes later", async () => {
    const task = await hub.start(plasma());
    hub.move(30 * SECOND);
    const [child] = await hub.children(task);
    while ((await hub.info(Number(child?.["id"])))["state"] !== 1) hub.move(5 * SECOND);
    hub.move(30 * SECOND);
    const before = await log(Number(child?.["id"]), "livemedia-out.log");
    await hub.as("alice", "cancelTask", task);
    hub.move(3600 * SECOND);
    expect((await hub.children(task)).map(({ label, state }) => [label, state])).toEqual([
      ["livemedia x86_64", CANCELED],
      ["livemedia aarch64", CANCELED],
    ]);
    const build = await hub.buildOf(task);
    expect(build).toMatchObject({ state: 4, completion_time: expect.any(String) });
    expect(await hub.tagsOf(build?.["build_id"])).toEqual([]);
    expect(await hub.rows("listArchives", named({ buildID: build?.["build_id"] ?? 0 }))).toEqual([]);
    expect(await log(Number(child?.["id"]), "livemedia-out.log")).toBe(before);
    const live = await hub.rows("listTasks", { state: [0, 1, 4], owner: 4 });
    expect(live.map(({ id }) => id)).not.toContain(task);
  });

  it("when its build is done leaves the build as it is, out of the tag", async () => {
    const task = await hub.start(plasma());
    const tagging = async () => (await hub.children(task)).find(({ label }) => label === "tag");
    while ((await tagging()) === undefined) hub.move(2 * SECOND);
    await hub.as("alice", "cancelTask", task);
    hub.move(600 * SECOND);
    expect(await tagging()).toMatchObject({ state: CANCELED });
    const build = await hub.buildOf(task);
    expect(build).toMatchObject({ state: 1 });
    expect(await hub.tagsOf(build?.["build_id"])).toEqual([]);
    const tagged = await hub.rows("listTagged", "main-compose", named({ package: "Aurora-Plasma-Live" }));
    expect(tagged.map(({ id }) => id)).not.toContain(build?.["build_id"]);
  });

  it("that ended stays as it ended", async () => {
    const task = await hub.start(plasma());
    await hub.finish(task);
    const before = await hub.info(task);
    await hub.as("alice", "cancelTask", task);
    expect(await hub.info(task)).toEqual(before);
  });

  it("of one arch takes the others with it, and the build fails", async () => {
    const task = await hub.start(plasma());
    hub.move(120 * SECOND);
    const [child] = await hub.children(task);
    await hub.as("alice", "cancelTask", child?.["id"] ?? 0);
    expect(await hub.info(task)).toMatchObject({ state: 1 });
    hub.move(30 * SECOND);
    expect((await hub.children(task)).map(({ state }) => state)).toEqual([CANCELED, CANCELED]);
    const fault = { faultCode: 1000, faultString: `Task ${Number(child?.["id"])} is canceled` };
    expect(await hub.one("getTaskResult", task, named({ raise_fault: false }))).toEqual(fault);
    expect(await hub.buildOf(task)).toMatchObject({ state: 3 });
  });

  it("of an optional arch leaves the others alone", async () => {
    const task = await hub.start(KIWI);
    hub.move(60 * SECOND);
    const optional = (await hub.children(task)).find(({ arch }) => arch === "s390x");
    await hub.as("carol", "cancelTask", optional?.["id"] ?? 0);
    await hub.finish(task);
    expect(await hub.info(task)).toMatchObject({ state: 2 });
    const build = await hub.buildOf(task);
    const archives = await hub.rows("listArchives", named({ buildID: build?.["build_id"] ?? 0, type: "image" }));
    expect(new Set(archives.map(({ arch }) => arch))).toEqual(new Set(["x86_64"]));
  });

  it("may be one that the world planned: what was running, and what waits", async () => {
    for (const [state, builds] of [
      [0, []],
      [1, [4]],
    ] as const) {
      const [planned] = await hub.rows(
        "listTasks",
        { state: [state], parent: null, owner: 2 },
        { order: "-id", limit: 1 },
      );
      const task = Number(planned?.["id"]);
      await hub.as("releng", "cancelTask", task);
      expect(await hub.info(task)).toMatchObject({ state: CANCELED, method: planned?.["method"] });
      expect((await hub.children(task)).every((child) => child["state"] === CANCELED)).toBe(true);
      const made = await hub.rows("listBuilds", named({ taskID: task }));
      expect(made.map((build) => build["state"])).toEqual(builds);
    }
    hub.move(20 * 3600 * SECOND);
    const count = async (filter: Parameters<typeof named>[0]) =>
      hub.call("listTasks", { ...filter, parent: null }, { countOnly: true });
    const rows = await hub.rows("listTasks", { state: [CANCELED], parent: null });
    expect(await count({ state: [CANCELED] })).toBe(rows.length);
  });
});

describe("a build that somebody cancels", () => {
  it("is over with the task that makes it", async () => {
    const task = await hub.start(plasma());
    hub.move(120 * SECOND);
    const build = (await hub.buildOf(task))?.["build_id"] ?? 0;
    expect(await hub.as("alice", "cancelBuild", build)).toBe(true);
    expect(await hub.one("getBuild", build)).toMatchObject({ state: 4 });
    expect(await hub.info(task)).toMatchObject({ state: CANCELED });
    expect(await hub.as("alice", "cancelBuild", build)).toBe(false);
  });
});

describe("a task that somebody starts again", () => {
  it("is asked for the same, by whoever did that", async () => {
    const task = await hub.start(plasma({ release: "5" }));
    hub.move(120 * SECOND);
    await hub.as("alice", "cancelTask", task);
    const again = Number(await hub.as("kojiadmin", "resubmitTask", task));
    expect(again).toBeGreaterThan(task);
    const { request, owner } = await hub.info(again);
    expect([request, owner]).toEqual([(await hub.info(task))["request"], 1]);
    await hub.finish(again);
    expect(await hub.buildOf(again)).toMatchObject({ state: 1, release: "5", owner_name: "kojiadmin" });
  });

  it("may be one of the world's own", async () => {
    const [failed] = await hub.rows(
      "listTasks",
      { state: [5], parent: null, method: "livemedia", owner: 2 },
      { order: "-id", limit: 1 },
    );
    const again = Number(await hub.as("releng", "resubmitTask", failed?.["id"] ?? 0));
    expect((await hub.info(again))["request"]).toEqual((await hub.info(Number(failed?.["id"])))["request"]);
    await hub.finish(again);
    expect(await hub.info(again)).toMatchObject({ owner: 2, method: "livemedia" });
  });
});
