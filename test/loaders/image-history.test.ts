import { describe, expect, test } from "vitest";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import type { Attempt } from "../../model/attempt.ts";
import { at } from "../support/builds.ts";
import { aCatalogueImage } from "../support/catalogue.ts";
import { buildRow, liveMediaRequest, taskRow } from "../support/hub-rows.ts";
import { buildsHub, tasksHub } from "../support/listing-hub.ts";
import { loadersOver } from "../support/loaders.ts";

const FAILED = 5;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** A hub with these builds and these parent tasks; whatever task is not among them was a good livemedia one. */
function historyHub(builds: readonly XmlRpcStruct[], tasks: readonly XmlRpcStruct[] = []) {
  const requested = (id: number) => taskRow(id, { request: liveMediaRequest(["x86_64"]) });
  const getTaskInfo = (ids: XmlRpcValue) =>
    (Array.isArray(ids) ? ids : []).map((id) => tasks.find((row) => row["id"] === id) ?? requested(Number(id)));
  return { ...buildsHub(builds).methods, ...tasksHub(tasks).methods, getTaskInfo };
}

/** A livemedia task of this image. */
const taskOf = (name: string, id: number, overrides: XmlRpcStruct = {}, opts: XmlRpcStruct = {}) =>
  taskRow(id, { state: FAILED, request: [name, "1", ["x86_64"], "main-compose", "a.ks", opts], ...overrides });

const told = (attempts: readonly Attempt[]) =>
  attempts.map(({ taskId, build, outcome }) => [taskId, build?.kojiId ?? null, outcome]);

/** Times of a build that was made so many minutes after the tests' beginning. */
const madeAfter = (minutes: number): XmlRpcStruct => {
  const seconds = at(0).getTime() / 1000 + minutes * 60;
  return { creation_ts: seconds, completion_ts: seconds + 10 };
};

describe("the attempts at one image", () => {
  test("are its builds, and its tasks that made none", async () => {
    const builds = [buildRow(1, { task_id: 10 }), buildRow(2, { task_id: 20, state: 3 })];
    const tasks = [
      taskOf("Aurora-Live", 20),
      taskOf("Aurora-Live", 30),
      taskOf("Aurora-Live", 40, { state: 1 }),
      taskOf("Aurora-Xfce", 50),
    ];
    const { loaders, carried } = await loadersOver(historyHub(builds, tasks));
    expect(told(await loaders.history.attempts.load("Aurora-Live"))).toEqual([
      [40, null, "RUNNING"],
      [30, null, "FAILED"],
      [20, 2, "FAILED"],
      [10, 1, "GOOD"],
    ]);
    // Which method it is built by, its newest build's task tells.
    expect(carried()).toEqual([["listBuilds"], ["getTaskInfo"], ["listTasks"]]);
  });

  test("of the catalogue are one request, for its method is known", async () => {
    const catalogue = [aCatalogueImage({ name: "Aurora-Live", method: "LIVEMEDIA" })];
    const { loaders, carried } = await loadersOver(historyHub([buildRow(1)], [taskOf("Aurora-Live", 30)]), {
      catalogue,
    });
    expect(await loaders.history.attempts.load("Aurora-Live")).toHaveLength(2);
    expect(carried().map((calls) => calls.toSorted())).toEqual([["listBuilds", "listTasks"]]);
  });

  test("leave out what was scratch", async () => {
    const scratch = taskOf("Aurora-Live", 30, {}, { scratch: true });
    const { loaders } = await loadersOver(historyHub([buildRow(1)], [scratch]));
    expect(told(await loaders.history.attempts.load("Aurora-Live"))).toEqual([[1, 1, "GOOD"]]);
  });

  test("hold both tries of a build that was made again after it failed", async () => {
    const again = buildRow(1, { task_id: 30, state: 1 });
    const { loaders } = await loadersOver(historyHub([again], [taskOf("Aurora-Live", 10), taskOf("Aurora-Live", 30)]));
    expect(told(await loaders.history.attempts.load("Aurora-Live"))).toEqual([
      [30, 1, "GOOD"],
      [10, null, "FAILED"],
    ]);
  });

  test("are those of the window; older good ones come when they are asked for", async () => {
    const builds = [buildRow(1), buildRow(2, { state: 3 }), buildRow(100, { state: 3 })];
    const { loaders } = await loadersOver(historyHub(builds), { discoverSince: at(50) });
    expect(told(await loaders.history.attempts.load("Aurora-Live"))).toEqual([[100, 100, "FAILED"]]);
    expect(told(await loaders.history.withOlder.load("Aurora-Live"))).toEqual([
      [100, 100, "FAILED"],
      [2, 2, "FAILED"],
      [1, 1, "GOOD"],
    ]);
  });

  test("reach back to good builds behind any number of failed ones", async () => {
    const builds = upTo(60).map((id) => buildRow(id, { state: id < 4 ? 1 : 3 }));
    const { loaders } = await loadersOver(historyHub(builds), { discoverSince: at(59.5) });
    const attempts = await loaders.history.withOlder.load("Aurora-Live");
    expect(attempts.filter(({ outcome }) => outcome === "GOOD").map(({ taskId }) => taskId)).toEqual([3, 2, 1]);
  });

  test("of an image of unknown method are looked for among all image tasks", async () => {
    const { loaders, carried } = await loadersOver(historyHub([], [taskOf("Aurora-New", 30)]));
    expect(told(await loaders.history.attempts.load("Aurora-New"))).toEqual([[30, null, "FAILED"]]);
    expect(carried().map((calls) => calls.length)).toEqual([1, 9]);
  });
});

describe("the attempts at eight images and more", () => {
  const names = upTo(8).map((number) => `Aurora-${number}`);
  const builds = names.flatMap((name, index) => [
    buildRow(2 * index + 1, { package_name: name }),
    buildRow(2 * index + 2, { package_name: name, state: 3 }),
  ]);
  const tasks = names.map((name, index) => taskOf(name, 100 + index));

  test("are read from one list of the whole window and one of the tasks of each method", async () => {
    const { loaders, carried } = await loadersOver(historyHub(builds, tasks));
    const found = await loaders.history.attempts.loadMany(names);
    expect(found.map((one) => (Array.isArray(one) ? told(one) : one))).toEqual(
      names.map((_, index) => [
        [100 + index, null, "FAILED"],
        [2 * index + 2, 2 * index + 2, "FAILED"],
        [2 * index + 1, 2 * index + 1, "GOOD"],
      ]),
    );
    // Of builds: what runs, and what ended.
    expect(carried().map((calls) => calls.toSorted())).toEqual([
      [...Array<string>(2).fill("listBuilds"), ...Array<string>(9).fill("listTasks")],
    ]);
  });

  test("are the same as those of each alone", async () => {
    const together = await loadersOver(historyHub(builds, tasks));
    const among = await together.loaders.history.attempts.loadMany(names);
    for (const [index, name] of names.entries()) {
      const { loaders } = await loadersOver(historyHub(builds, tasks));
      expect(await loaders.history.attempts.load(name), name).toEqual(among[index]);
    }
  });

  test("are all there although the window is more than one answer of the hub", async () => {
    const many = upTo(2100).map((id) => buildRow(id, { package_name: names[id % 8] ?? "", ...madeAfter(2 * id) }));
    const { loaders, carried } = await loadersOver(historyHub(many));
    const found = await loaders.history.attempts.loadMany(names);
    expect(found.flatMap((one) => (Array.isArray(one) ? one : []))).toHaveLength(2100);
    // The first page tells how many there are to come; those travel together.
    expect(carried().map((calls) => calls.filter((method) => method === "listBuilds").length)).toEqual([2, 2]);
  });

  test("are errors all of them where the hub is out of order, each in its place", async () => {
    const { loaders } = await loadersOver({ ...historyHub(builds, tasks), listBuilds: () => [{ build_id: "one" }] });
    const found = await loaders.history.attempts.loadMany(names);
    expect(found.every((one) => one instanceof Error)).toBe(true);
  });
});

describe("the attempts at a few images of a list of all", () => {
  test("are those of the window, which was read for the list", async () => {
    const builds = [buildRow(1), buildRow(2, { package_name: "Aurora-Xfce", state: 3 })];
    const { loaders, carried } = await loadersOver(historyHub(builds, [taskOf("Aurora-Live", 30)]));
    await loaders.history.names();
    const before = carried().length;
    expect(told(await loaders.history.attempts.load("Aurora-Live"))).toEqual([
      [30, null, "FAILED"],
      [1, 1, "GOOD"],
    ]);
    expect(carried()).toHaveLength(before);
  });
});

describe("where more happened in the window than is read", () => {
  const names = upTo(600).map((number) => `Aurora-${number}`);
  const nameOf = (id: number) => names[id % 600] ?? "";
  const page = names.slice(0, 20);
  /** 6000 builds, ten of each name, one every so many minutes; the newest ten run. */
  const many = (minutes: number) =>
    upTo(6000).map((id) => {
      const unended = id > 5990 ? { state: 0, completion_ts: null, completion_time: null } : {};
      return buildRow(id, { package_name: nameOf(id), ...madeAfter(minutes * id), ...unended });
    });
  const lists = (carried: readonly (readonly string[])[]) =>
    carried.map((methods) => methods.filter((method) => method === "listBuilds").length);

  test("a page of images is known from where the list was cut, if that reaches back some days", async () => {
    const { loaders, carried } = await loadersOver(historyHub(many(15)));
    const found = await loaders.history.attempts.loadMany(page);
    // Ten days of builds, with six hours between those of one name; the oldest's time may not be known whole.
    expect(new Set(found.map((one) => (Array.isArray(one) ? one.length : one)))).toEqual(new Set([1, 2]));
    expect(await loaders.history.knownSince(page[0] ?? "")).toEqual(
      new Date(at(0).getTime() + (5990 - 998) * 15 * 60_000),
    );
    expect(lists(carried())).toEqual([2]);
  });

  test("a page of images is read by name if it does not, and no attempt is missing", async () => {
    const { loaders, carried } = await loadersOver(historyHub(many(0.5)));
    const found = await loaders.history.attempts.loadMany(page);
    expect(found.map((one) => (Array.isArray(one) ? one.length : one))).toEqual(page.map(() => 10));
    expect(await loaders.history.knownSince(page[0] ?? "")).toEqual(at(0));
    // The window, the rest of what is read of it, then each image.
    expect(lists(carried())).toEqual([2, 4, 20]);
  });

  test("more images than a page are known from where the list was cut", async () => {
    const { loaders } = await loadersOver(historyHub(many(0.5)));
    const found = await loaders.history.attempts.loadMany(names);
    // Of the 4995 that ended and are read all but the last, and ten that run.
    expect(found.flatMap((one) => (Array.isArray(one) ? one : []))).toHaveLength(4995 - 1 + 10);
    expect(await loaders.history.knownSince(names[7] ?? "")).toEqual(
      new Date(at(0).getTime() + (5990 - 4994) * 30_000),
    );
  });

  test("of failed tasks, those that are read tell since when nothing is missing; builds are known from before", async () => {
    const builds = upTo(40).map((id) => buildRow(10 * id));
    const failed = upTo(250).map((id) => taskOf("Aurora-Xfce", 100 + id));
    const { loaders } = await loadersOver(historyHub(builds, failed));
    expect(await loaders.history.knownSince("Aurora-Live")).toEqual(at(151));
    expect(await loaders.history.attempts.load("Aurora-Live")).toHaveLength(40);
  });
});

describe("the names of images", () => {
  test("are of builds and of tasks that made none, scratch ones and those without a name left out", async () => {
    const nameless = taskRow(60, {
      state: FAILED,
      method: "kiwiBuild",
      request: ["main-compose", ["x86_64"], "git+https://example.org/d.git#main", "new.kiwi", {}],
    });
    const tasks = [taskOf("Aurora-Unborn", 30), taskOf("Aurora-Scratch", 40, {}, { scratch: true }), nameless];
    const builds = [buildRow(1), buildRow(2, { package_name: "Aurora-Xfce" }), buildRow(3)];
    const { loaders } = await loadersOver(historyHub(builds, tasks));
    expect((await loaders.history.names()).toSorted()).toEqual(["Aurora-Live", "Aurora-Unborn", "Aurora-Xfce"]);
  });
});
