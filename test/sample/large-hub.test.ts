import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { startSampleHub } from "../../sample/sample-hub.ts";
import { EVENING, HOUR, named, type RunningHub, startHub } from "./running-hub.ts";

const ARCHES = ["x86_64", "aarch64", "ppc64le", "s390x"];
const DAY_SECONDS = 86_400;
const NOW = EVENING / 1000;

describe("a hub of 2.8 million builds", () => {
  let running: RunningHub;
  beforeAll(async () => {
    running = await startHub({ size: { images: 32, arches: ARCHES, nights: 1370, builds: 2_860_061 } });
  });
  afterAll(() => running.hub.close());

  const builds = (filter: Record<string, XmlRpcValue>, queryOpts: Record<string, XmlRpcValue>) =>
    running.rows("listBuilds", named({ ...filter, queryOpts }));
  const count = (filter: Record<string, XmlRpcValue>) =>
    running.call("listBuilds", named({ ...filter, queryOpts: { countOnly: true } }));

  it("has a hundred thousand image builds, and ids as long as Fedora's", async () => {
    expect(await count({ type: "image" })).toBeGreaterThan(100_000);
    expect(await count({})).toBeGreaterThan(2_500_000);
    const [newest] = await builds({}, { order: "-build_id", limit: 1 });
    expect(newest?.["build_id"]).toBeGreaterThan(2_850_000);
    expect(newest?.["build_id"]).toBeLessThan(2_860_061);
    const [task] = await running.rows("listTasks", {}, { order: "-id", limit: 1 });
    expect(task?.["id"]).toBeGreaterThan(138_000_000);
    expect(task?.["id"]).toBeLessThan(139_004_033);
  });

  it("counts the builds of an image as it lists them", async () => {
    const year = { createdAfter: NOW - 365 * DAY_SECONDS };
    for (const filter of [year, { state: 1 }, { ...year, state: 2 }, { ...year, state: 3 }]) {
      const ofImage = { packageID: "Aurora-Plasma-Live", ...filter };
      const rows = await builds(ofImage, { order: "build_id" });
      expect(rows.length).toBeGreaterThan(0);
      expect(await count(ofImage), JSON.stringify(filter)).toBe(rows.length);
    }
  });

  it("finds builds of any age by id and by name, of images and of rpms", async () => {
    for (const [type, days] of [
      ["image", 1],
      ["image", 900],
      ["rpm", 2],
      ["rpm", 1500],
    ] as const) {
      const rows = await builds(
        { type, createdBefore: NOW - days * DAY_SECONDS },
        { order: "-creation_ts", limit: 30 },
      );
      expect(rows).toHaveLength(30);
      for (const row of rows) {
        expect(await running.call("getBuild", row["build_id"] ?? 0)).toMatchObject(row);
        expect(await running.call("getBuild", row["nvr"] ?? "")).toMatchObject(row);
      }
    }
  });

  it("lists many rpm builds among its image builds, and what of them is running", async () => {
    const rows = await builds({ createdAfter: NOW - DAY_SECONDS }, { order: "-build_id" });
    const images = await builds({ createdAfter: NOW - DAY_SECONDS, type: "image" }, { order: "-build_id" });
    expect(rows.length).toBeGreaterThan(20 * images.length);
    const tasks = await running.rows("listTasks", { state: [0, 1, 4], channel_id: 1 }, { order: "id" });
    expect(tasks.length).toBeGreaterThan(20);
    expect(new Set(tasks.map(({ method }) => method))).toContain("buildArch");
  });

  it("forgets no rpm build's task, and no task's build", async () => {
    const [row] = await builds({ packageID: "package-00042", state: 1 }, { order: "-build_id", limit: 1 });
    expect(await builds({ taskID: row?.["task_id"] ?? 0 }, { order: "build_id", limit: 2 })).toEqual([row]);
    const children = await running.rows("getTaskChildren", row?.["task_id"] ?? 0);
    expect(children.map(({ method }) => method)).toEqual(["buildSRPMFromSCM", ...ARCHES.map(() => "buildArch")]);
    expect(await running.call("getTaskResult", row?.["task_id"] ?? 0)).toBe(row?.["build_id"]);
  });

  it("lets good images leave their tags and be deleted after a month", async () => {
    const complete = await builds({ type: "image", state: 1 }, { order: "creation_ts", limit: 1 });
    expect(Number(complete[0]?.["creation_ts"])).toBeGreaterThan(NOW - 32 * DAY_SECONDS);
    const tagged = await running.rows("listTagged", "main-compose", named({ type: "image" }));
    expect(tagged.length).toBeLessThan(2500);
    expect(await running.rows("listTagged", "main-compose", named({ type: "image", latest: true }))).toHaveLength(
      new Set(tagged.map(({ name }) => name)).size,
    );
  });

  it("refuses as a database does what would take it for ever", async () => {
    await expect(builds({}, { order: "source" })).rejects.toThrow("canceling statement due to statement timeout");
  });
});

describe("a list's page is a part of the whole list", () => {
  let running: RunningHub;
  beforeAll(async () => {
    running = await startHub({ size: { images: 40, nights: 14, builds: 120_000 } });
  });
  afterAll(() => running.hub.close());

  const recent = { createdAfter: NOW - 2 * DAY_SECONDS };

  it.each([
    ["build_id", {}],
    ["-build_id", { type: "image" }],
    ["-creation_ts,-build_id", { type: "image" }],
    ["creation_time", { type: "rpm" }],
    ["-completion_ts", {}],
    ["completion_time,build_id", { state: 1 }],
    ["package_name,-build_id", { prefix: "a" }],
    ["-build_id", { pattern: "*-1.au44" }],
  ])("of builds by %s of %j", async (order, filter) => {
    const list = (window: Record<string, XmlRpcValue>) =>
      running.rows("listBuilds", named({ ...recent, ...filter, queryOpts: { order, ...window } }));
    const whole = await list({});
    expect(whole.length).toBeGreaterThan(60);
    expect(await list({ limit: 7 })).toEqual(whole.slice(0, 7));
    expect(await list({ limit: 20, offset: 33 })).toEqual(whole.slice(33, 53));
    const counted = await running.call("listBuilds", named({ ...recent, ...filter, queryOpts: { countOnly: true } }));
    expect(counted).toBe(whole.length);
  });

  it.each([
    ["id", { method: "livemedia" }],
    ["-id", { method: "build", parent: null, owner: 1 }],
    ["-id", { state: [3, 5] }],
    ["create_time,id", { method: "createLiveMedia", state: [2] }],
    ["-create_time,id", { method: "buildSRPMFromSCM", owner: 1 }],
    ["-completion_time,id", { method: "livemedia" }],
    ["completion_time,id", { owner: 1, parent: null }],
    ["-start_time,id", { method: "kiwiBuild" }],
  ])("of tasks by %s of %j", async (order, filter) => {
    const list = (window: Record<string, XmlRpcValue>) =>
      running.rows("listTasks", { ...recent, ...filter }, { order, ...window });
    const whole = await list({});
    expect(whole.length).toBeGreaterThan(15);
    expect(await list({ limit: 7 })).toEqual(whole.slice(0, 7));
    expect(await list({ limit: 20, offset: 11 })).toEqual(whole.slice(11, 31));
    expect(await running.call("listTasks", { ...recent, ...filter }, { countOnly: true })).toBe(whole.length);
  });

  it("of tasks when all of them are counted", async () => {
    for (const method of [
      "livemedia",
      "createLiveMedia",
      "tagBuild",
      "newRepo",
      "createrepo",
      "osbuildImage",
      "build",
    ]) {
      const filter = { method, createdBefore: NOW - 4 * DAY_SECONDS, createdAfter: NOW - 7 * DAY_SECONDS };
      const rows = await running.rows("listTasks", filter, { asList: true });
      expect(rows.length).toBeGreaterThan(0);
      expect(await running.call("listTasks", filter, { countOnly: true }), method).toBe(rows.length);
    }
  });
});

describe("a hub of so many images", () => {
  it("builds each of them every night for the arches that were asked for", async () => {
    const running = await startHub({ size: { images: 200, arches: ["x86_64", "s390x"], nights: 3 } });
    const { images } = parse(running.hub.catalogue) as { images: Record<string, object> }; // the sample writes it
    expect(Object.keys(images).length).toBeGreaterThan(190);
    const rows = await running.rows("listBuilds", named({ type: "image", createdAfter: NOW - 2 * DAY_SECONDS }));
    expect(new Set(rows.map(({ name }) => name)).size).toBeGreaterThan(150);
    const good = rows.filter(({ state }) => state === 1).slice(0, 20);
    for (const { build_id: id } of good) {
      const archives = await running.rows("listArchives", named({ buildID: id ?? 0, type: "image" }));
      expect(new Set(archives.map(({ arch }) => arch)).size).toBe(2);
    }
    await running.hub.close();
  });

  it("goes on living: new nights come, and what was known stays", async () => {
    const running = await startHub({ size: { images: 50, nights: 3, builds: 90_000 } });
    const old = named({ state: 3, createdBefore: NOW, queryOpts: { order: "build_id" } });
    const before = await running.xml("listBuilds", old);
    running.move(60 * HOUR);
    expect(await running.xml("listBuilds", old)).toBe(before);
    const fresh = await running.rows("listBuilds", named({ type: "image", createdAfter: NOW + DAY_SECONDS }));
    expect(fresh.length).toBeGreaterThan(50);
    await running.hub.close();
  });

  it.each([
    [{ images: 0 }, "1 to 5000 images, not 0"],
    [{ nights: 1.5 }, "1 to 5000 nights, not 1.5"],
    [{ arches: ["x86_64", "vax"] }, "not for vax"],
    [{ arches: [] }, "not for none"],
  ])("is refused where it cannot be: %j", async (size, words) => {
    await expect(startSampleHub({ size })).rejects.toThrow(words);
  });
});
