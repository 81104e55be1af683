import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { HubLoaders } from "../../loaders/hub-loaders.ts";
import type { ImageStatus, StatusQuestion } from "../../model/image-status.ts";
import { NOW, sampleLoaders, type SampleLoaders } from "../support/sample-loaders.ts";

const question = (asked: Partial<StatusQuestion> = {}): StatusQuestion => ({
  target: null,
  arch: null,
  now: NOW,
  staleAfterMs: 3 * 86_400_000,
  ...asked,
});

let sample: SampleLoaders;
let names: readonly string[];
beforeAll(async () => {
  sample = await sampleLoaders();
  names = await everyName(sample);
});
afterAll(() => sample.close());
beforeEach(() => {
  sample.received();
});

const everyName = async ({ catalogue, fresh }: SampleLoaders) =>
  [...new Set([...catalogue.keys(), ...(await fresh().history.names())])].toSorted();

const statuses = (loaders: HubLoaders, asked: StatusQuestion, of = names) =>
  Promise.all(of.map((name) => loaders.status(name, asked)));

/** How often each method stands in a request. */
const counted = (requests: readonly (readonly string[])[]) =>
  requests.map((methods) => {
    const counts: Record<string, number> = {};
    for (const method of methods) counts[method] = (counts[method] ?? 0) + 1;
    return counts;
  });

describe("the statuses of all images", () => {
  test("are two requests: the window, then failed arches and older builds of those without a good one", async () => {
    const loaders = sample.fresh();
    const found = await statuses(loaders, question());
    const withoutGood = found.filter(({ lastGood }) => lastGood === null);
    expect(names.length).toBeGreaterThan(32);
    expect(counted(sample.received())).toEqual([
      { listBuilds: 2, listTasks: 9 },
      { listTasks: 1, listBuilds: 2 * withoutGood.length },
    ]);
    await statuses(loaders, question());
    expect(sample.received()).toEqual([]);
  });

  test("are of every state", async () => {
    const states = new Set((await statuses(sample.fresh(), question())).map(({ state }) => state));
    expect([...states].toSorted()).toEqual(["BUILDING", "FAILING", "NEVER_BUILT", "PARTIAL", "PASSING", "STALE"]);
  });

  test("on one target are five requests, for requests are asked for in rounds", async () => {
    await statuses(sample.fresh(), question({ target: "main-compose" }));
    const requests = counted(sample.received());
    expect(requests).toHaveLength(5);
    expect(requests[1]).toMatchObject({ getTaskInfo: 1 });
  });

  test("on one arch are seven requests", async () => {
    await statuses(sample.fresh(), question({ arch: "x86_64" }));
    expect(sample.received()).toHaveLength(7);
  });

  test("of fewer than eight are read image by image, methods that they share once", async () => {
    const some = [...sample.catalogue.values()].filter(({ method }) => method === "LIVEMEDIA").slice(0, 5);
    await statuses(
      sample.fresh(),
      question(),
      some.map(({ name }) => name),
    );
    expect(counted(sample.received())[0]).toEqual({ listBuilds: 5, listTasks: 1 });
  });
});

describe("one image's status is the same alone as among all", () => {
  test.each<[number, Partial<StatusQuestion>]>([
    [1, {}],
    [2, { target: "next-compose" }],
    [3, { arch: "aarch64" }],
    [45, { target: "main-compose", arch: "s390x" }],
  ])("in world %i, asked for %j", async (seed, asked) => {
    const other = await sampleLoaders(seed);
    try {
      const all = await everyName(other);
      const among = await statuses(other.fresh(), question(asked), all);
      const alone: ImageStatus[] = [];
      for (const name of all) alone.push(await other.fresh().status(name, question(asked)));
      for (const [index, name] of all.entries()) expect(alone[index], name).toEqual(among[index]);
    } finally {
      await other.close();
    }
  });

  test("without a catalogue, too", async () => {
    const nothing = { catalogue: new Map() };
    const discovered = await sample.fresh(nothing).history.names();
    const among = await statuses(sample.fresh(nothing), question(), discovered);
    for (const [index, name] of discovered.entries()) {
      expect(await sample.fresh(nothing).status(name, question()), name).toEqual(among[index]);
    }
  });
});

describe("the names of images", () => {
  test("are those that were built or tried within the window, each once, in one request", async () => {
    const found = await sample.fresh({ catalogue: new Map() }).history.names();
    expect(new Set(found).size).toBe(found.length);
    expect(found).not.toContain("");
    const built = [...sample.catalogue.keys()].filter((name) => found.includes(name));
    expect(built.length).toBeGreaterThan(30);
    // The second: what a kiwi task without a build is made from, for its request holds no name.
    expect(counted(sample.received())).toEqual([{ listBuilds: 2, listTasks: 9 }, { getTaskInfo: 1 }]);
  });
});

test("an image that nobody knows was never built, and no list is read twice to know", async () => {
  expect(await sample.fresh().status("No-Such-Image", question())).toMatchObject({ state: "NEVER_BUILT" });
  expect(counted(sample.received())).toEqual([{ listBuilds: 1 }, { listTasks: 9 }, { listBuilds: 2 }]);
});
