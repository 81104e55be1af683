import { afterAll, beforeAll, expect, it } from "vitest";
import { named, type RunningHub, startHub } from "./running-hub.ts";

let running: RunningHub;
beforeAll(async () => {
  running = await startHub();
});
afterAll(() => running.hub.close());

const failed = (method: string) => running.rows("listTasks", { method, state: [5] }, { order: "-id", limit: 20 });

it("what was not made is neither converted nor bundled", async () => {
  const tasks = [...(await failed("createKiwiImage")), ...(await failed("createImage"))];
  expect(tasks.length).toBeGreaterThan(3);
  for (const { id = null } of tasks) {
    const names = (await running.call("listTaskOutput", id)) as readonly string[]; // a list, without stat
    expect(names.filter((name) => /^kiwi-result-bundle|^qemu-img/.test(name))).toEqual([]);
  }
});

it("osbuild's composer says in its status what failed, whichever arch", async () => {
  const [task] = await failed("osbuildImage");
  const status = (await running.call("downloadTaskOutput", task?.["id"] ?? null, "compose-status.json")) as string; // base64
  expect(Buffer.from(status, "base64").toString()).toContain('"status": "failure"');
});

it("a seek before a file's beginning is refused, as Python refuses it", async () => {
  const [task] = await failed("createLiveMedia");
  const read = (offset: number) =>
    running.call("downloadTaskOutput", task?.["id"] ?? null, "root.log", named({ offset, size: 10 }));
  expect(await read(-10)).not.toBe("");
  await expect(read(-100_000_000)).rejects.toThrow(/OSError: \[Errno 22\] Invalid argument/);
});
