import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SampleHub, startSampleHub } from "../../sample/sample-hub.ts";
import { runConformance } from "../../scripts/conformance/conformance.ts";
import { startLyingProxy } from "./lying-proxy.ts";

const NOW = new Date("2026-03-18T09:30:00Z");
const SEED = 7;

let hub: SampleHub;
beforeAll(async () => {
  hub = await startSampleHub({ seed: 1, now: () => NOW.getTime() });
});
afterAll(() => hub.close());

const run = (count: number, hubUrl = hub.hubUrl) =>
  runConformance({ urls: { hub: hubUrl, files: hub.filesUrl, web: hub.webUrl }, seed: SEED, count, now: NOW });

/** Answers to the gateway with `from` in them told otherwise. */
async function runWithLie(from: RegExp, to: string) {
  const proxy = await startLyingProxy(hub.hubUrl, (answer) => answer.replace(from, to));
  try {
    return await run(1, proxy.url);
  } finally {
    await proxy.close();
  }
}

describe("the gateway before the sample hub", () => {
  test("says of everything that was picked what the hub says", async () => {
    const { kinds, differences } = await run(2);
    expect(differences).toEqual([]);
    expect(kinds.map(({ kind }) => kind)).toEqual([
      "hub",
      "build",
      "artifact",
      "task",
      "targets",
      "target",
      "tag",
      "host",
      "channel",
      "images",
      "board",
      "image",
      "image status",
      "list of builds",
      "list of tasks",
    ]);
    expect(kinds.every(({ things, fields }) => things > 0 && fields > 0)).toBe(true);
  });

  test("is asked about the same things with the same seed", async () => {
    const [{ kinds }, again] = [await run(1), await run(1)];
    expect(again.kinds).toEqual(kinds);
  });
});

describe("a hub that tells the gateway something else", () => {
  test("about the sizes of files is found out, with the files and both sizes", async () => {
    const { differences } = await runWithLie(/(<name>size<\/name>\s*<value><i(?:nt|8)>)(\d)/gu, "$19$2");
    const ofArchives = differences.filter(({ kind }) => kind === "artifact");
    expect(ofArchives.length).toBeGreaterThan(0);
    for (const { field, gateway, hub: truth } of ofArchives) {
      expect(field).toMatch(/size$/u);
      expect(gateway).toBe(`9${truth}`);
    }
  });
});
