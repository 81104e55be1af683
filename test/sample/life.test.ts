import { afterEach, describe, expect, it } from "vitest";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { HOUR, named, type RunningHub, startHub } from "./running-hub.ts";

const MINUTE = 60_000;
let running: RunningHub;
afterEach(() => running.hub.close());

const info = async (id: XmlRpcValue) => Object(await running.call("getTaskInfo", id)) as Record<string, XmlRpcValue>; // a struct: the task is there

/** Moves the clock by minutes until the task is in one of the states. */
async function waitFor(id: XmlRpcValue, states: readonly number[]): Promise<Record<string, XmlRpcValue>> {
  for (let minutes = 0; minutes < 600; minutes += 1) {
    const task = await info(id);
    if (states.includes(Number(task["state"]))) return task;
    running.move(MINUTE);
  }
  throw new Error(`task ${JSON.stringify(id)} did not reach ${states.join(" or ")} in ten hours`);
}

describe("as the clock goes on", () => {
  it("a task that waits is opened, gets a build, writes logs, ends, and its build is complete and tagged", async () => {
    running = await startHub();
    const [waiting] = await running.rows(
      "listTasks",
      { state: [0], parent: null, owner: 2 },
      { order: "-id", limit: 1 },
    );
    const id = waiting?.["id"] ?? 0;
    expect(waiting).toMatchObject({ host_id: null, start_time: null, completion_time: null });
    expect(await running.rows("listBuilds", named({ taskID: id }))).toEqual([]);

    expect(await waitFor(id, [1])).toMatchObject({ host_id: expect.any(Number), start_time: expect.any(String) });
    running.move(MINUTE);
    expect(await running.rows("listBuilds", named({ taskID: id }))).toMatchObject([
      { state: 0, completion_time: null },
    ]);

    running.move(5 * MINUTE);
    const [child] = await running.rows("getTaskChildren", id);
    const before = await sizes(child?.["id"] ?? id);
    running.move(10 * MINUTE);
    const after = await sizes(child?.["id"] ?? id);
    expect(after).toBeGreaterThan(before);

    expect(await waitFor(id, [2, 3, 5])).toMatchObject({ state: 2 });
    const [build] = await running.rows("listBuilds", named({ taskID: id }));
    expect(build).toMatchObject({ state: 1 });
    expect(await running.rows("listArchives", named({ buildID: build?.["build_id"] ?? 0, type: "image" }))).not.toEqual(
      [],
    );
    expect(await running.rows("getBuildLogs", build?.["build_id"] ?? 0)).not.toEqual([]);
    expect(await running.rows("listTags", named({ build: build?.["build_id"] ?? 0 }))).not.toEqual([]);
  });

  it("what a log said stays said: its text only gets longer", async () => {
    running = await startHub();
    const [open] = await running.rows(
      "listTasks",
      { state: [1], method: "createLiveMedia" },
      { order: "-id", limit: 1 },
    );
    const read = async () =>
      Buffer.from(String(await running.call("downloadTaskOutput", open?.["id"] ?? 0, "root.log")), "base64").toString(); // oxlint-disable-line no-base-to-string -- base64 text
    const before = await read();
    running.move(3 * MINUTE);
    const after = await read();
    expect(before.length).toBeGreaterThan(0);
    expect(after.startsWith(before)).toBe(true);
  });

  it("days later there are new nights, and what was known of the old ones is the same", async () => {
    running = await startHub();
    const old = named({ type: "image", state: 3, queryOpts: { order: "build_id", limit: 40 } });
    const before = await running.xml("listBuilds", old);
    const newest = async () =>
      (await running.rows("listBuilds", named({ type: "image", queryOpts: { order: "-build_id", limit: 1 } })))[0]?.[
        "build_id"
      ];
    const first = await newest();
    running.move(72 * HOUR);
    expect(await running.xml("listBuilds", old)).toBe(before);
    expect(Number(await newest())).toBeGreaterThan(Number(first));
    expect(
      await running.call("listBuilds", named({ type: "image", state: 0, queryOpts: { countOnly: true } })),
    ).toBeGreaterThan(0);
  });

  it("events go on, and a tag that got a build has changed since", async () => {
    running = await startHub();
    const { id } = Object(await running.call("getLastEvent")) as { id: number }; // a struct with the event's id
    running.move(6 * HOUR);
    expect(await running.call("tagChangedSinceEvent", id, [6])).toBe(true);
    expect(Object(await running.call("getLastEvent")).id).toBeGreaterThan(id);
  });
});

async function sizes(task: XmlRpcValue): Promise<number> {
  const outputs = Object(await running.call("listTaskOutput", task, named({ stat: true }))) as Record<
    string,
    { st_size: string }
  >; // name to stat
  return Object.values(outputs).reduce((sum, { st_size: size }) => sum + Number(size), 0);
}
