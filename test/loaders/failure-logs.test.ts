import { describe, expect, test } from "vitest";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { liveMediaRequest, taskRow } from "../support/hub-rows.ts";
import { loadersOver } from "../support/loaders.ts";

const [CLOSED, CANCELED, FAILED] = [2, 3, 5];

type Hub = { readonly tree: readonly XmlRpcStruct[]; readonly logs?: readonly string[]; readonly fault?: string };

async function failureOf(id: number, { tree, logs = [], fault = "it broke" }: Hub) {
  const has = (list: XmlRpcValue | undefined, value: XmlRpcValue) => Array.isArray(list) && list.includes(value);
  const { loaders } = await loadersOver({
    getTaskInfo: (ids) => tree.filter((row) => has(ids, row["id"] ?? null)),
    // A struct, as the loaders send it.
    listTasks: (filter) => {
      const { parent, state } = filter as XmlRpcStruct;
      return tree.filter((row) => has(parent, row["parent"] ?? null) && has(state, row["state"] ?? null));
    },
    getTaskResult: () => ({ faultCode: 1000, faultString: fault }),
    listTaskOutput: () => Object.fromEntries(logs.map((name) => [name, { DEFAULT: { st_size: "12" } }])),
  });
  return loaders.failures.load(id);
}

const parent = (state: number, overrides: XmlRpcStruct = {}) =>
  taskRow(1, { state, request: liveMediaRequest(["x86_64", "aarch64"]), ...overrides });
const child = (id: number, arch: string, state: number, overrides: XmlRpcStruct = {}) =>
  taskRow(id, { method: "createLiveMedia", arch, state, parent: 1, ...overrides });

describe("a task that was cancelled because the one beside it failed", () => {
  test("failed for what that one did", async () => {
    const tree = [parent(FAILED), child(2, "x86_64", CANCELED), child(3, "aarch64", FAILED)];
    expect(await failureOf(2, { tree, logs: ["root.log"] })).toMatchObject({
      task: { kojiId: 3 },
      code: 1000,
      message: "it broke",
    });
  });

  test.each([
    ["somebody cancelled it alone", [parent(FAILED), child(2, "x86_64", CANCELED), child(3, "aarch64", CLOSED)]],
    ["somebody cancelled all of it", [parent(CANCELED), child(2, "x86_64", CANCELED), child(3, "aarch64", CANCELED)]],
    ["it was cancelled, and its parent ended well", [parent(CLOSED), child(2, "x86_64", CANCELED)]],
  ])("is not blamed on another where %s", async (_, tree) => {
    expect(await failureOf(2, { tree })).toMatchObject({ task: { kojiId: 2 }, code: null });
  });
});

test("of the arches of a cancelled task that one tells which ran, for it has logs", async () => {
  const waiting = child(2, "x86_64", CANCELED, { start_ts: null, completion_ts: 1 });
  const tree = [parent(CANCELED), waiting, child(3, "aarch64", CANCELED)];
  expect(await failureOf(1, { tree, logs: ["root.log"] })).toMatchObject({
    task: { kojiId: 3 },
    log: { name: "root.log" },
  });
});

describe("a failed task without a log", () => {
  const lone = (overrides: XmlRpcStruct) => [taskRow(1, { state: FAILED, ...overrides })];

  test.each([
    ["of an arch", { tree: lone({ method: "createLiveMedia" }) }],
    ["that has no arches below it", { tree: lone({ method: "osbuildImage" }) }],
    ["that names a log", { tree: lone({ method: "livemedia" }), fault: "git failed, see checkout.log for details" }],
    ["that was cancelled while it ran", { tree: lone({ method: "createImage", state: CANCELED }) }],
  ])("%s had one, and it is gone", async (_, hub) => {
    expect(await failureOf(1, hub)).toMatchObject({ log: null, logGone: true });
  });

  test.each([
    ["is a parent, which only waits", { tree: lone({ method: "livemedia" }) }],
    ["tags", { tree: lone({ method: "tagBuild" }) }],
    ["never ran", { tree: lone({ method: "createImage", state: CANCELED, start_ts: null }) }],
    ["has its log", { tree: lone({ method: "createLiveMedia" }), logs: ["livemedia-out.log"] }],
  ])("that %s lost none", async (_, hub) => {
    expect(await failureOf(1, hub)).toMatchObject({ logGone: false });
  });
});

test("the log to read first is the one that the builder names", async () => {
  const tree = [taskRow(1, { state: FAILED, method: "createLiveMedia" })];
  const fault = 'Error running GIT command "git clone", see checkout.log for details';
  const logs = ["build.log", "checkout.log", "root.log"];
  expect(await failureOf(1, { tree, logs, fault })).toMatchObject({ log: { name: "checkout.log" } });
});
