import { execFile } from "node:child_process";
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

const main = (...args: readonly string[]): Promise<{ status: number | null; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const command = ["--import", "tsx", "scripts/conformance/main.ts", ...args];
    const child = execFile(process.execPath, command, (_, stdout, stderr) => {
      resolve({ status: child.exitCode, stdout, stderr });
    });
  });

test("the gateway says of everything that was picked what the sample hub says", async () => {
  const { kinds, differences } = await run(2);
  expect(differences).toEqual([]);
  expect(kinds.every(({ things, fields }) => things > 0 && fields > 0)).toBe(true);
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
    "changes",
    "images containing",
    "builders",
    "log tail",
  ]);
});

/** What comes of asking a hub that tells the gateway lies. */
async function lied<T>(lie: (answer: string) => string, ask: (url: string) => Promise<T>): Promise<T> {
  const proxy = await startLyingProxy(hub.hubUrl, lie);
  try {
    return await ask(proxy.url);
  } finally {
    await proxy.close();
  }
}

describe("a hub that tells the gateway something else", () => {
  test("about the sizes of files is found out, with the files and both sizes", async () => {
    const size = /(<name>size<\/name>\s*<value><i(?:nt|8)>)(\d)/gu;
    const { differences } = await lied(
      (answer) => answer.replace(size, "$19$2"),
      (url) => run(1, url),
    );
    const ofArtifacts = differences.filter(({ kind }) => kind === "artifact");
    expect(ofArtifacts.length).toBeGreaterThan(0);
    for (const { field, gateway, hub: truth } of ofArtifacts) {
      expect(field).toMatch(/size$/u);
      expect(gateway).toBe(`9${truth}`);
    }
  });

  test("about an arch makes the command print the difference and exit with 1", async () => {
    const { status, stdout } = await lied(
      (answer) => answer.replaceAll("x86_64 i686", "x86_64 i586"),
      (url) => main("--hub", url, "--web", hub.webUrl, "--seed", "7", "--count", "1"),
    );
    expect(stdout).toMatch(/^kind +things +fields +differences$/mu);
    expect(stdout).toContain("seed 7");
    expect(stdout).toMatch(/^ {2}gateway: .*i586.*\n {2}hub: {5}.*i686/mu);
    expect(status).toBe(1);
  });
});

describe("the command", () => {
  test("exits with 5 and the address where no hub is", async () => {
    const { status, stderr } = await main("--hub", "http://127.0.0.1:1/kojihub");
    expect(stderr).toContain("The hub at http://127.0.0.1:1/kojihub gave no answer");
    expect(status).toBe(5);
  });

  test("exits with 2 and its usage for an option it does not have", async () => {
    const { status, stderr } = await main("--fast");
    expect(stderr).toContain("--fast");
    expect(stderr).toContain("Usage: npm run conformance");
    expect(status).toBe(2);
  });
});
