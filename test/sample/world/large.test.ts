import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOUR, named } from "../running-hub.ts";
import { EVERY, MINUTE, openWorkshop, plasma, type Row, type Workshop } from "./orders.ts";

let hub: Workshop;
beforeAll(async () => {
  hub = await openWorkshop({ size: { images: 300, nights: 120, builds: 1_500_000 } });
});
afterAll(() => hub.hub.close());

const count = (method: string, ...params: Parameters<Workshop["rows"]>[1][]) => hub.call(method, ...params);

describe("at a large hub", () => {
  it("what people start is built, found and counted among all the rest", async () => {
    const before = Number(await count("listBuilds", named({ type: "image", queryOpts: { countOnly: true } })));
    const tasks = [];
    for (const ask of EVERY) tasks.push(await hub.start(ask));
    hub.move(15 * MINUTE);
    for (const [index, task] of tasks.entries()) {
      expect(await hub.info(task), EVERY[index]?.method).toMatchObject({ state: 2, method: EVERY[index]?.method });
      const build = await hub.buildOf(task);
      expect(build).toMatchObject({ state: 1, name: EVERY[index]?.image });
      expect(await hub.one("getBuild", build?.["nvr"] ?? 0)).toMatchObject({ id: build?.["build_id"] });
      expect(await hub.tagsOf(build?.["build_id"])).toEqual(["main-compose"]);
    }
    const after = Number(await count("listBuilds", named({ type: "image", queryOpts: { countOnly: true } })));
    expect(after).toBeGreaterThanOrEqual(before + EVERY.length);
  });

  it("counts what it lists, of days on which people did something too", async () => {
    const task = await hub.start(plasma());
    hub.move(2 * MINUTE);
    await hub.as("alice", "cancelTask", task);
    hub.move(60 * HOUR);
    const since = hub.now() / 1000 - 4 * 86_400;
    const of: Row = { packageID: "Aurora-Plasma-Live", createdAfter: since };
    for (const state of [1, 3, 4]) {
      const rows = await hub.rows("listBuilds", named({ ...of, state }));
      expect(await count("listBuilds", named({ ...of, state, queryOpts: { countOnly: true } })), `${state}`).toBe(
        rows.length,
      );
    }
    const canceled = { method: "livemedia", state: [3], createdAfter: since };
    const rows = await hub.rows("listTasks", canceled);
    expect(rows.map(({ id }) => id)).toContain(task);
    expect(await count("listTasks", canceled, { countOnly: true })).toBe(rows.length);
  });

  it("a day has ids for all who want to build on it", async () => {
    const ids = new Set<number>();
    for (let number = 0; number < 150; number += 1) ids.add(await hub.start(plasma()));
    expect(ids.size).toBe(150);
    for (const task of ids) expect(await hub.info(task)).toMatchObject({ method: "livemedia", owner: 4 });
    hub.move(15 * MINUTE);
    const builds = await hub.rows("listBuilds", named({ userID: "alice", packageID: "Aurora-Plasma-Live", state: 1 }));
    expect(new Set(builds.map(({ build_id: id }) => id)).size).toBe(builds.length);
    expect(builds.length).toBeGreaterThanOrEqual(150);
    hub.move(48 * HOUR);
    expect(await hub.rows("listTasks", { owner: 4, method: "livemedia", parent: null })).not.toEqual([]);
    for (const task of ids) expect(await hub.info(task)).toMatchObject({ state: 2, method: "livemedia" });
  });

  it("an rpm build that no image has to do with may be canceled, and tagged", async () => {
    const live = { method: "build", state: [1], owner: 1 };
    const [running] = await hub.rows("listTasks", live, { order: "-id", limit: 1 });
    const task = Number(running?.["id"]);
    await hub.as("kojiadmin", "cancelTask", task);
    expect(await hub.info(task)).toMatchObject({ state: 3 });
    const [complete] = await hub.rows(
      "listBuilds",
      named({ prefix: "package-", state: 1, queryOpts: { order: "-build_id", limit: 1 } }),
    );
    const build = Number(complete?.["build_id"]);
    await hub.finish(Number(await hub.as("releng", "tagBuild", "main-candidate", build)));
    // Many others are looked at, so that nothing is kept by chance.
    await hub.rows("listBuilds", named({ prefix: "package-", queryOpts: { order: "build_id", limit: 5000 } }));
    expect(await hub.info(task)).toMatchObject({ state: 3 });
    expect(await hub.tagsOf(build)).toEqual(["main-candidate"]);
    expect((await hub.rows("listTagged", "main-candidate")).map(({ id }) => id)).toEqual([build]);
  });
});
