import { describe, expect, test } from "vitest";
import { BUILD_STATES } from "../../model/build.ts";
import { HubFaultError, HubUnavailableError } from "../../model/errors.ts";
import { HubRefusal } from "../koji/wire/loopback-hub.ts";
import { buildRow } from "../support/hub-rows.ts";
import { at } from "../support/builds.ts";
import { loadersOver } from "../support/loaders.ts";

const noType = { getBuildType: () => ({ image: {} }) };
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("builds by id", () => {
  test("are one request for a hundred, in their order, with the types that will be asked for", async () => {
    const { loaders, carried } = await loadersOver({ ...noType, getBuild: (id) => buildRow(Number(id)) });
    const builds = await loaders.builds.byId.loadMany(upTo(100).reverse());
    expect(builds.map((build) => "kojiId" in (build ?? {}) && build)).toMatchObject(
      upTo(100)
        .reverse()
        .map((kojiId) => ({ kojiId })),
    );
    expect(await loaders.builds.types.load(7)).toEqual(["image"]);
    expect(carried()).toHaveLength(1);
    expect(carried()[0]?.filter((method) => method === "getBuild")).toHaveLength(100);
  });

  test("are null for one that is missing and an error for one that is faulty, and the others are there", async () => {
    const { loaders } = await loadersOver({
      ...noType,
      getBuild: (id) => {
        if (id === 2) return null;
        if (id === 3) throw new HubRefusal(1, "Traceback (most recent call last):\nKeyError: 'name'");
        if (id === 4) return buildRow(4, { state: 9 });
        return buildRow(Number(id));
      },
    });
    const [one, two, three, four, five] = await loaders.builds.byId.loadMany(upTo(5));
    expect(one).toMatchObject({ kojiId: 1 });
    expect(two).toBeNull();
    expect(three).toBeInstanceOf(HubFaultError);
    expect(four).toBeInstanceOf(HubUnavailableError);
    expect(four).toHaveProperty(
      "message",
      expect.stringContaining("The hub's answer to getBuild is not what Koji sends: state"),
    );
    expect(five).toMatchObject({ kojiId: 5 });
  });

  test("are asked for once, whoever asks", async () => {
    const { loaders, carried } = await loadersOver({ ...noType, getBuild: (id) => buildRow(Number(id)) });
    const { byId } = loaders.builds;
    expect(await Promise.all([byId.load(1), byId.load(1)])).toHaveLength(2);
    await byId.load(1);
    expect(
      carried()
        .flat()
        .filter((method) => method === "getBuild"),
    ).toHaveLength(1);
  });
});

describe("a build", () => {
  const read = async (row: Parameters<typeof buildRow>[1]) => {
    const { loaders } = await loadersOver({ ...noType, getBuild: (id) => buildRow(Number(id), row) });
    return loaders.builds.byId.load(7);
  };

  test("is told in the gateway's words", async () => {
    expect(await read({})).toEqual({
      hub: "sample",
      kojiId: 7,
      nvr: "Aurora-Live-1-7",
      name: "Aurora-Live",
      version: "1",
      release: "7",
      epoch: 0,
      state: "COMPLETE",
      owner: { kojiId: 1, name: "releng" },
      createdAt: at(7),
      startedAt: at(7),
      completedAt: at(7.5),
      taskId: 7,
      volume: "DEFAULT",
    });
  });

  test.each(BUILD_STATES.map((state, number) => [number, state] as const))(
    "in Koji's state %i is %s",
    async (number, state) => {
      expect((await read({ state: number }))?.state).toBe(state);
    },
  );

  test("that was imported, or runs, has no task, start or end", async () => {
    const nothing = { task_id: null, epoch: null, start_time: null, completion_time: null };
    expect(await read(nothing)).toMatchObject({ taskId: null, epoch: null, startedAt: null, completedAt: null });
  });

  test("whose row tells its making only as text was made then: with microseconds, without, without a zone", async () => {
    const made = async (creation_time: string) => (await read({ creation_ts: null, creation_time }))?.createdAt;
    expect(await made("2026-01-01 07:00:00.250000+00:00")).toEqual(new Date("2026-01-01T07:00:00.250Z"));
    expect(await made("2026-01-01 07:00:00+00:00")).toEqual(new Date("2026-01-01T07:00:00Z"));
    expect(await made("2026-01-01 07:00:00.250000")).toEqual(new Date("2026-01-01T07:00:00.250Z"));
  });
});

describe("a build by name-version-release", () => {
  test("is known by its id too, from then on, and its type with it", async () => {
    const { loaders, carried } = await loadersOver({ ...noType, getBuild: () => buildRow(7) });
    expect(await loaders.builds.byNvr.load("Aurora-Live-1-7")).toMatchObject({ kojiId: 7 });
    expect(await loaders.builds.byId.load(7)).toMatchObject({ nvr: "Aurora-Live-1-7" });
    expect(await loaders.builds.types.load(7)).toEqual(["image"]);
    expect(carried()).toEqual([["getBuild", "getBuildType"]]);
  });

  test("is null for text that can be none, which the hub takes for a fault", async () => {
    const refuse = () => {
      throw new HubRefusal(1000, "invalid format: garbage");
    };
    const { loaders } = await loadersOver({ getBuild: refuse, getBuildType: refuse });
    expect(await loaders.builds.byNvr.load("garbage")).toBeNull();
  });
});

describe("the build of a task", () => {
  test("is the newest that it made; null for a task that made none, or whose build another made again", async () => {
    const { loaders, carried } = await loadersOver({
      listBuilds: (filter) => (JSON.stringify(filter).includes('"taskID":5') ? [buildRow(9, { task_id: 5 })] : []),
    });
    const [made, none] = await loaders.builds.ofTask.loadMany([5, 6]);
    expect(made).toMatchObject({ kojiId: 9 });
    expect(none).toBeNull();
    expect(carried()).toEqual([["listBuilds", "listBuilds"]]);
  });
});
