import { beforeEach, describe, expect, test } from "vitest";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { KINDS } from "../../loaders/kinds.ts";
import { type KojiMethods, kojiMethods } from "../koji/wire/loopback-hub.ts";
import { cachedReaders } from "../support/cached-readers.ts";
import { buildRow, taskRow } from "../support/hub-rows.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Koji's numbers. */
const [OPEN, CLOSED, FAILED] = [1, 2, 5];

let now = new Date(0);
beforeEach(() => {
  now = new Date("2026-03-18T09:30:00Z");
});
const pass = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const over = (methods: KojiMethods) => cachedReaders(kojiMethods(methods), () => now);
const agoSeconds = (ms: number) => (now.getTime() - ms) / 1000;

describe("what grows below a task", () => {
  /** A parent 1 of a state with a child of a state that ended so long ago. */
  async function family(parent: number, child: number, endedMs: number) {
    const completion_ts = child === OPEN ? null : agoSeconds(endedMs);
    const row = taskRow(2, { parent: 1, state: child, completion_ts });
    const readers = await over({
      getTaskInfo: () => [taskRow(1, { state: parent })],
      getTaskChildren: () => [row],
      listTasks: () => (child === FAILED ? [row] : []),
      listTaskOutput: () => ({ "root.log": { DEFAULT: { st_size: "1" } } }),
    });
    /** Which of the calls are made once more an hour later. */
    const askedAgain = async ({ knowingParent }: { knowingParent: boolean }) => {
      const read = async () => {
        const { reader } = readers.request();
        await Promise.all([reader.getTaskChildren(1), reader.listFailedChildren([1]), reader.listTaskOutput(1)]);
      };
      if (knowingParent) await readers.request().reader.getTaskInfos([1]);
      await read();
      readers.asked();
      pass(HOUR - 1);
      await read();
      return readers.asked().toSorted();
    };
    return askedAgain;
  }
  const ALL = ["getTaskChildren", "listTaskOutput", "listTasks"];

  test("is asked anew while the task runs, though all below it has ended", async () => {
    const askedAgain = await family(OPEN, FAILED, 5 * HOUR);
    expect(await askedAgain({ knowingParent: true })).toEqual(ALL);
  });

  test("is asked once where the task is known to have ended", async () => {
    const askedAgain = await family(FAILED, FAILED, MINUTE);
    expect(await askedAgain({ knowingParent: true })).toEqual([]);
  });

  test.each([
    ["once where its build is known to have ended long ago", 61 * MINUTE, []],
    ["anew where its build ended lately: what comes after it may fail", 59 * MINUTE, ["listTasks"]],
    ["anew while its build is made", null, ["listTasks"]],
  ])("is asked %s", async (_how, endedMs, again) => {
    const completion_ts = endedMs === null ? null : agoSeconds(endedMs);
    const creation_ts = agoSeconds(2 * HOUR);
    const build = buildRow(7, { task_id: 1, state: completion_ts === null ? 0 : 1, creation_ts, completion_ts });
    const { request, asked } = await over({ listBuilds: () => [build], listTasks: () => [] });
    await request().reader.readImageWindow(agoSeconds(24 * HOUR));
    const read = () => request().reader.listFailedChildren([1]);
    await read();
    asked();
    pass(MINUTE);
    await read();
    expect(asked()).toEqual(again);
  });

  test("is asked anew while something below still runs", async () => {
    const askedAgain = await family(FAILED, OPEN, 0);
    expect(await askedAgain({ knowingParent: true })).toContain("getTaskChildren");
  });

  test("is asked anew where nothing is known of the task and something below ended lately", async () => {
    const askedAgain = await family(CLOSED, CLOSED, 59 * MINUTE);
    expect(await askedAgain({ knowingParent: false })).toEqual(ALL);
  });

  test("is a whole family an hour after its last one ended", async () => {
    const askedAgain = await family(CLOSED, CLOSED, 61 * MINUTE);
    expect(await askedAgain({ knowingParent: false })).not.toContain("getTaskChildren");
  });
});

test("a result is asked once, for only what ended has one", async () => {
  const { request, asked } = await over({ getTaskResult: () => ({ faultCode: 1000, faultString: "no space left" }) });
  await request().reader.getTaskResult(1);
  pass(23 * HOUR);
  expect(await request().reader.getTaskResult(1)).toEqual({ faultCode: 1000, faultString: "no space left" });
  expect(asked()).toEqual(["getTaskResult"]);
});

test("requests are kept without the secrets in them", async () => {
  const request: XmlRpcValue = ["git+https://bot:hunter2@git.example.org/ks#main", { repo_token: "hunter2" }];
  const row: XmlRpcStruct = taskRow(1, { request });
  const readers = await over({ getTaskInfo: () => [row], listTasks: () => [{ ...row, parent: 5, state: FAILED }] });
  const { reader } = readers.request();
  const filter = { method: "livemedia" };
  const opts = { order: "id", limit: 1 };
  const found = [
    ...(await reader.getTaskInfos([1])),
    ...(await reader.listTasks(filter, opts)),
    ...(await reader.listFailedChildren([5])).flat(),
  ];
  expect(found).toHaveLength(3);
  expect(JSON.stringify(found)).not.toContain("hunter2");
  expect(JSON.stringify(readers.cache.peek(KINDS.task, "1"))).toContain("git.example.org/ks");
});

test("pieces of logs are never kept, and make an answer that may not be kept either", async () => {
  const { request, asked } = await over({ downloadTaskOutput: () => "b25l" });
  const file = { taskId: 1, name: "root.log", volume: "DEFAULT" };
  for (const { reader, provenance } of [request(), request()]) {
    expect(provenance.cacheable()).toBe(true);
    await reader.downloadTaskOutput(file, { offset: 0, size: 3 });
    expect(provenance.cacheable()).toBe(false);
  }
  expect(asked()).toEqual(["downloadTaskOutput", "downloadTaskOutput"]);
});
