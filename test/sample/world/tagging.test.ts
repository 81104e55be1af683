import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HOUR, named } from "../running-hub.ts";
import { EVERY, openWorkshop, plasma, type Row, SECOND, type Workshop } from "./orders.ts";

let hub: Workshop;
beforeEach(async () => {
  hub = await openWorkshop();
});
afterEach(() => hub.hub.close());

const complete = async (filter: Row): Promise<number> =>
  Number(
    (await hub.rows("listBuilds", named({ state: 1, ...filter, queryOpts: { order: "-build_id", limit: 1 } })))[0]?.[
      "build_id"
    ],
  );
const tag = async (name: string, build: number, who = "releng") => Number(await hub.as(who, "tagBuild", name, build));
const taggedIds = async (name: string, opts: Row = {}) =>
  (await hub.rows("listTagged", name, named(opts))).map(({ id }) => id);
const idOf = async (name: string) => Number((await hub.one("getTag", name))["id"]);
const lastEvent = async () => Number((await hub.one("getLastEvent"))["id"]);

describe("a build that somebody puts into a tag", () => {
  it("is there when the task that puts it there is done, and not before", async () => {
    const build = await complete({ packageID: "Aurora-Plasma-Live", pattern: "*-Main-*" });
    const task = await tag("main-candidate", build);
    expect(await hub.info(task)).toMatchObject({
      method: "tagBuild",
      state: 0,
      owner: 2,
      parent: null,
      label: null,
      priority: 10,
      channel_id: 1,
      request: [await idOf("main-candidate"), build, false, null],
    });
    hub.move(4 * SECOND);
    expect(await hub.tagsOf(build)).not.toContain("main-candidate");
    await hub.finish(task);
    expect(await hub.info(task)).toMatchObject({ state: 2 });
    expect(await hub.call("getTaskResult", task)).toBeNull();
    expect(await hub.tagsOf(build)).toContain("main-candidate");
    expect(await taggedIds("main-candidate")).toEqual([build]);
    const latest = await hub.rows("getLatestBuilds", "main-candidate", named({ package: "Aurora-Plasma-Live" }));
    expect(latest).toMatchObject([{ id: build, tag_name: "main-candidate" }]);
    const [archives] = (await hub.call("listTaggedArchives", "main-candidate")) as [Row[]]; // archives, then builds
    expect(archives.every(({ build_id: id }) => id === build)).toBe(true);
  });

  it("is told to whoever follows the tag's events", async () => {
    const build = await complete({ packageID: "Aurora-Plasma-Live" });
    const [pending] = [await idOf("main-pending")];
    const before = await lastEvent();
    const task = await tag("main-pending", build);
    hub.move(SECOND);
    expect(await hub.call("tagChangedSinceEvent", before, [pending])).toBe(false);
    await hub.finish(task);
    hub.move(2 * SECOND);
    expect(await hub.call("tagChangedSinceEvent", before, [pending])).toBe(true);
    const after = await lastEvent();
    expect(await hub.call("tagChangedSinceEvent", after, [pending])).toBe(false);
    expect(Number(await hub.call("tagLastChangeEvent", "main-pending", named({ inherit: false })))).toBeGreaterThan(
      before,
    );
    const { tag_listing: rows } = await hub.one(
      "queryHistory",
      named({ tables: ["tag_listing"], tag: "main-pending" }),
    );
    expect(rows).toMatchObject([{ build_id: build, active: true, creator_name: "releng", revoke_event: null }]);
  });

  it("comes first among those of its package, however old it is", async () => {
    const [oldest] = await hub.rows(
      "listBuilds",
      named({
        packageID: "Aurora-Plasma-Live",
        state: 1,
        pattern: "*-Main-*",
        queryOpts: { order: "build_id", limit: 1 },
      }),
    );
    const old = Number(oldest?.["build_id"]);
    await hub.as("releng", "untagBuild", "main-compose", old);
    const latest = async () => taggedIds("main-compose", { package: "Aurora-Plasma-Live", latest: true });
    expect(await latest()).not.toEqual([old]);
    await hub.finish(await tag("main-compose", old));
    expect(await latest()).toEqual([old]);
    const { tag_listing: rows } = await hub.one(
      "queryHistory",
      named({ tables: ["tag_listing"], build: old, tag: "main-compose" }),
    );
    expect(rows).toMatchObject([
      { active: null, creator_name: "releng", revoker_name: "releng", revoke_event: expect.any(Number) },
      { active: true, revoke_event: null },
    ]);
  });

  it("and is there already makes the task fail", async () => {
    const build = await complete({ packageID: "Aurora-Plasma-Live", pattern: "*-Main-*" });
    const task = await tag("main-compose", build);
    await hub.finish(task);
    const fault = await hub.one("getTaskResult", task, named({ raise_fault: false }));
    expect(fault).toMatchObject({
      faultCode: 1003,
      faultString: expect.stringMatching(/already tagged \(main-compose\)$/),
    });
    expect((await hub.tagsOf(build)).filter((name) => name === "main-compose")).toHaveLength(1);
  });

  it("never is where the task is canceled, and is when it is started again", async () => {
    const build = await complete({ packageID: "Aurora-Plasma-Live", pattern: "*-Main-*" });
    const task = await tag("main-candidate", build);
    await hub.as("releng", "cancelTask", task);
    hub.move(60 * SECOND);
    expect(await hub.tagsOf(build)).not.toContain("main-candidate");
    const again = Number(await hub.as("releng", "resubmitTask", task));
    await hub.finish(again);
    expect(await hub.tagsOf(build)).toContain("main-candidate");
  });

  it("may be one that somebody started, and one of rpms", async () => {
    const task = await hub.start(plasma());
    await hub.finish(task);
    const image = Number((await hub.buildOf(task))?.["build_id"]);
    const rpm = await complete({ type: "rpm", pattern: "*.au44" });
    for (const build of [image, rpm]) {
      await hub.finish(await tag("main-candidate", build));
      expect(await taggedIds("main-candidate")).toContain(build);
    }
    expect(await taggedIds("main-candidate", { type: "image" })).toEqual([image]);
  });
});

describe("a build that somebody moves from tag to tag", () => {
  const move = async (from: string, to: string, build: number) =>
    Number(await hub.as("releng", "moveBuild", from, to, build));
  const ours = async (build: number) =>
    (await hub.tagsOf(build)).filter((name) => name === "main-compose" || name === "main-candidate");

  it("is in one of them at any time, and stays where it was when the task is canceled", async () => {
    const build = await complete({ packageID: "Aurora-Plasma-Live", pattern: "*-Main-*" });
    const canceled = await move("main-compose", "main-candidate", build);
    await hub.as("releng", "cancelTask", canceled);
    hub.move(60 * SECOND);
    expect(await ours(build)).toEqual(["main-compose"]);
    const task = await move("main-compose", "main-candidate", build);
    const ids = [await idOf("main-candidate"), build, false, await idOf("main-compose")];
    expect(await hub.info(task)).toMatchObject({ request: ids });
    for (let seconds = 0; seconds < 30; seconds += 1) {
      hub.move(SECOND);
      expect(await ours(build)).toHaveLength(1);
    }
    expect(await ours(build)).toEqual(["main-candidate"]);
  });

  it("and is not where it is to be taken from makes the task fail", async () => {
    const build = await complete({ packageID: "Aurora-Plasma-Live", pattern: "*-Main-*" });
    const task = await move("main-pending", "main-candidate", build);
    await hub.finish(task);
    const fault = await hub.one("getTaskResult", task, named({ raise_fault: false }));
    expect(fault).toMatchObject({ faultCode: 1003, faultString: expect.stringMatching(/not in tag main-pending$/) });
    expect(await hub.tagsOf(build)).not.toContain("main-candidate");
  });
});

describe("a build that somebody takes out of a tag", () => {
  it("is out at once, in every list, and untagged where it was in no other", async () => {
    const task = await hub.start(EVERY[1] ?? plasma());
    await hub.finish(task);
    const build = Number((await hub.buildOf(task))?.["build_id"]);
    const before = await lastEvent();
    hub.move(3 * SECOND);
    await hub.as("releng", "untagBuild", "main-compose", build);
    expect(await hub.tagsOf(build)).toEqual([]);
    expect(await taggedIds("main-compose")).not.toContain(build);
    expect((await hub.rows("untaggedBuilds")).map(({ id }) => id)).toContain(build);
    hub.move(2 * SECOND);
    expect(await hub.call("tagChangedSinceEvent", before, [await idOf("main-compose")])).toBe(true);
    const since = await hub.one(
      "queryHistory",
      named({ tables: ["tag_listing"], tag: "main-compose", afterEvent: before }),
    );
    expect(since["tag_listing"]).toMatchObject([
      { build_id: build, active: null, revoker_name: "releng", _revoked_after_event: true },
    ]);
  });

  it("stays out for days", async () => {
    const build = await complete({ packageID: "Aurora-Plasma-Live", pattern: "*-Main-*" });
    await hub.as("releng", "untagBuild", "main-compose", build);
    hub.move(30 * HOUR);
    expect(await taggedIds("main-compose")).not.toContain(build);
  });
});
