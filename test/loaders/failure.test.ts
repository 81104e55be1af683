import { describe, expect, test } from "vitest";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import type { Failure } from "../../loaders/failure.ts";
import { liveMediaRequest, taskRow } from "../support/hub-rows.ts";
import { loadersOver } from "../support/loaders.ts";

const FAILED = 5;
const CANCELED = 3;

type Tree = readonly XmlRpcStruct[];

/** A hub with these tasks; each left the logs named after it, and a failed one throws its number. */
function hubOf(tree: Tree, outputs: Readonly<Record<number, readonly string[]>> = {}) {
  const numbers = (value: XmlRpcValue | undefined) => (Array.isArray(value) ? value : []);
  return {
    getTaskInfo: (ids: XmlRpcValue) => numbers(ids).map((id) => tree.find((row) => row["id"] === id) ?? null),
    // A struct, as the loaders send it; a test that is wrong in this fails.
    listTasks: (filter: XmlRpcValue) => {
      const { parent, state } = filter as { parent: XmlRpcValue; state: XmlRpcValue };
      return tree.filter(
        (row) => numbers(parent).includes(row["parent"] ?? null) && numbers(state).includes(row["state"] ?? null),
      );
    },
    getTaskResult: (id: XmlRpcValue) => ({ faultCode: 1000 + Number(id), faultString: `Task ${Number(id)} broke` }),
    listTaskOutput: (id: XmlRpcValue) =>
      Object.fromEntries((outputs[Number(id)] ?? []).map((name) => [name, { DEFAULT: { st_size: "12" } }])),
  };
}

const failureOf = async (
  id: number,
  tree: Tree,
  outputs?: Readonly<Record<number, readonly string[]>>,
): Promise<Failure | null> => (await loadersOver(hubOf(tree, outputs))).loaders.failures.load(id);

const parent = (state: number, opts: XmlRpcStruct = {}) =>
  taskRow(1, { state, request: liveMediaRequest(["x86_64", "aarch64", "s390x"], opts) });
const child = (id: number, arch: string, state: number, overrides: XmlRpcStruct = {}) =>
  taskRow(id, { method: "createLiveMedia", arch, state, parent: 1, ...overrides });

describe("why a task failed", () => {
  test("is told by the arch that failed, its fault and its log, not by those cancelled for it", async () => {
    const tree = [parent(FAILED), child(2, "x86_64", CANCELED), child(3, "aarch64", FAILED), child(4, "s390x", 2)];
    const failure = await failureOf(1, tree, { 3: ["build.log", "livemedia-out.log", "root.log"] });
    expect(failure).toMatchObject({ task: { kojiId: 3, arch: "aarch64" }, code: 1003, message: "Task 3 broke" });
    expect(failure?.log).toMatchObject({ name: "livemedia-out.log", arch: "aarch64", size: 12 });
    expect(failure?.log?.url).toBe("https://files.example.org/work/tasks/3/3/livemedia-out.log");
  });

  test("is told by the one that failed first, of two", async () => {
    const late = child(2, "x86_64", FAILED, { completion_ts: 2000 });
    expect(
      await failureOf(1, [parent(FAILED), late, child(3, "aarch64", FAILED, { completion_ts: 1000 })]),
    ).toMatchObject({
      task: { kojiId: 3 },
    });
  });

  test("is not told by an arch that may fail, though that failed first", async () => {
    const opts = { optional_arches: ["s390x"] };
    const tree = [parent(FAILED, opts), child(2, "s390x", FAILED, { completion_ts: 1 }), child(3, "aarch64", FAILED)];
    expect(await failureOf(1, tree)).toMatchObject({ task: { kojiId: 3 } });
  });

  test("is told by the parent where its arches ended well, or only one that may fail did not", async () => {
    expect(await failureOf(1, [parent(FAILED), child(2, "x86_64", 2)])).toMatchObject({
      task: { kojiId: 1 },
      code: 1001,
    });
    const tree = [parent(FAILED, { optional_arches: ["s390x"] }), child(2, "s390x", FAILED)];
    expect(await failureOf(1, tree)).toMatchObject({ task: { kojiId: 1 }, code: 1001 });
  });

  test("is told by the first of the arches where all of them may fail and did", async () => {
    const opts = { optional_arches: ["x86_64", "aarch64", "s390x"] };
    const arches = [child(2, "x86_64", FAILED), child(3, "aarch64", FAILED), child(4, "s390x", FAILED)];
    expect(await failureOf(1, [parent(FAILED, opts), ...arches])).toMatchObject({ task: { kojiId: 2 } });
  });

  test("is told by the tagging that a policy refused", async () => {
    const tree = [parent(FAILED), child(2, "x86_64", 2), taskRow(3, { method: "tagBuild", state: FAILED, parent: 1 })];
    expect(await failureOf(1, tree)).toMatchObject({ task: { kojiId: 3, method: "tagBuild" } });
  });

  test("is told by the parent whose arch somebody cancelled", async () => {
    expect(await failureOf(1, [parent(FAILED), child(2, "x86_64", CANCELED)])).toMatchObject({ task: { kojiId: 1 } });
  });

  test("goes down as deep as the tree does", async () => {
    const deep = [2, 3, 4].map((id) => taskRow(id, { state: FAILED, parent: id - 1, method: "wrapped" }));
    expect(await failureOf(1, [taskRow(1, { state: FAILED, method: "wrapper" }), ...deep])).toMatchObject({
      task: { kojiId: 4 },
    });
  });

  test("is a fault's last line where the builder sent a traceback", async () => {
    const faultString =
      'Traceback (most recent call last):\n  File "/usr/sbin/kojid", line 1\nOSError: No space left\n';
    const methods = { ...hubOf([parent(FAILED)]), getTaskResult: () => ({ faultCode: 1, faultString }) };
    const { loaders } = await loadersOver(methods);
    expect(await loaders.failures.load(1)).toMatchObject({ code: 1, message: "OSError: No space left" });
  });

  test("is not known where the hub keeps no reason", async () => {
    const { loaders } = await loadersOver({ ...hubOf([parent(FAILED)]), getTaskResult: () => "nothing" });
    const failure = await loaders.failures.load(1);
    expect(failure).toMatchObject({ code: null, message: "Task 1 failed, and the hub keeps no reason.", log: null });
  });

  test("is nothing for a task that is well, runs, or is not there", async () => {
    const { loaders } = await loadersOver(hubOf([taskRow(1), taskRow(2, { state: 1 })]));
    expect(await loaders.failures.loadMany([1, 2, 3])).toEqual([null, null, null]);
  });
});

describe("a cancelled task", () => {
  const hours = (hour: number) => 1_767_225_600 + hour * 3600;

  test.each([
    [
      "before a builder took it",
      { start_ts: null, create_ts: hours(1), completion_ts: hours(1.5) },
      "Cancelled 30 min after it was asked for, before a builder took it.",
    ],
    ["while it ran", { start_ts: hours(1), completion_ts: hours(4) }, "Cancelled 3 h after a builder started it."],
    ["at once", { start_ts: hours(1), completion_ts: hours(1) }, "Cancelled 0 s after a builder started it."],
  ])("%s has no fault but says so", async (_, times, message) => {
    expect(await failureOf(1, [taskRow(1, { state: CANCELED, ...times })])).toMatchObject({ code: null, message });
  });

  test("is told by the arch that it was cancelled in, whose logs show how far it came", async () => {
    const tree = [parent(CANCELED), child(2, "x86_64", CANCELED), child(3, "aarch64", 2)];
    const failure = await failureOf(1, tree, { 2: ["root.log"] });
    expect(failure).toMatchObject({ task: { kojiId: 2 }, code: null, log: { name: "root.log" } });
  });
});

test("failures of many tasks are read level by level: the trees in one list, the reasons in one request", async () => {
  const ids = Array.from({ length: 30 }, (_, index) => index + 1);
  const trees = ids.flatMap((id) => [
    taskRow(id, { state: FAILED, request: liveMediaRequest(["x86_64"]) }),
    taskRow(100 + id, { method: "createLiveMedia", arch: "x86_64", state: FAILED, parent: id }),
  ]);
  const { loaders, carried } = await loadersOver(hubOf(trees));
  expect(await loaders.failures.loadMany(ids)).toMatchObject(ids.map((id) => ({ task: { kojiId: 100 + id } })));
  expect(carried().map((calls) => [...new Set(calls)])).toEqual([
    ["getTaskInfo"],
    ["listTasks"],
    ["listTasks"],
    ["getTaskResult", "listTaskOutput"],
  ]);
});
