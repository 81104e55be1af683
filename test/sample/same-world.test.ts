import { describe, expect, it } from "vitest";
import { EVENING, named, startHub } from "./running-hub.ts";

const CALLS = [
  ["listBuilds", named({ type: "image", queryOpts: { order: "-build_id", limit: 50 } })],
  ["listTasks", { state: [0, 1, 4] }, { order: "-id" }],
  ["listArchives", named({ type: "image", queryOpts: { order: "-id", limit: 40 } })],
  ["listHosts"],
  ["listTagged", "main-compose", named({ latest: true })],
] as const;

async function answers(seed: number, now: number): Promise<string[]> {
  const running = await startHub({ seed, now: () => now });
  const texts = [];
  for (const [method, ...params] of CALLS) texts.push(await running.xml(method, ...params));
  await running.hub.close();
  return texts;
}

describe("a world follows from its seed and clock", () => {
  it("the same seed and clock give the same answers, byte for byte", async () => {
    expect(await answers(7, EVENING)).toEqual(await answers(7, EVENING));
  });

  it("another seed gives another world", async () => {
    const [builds, tasks] = await answers(7, EVENING);
    const [otherBuilds, otherTasks] = await answers(8, EVENING);
    expect(otherBuilds).not.toBe(builds);
    expect(otherTasks).not.toBe(tasks);
  });

  it("asking in another order changes nothing", async () => {
    const one = await startHub();
    const other = await startHub();
    const listing = named({ buildID: 5_319_424, type: "image" });
    await other.xml("listRPMs", named({ imageID: 340_445_383 }));
    await other.xml("listTasks", { state: [5] });
    expect(await other.xml("listArchives", listing)).toBe(await one.xml("listArchives", listing));
    expect(await other.xml("getBuild", 5_319_424)).toBe(await one.xml("getBuild", 5_319_424));
    await Promise.all([one.hub.close(), other.hub.close()]);
  });
});
