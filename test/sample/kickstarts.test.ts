import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkKickstart } from "../../kickstarts/check.ts";
import { flattenKickstart } from "../../kickstarts/flatten.ts";
import { isValid } from "../../kickstarts/problem.ts";
import { readKickstart } from "../../kickstarts/read-kickstart.ts";
import { LATEST_RELEASE, releaseNamed } from "../../kickstarts/releases.ts";
import { FILES } from "../../sample/kickstarts/files.ts";
import { createKickstartRepository } from "../../sample/kickstarts/repository.ts";
import { type SampleHub, startSampleHub } from "../../sample/sample-hub.ts";
import { IMAGES } from "../../sample/world/images.ts";
import { kickstartOf } from "../../sample/world/definitions.ts";
import { RELEASES } from "../../sample/world/releases.ts";

const STARTED = Date.parse("2026-03-18T09:30:00Z");
const DAY_MS = 86_400_000;

let hub: SampleHub;
let folder: string;
const git = (...words: readonly string[]) =>
  execFileSync("git", ["-C", join(folder, "clone"), ...words], { encoding: "utf8", stdio: "pipe" }).trim();

beforeAll(async () => {
  hub = await startSampleHub({ seed: 1, now: () => STARTED });
  folder = mkdtempSync(join(tmpdir(), "sample-kickstarts-"));
  // In a process of its own, while this one is the server.
  const { execFile } = await import("node:child_process");
  await new Promise<void>((resolve, reject) => {
    execFile("git", ["clone", "--quiet", hub.kickstarts.url, join(folder, "clone")], (error) =>
      error === null ? resolve() : reject(error),
    );
  });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await hub.close();
});

test("git clones the repository and finds nothing wrong with it", () => {
  expect(git("fsck", "--strict", "--no-dangling")).toBe("");
  expect(git("ls-files").split("\n")).toEqual(Object.keys(FILES).toSorted());
  expect(git("branch", "--remotes", "--format=%(refname:lstrip=3)").split("\n").toSorted()).toEqual(
    ["HEAD", "au42", "main", "next"].toSorted(),
  );
  expect(git("log", "--format=%an: %s", "origin/main").split("\n")).toHaveLength(10);
  expect(git("log", "-1", "--format=%aI")).toBe("2026-03-16T10:00:00+00:00");
});

const KICKSTARTS = Object.keys(FILES).filter((path) => path.endsWith(".ks"));

test("it has files enough, and some that many include", () => {
  expect(KICKSTARTS.length).toBeGreaterThanOrEqual(20);
  const users = KICKSTARTS.filter((path) => readAt(FILES, path).files.has("aurora-live-base.ks"));
  expect(users.length).toBeGreaterThan(15);
});

const readAt = (files: Readonly<Record<string, string>>, path: string) =>
  readKickstart({ path, read: (other) => files[other] ?? null });

const problemsOf = (path: string) => {
  const release = releaseNamed(LATEST_RELEASE);
  return release === null ? [] : checkKickstart(readAt(FILES, path), release).map(({ code }) => code);
};

test("it has the faults that it is meant to have, and no others", () => {
  const faults = Object.fromEntries(KICKSTARTS.map((path) => [path, problemsOf(path)]));
  expect(Object.fromEntries(Object.entries(faults).filter(([, codes]) => codes.length > 0))).toEqual({
    "aurora-live-classic.ks": ["removed-command", "removed-command", "removed-option"],
    "aurora-live-retro.ks": ["deprecated-option"],
    "aurora-disk-legacy-server.ks": ["missing-include", "unknown-option"],
    "l10n/aurora-live-plasma-de_DE.ks": ["missing-end"],
    "l10n/aurora-live-xfce-fr_FR.ks": ["missing-include"],
  });
});

test("hubs that start on one day have the same commits, another day gives others", () => {
  const commits = (started: number) => [...createKickstartRepository(new Date(started)).files.keys()];
  expect(commits(STARTED)).toEqual(commits(STARTED + 3_600_000));
  expect(commits(STARTED)).not.toEqual(commits(STARTED + DAY_MS));
  expect(git("rev-parse", "HEAD")).toBe(createKickstartRepository(new Date(STARTED)).commitAt("main", STARTED));
});

test("whatever was built in two months was built from a kickstart that could be built", () => {
  const { commitAt, textAt } = createKickstartRepository(new Date(STARTED));
  const made = IMAGES.flatMap((image) => {
    const path = kickstartOf(image);
    return path === null ? [] : image.releases.map((name) => ({ path, name }));
  });
  expect(made.length).toBeGreaterThan(25);
  for (const { path, name } of made) {
    const release = releaseNamed(RELEASES.find((one) => one.name === name)?.ksversion ?? "");
    for (const days of [0, 7, 16, 30, 45, 60]) {
      const commit = commitAt(name, STARTED - days * DAY_MS);
      const kickstart = readKickstart({ path, read: (other) => textAt(commit, other) });
      const problems = release === null ? null : checkKickstart(kickstart, release);
      expect(problems !== null && isValid(problems), `${path} of ${name}, ${days} days ago`).toBe(true);
    }
  }
});

test("what the builder keeps says what the repository says", async () => {
  const { commitAt, textAt } = createKickstartRepository(new Date(STARTED));
  const { builderText } = await import("../../sample/kickstarts/builder-text.ts");
  const commit = commitAt("main", STARTED);
  for (const path of ["aurora-live-plasma.ks", "aurora-disk-server-vsphere.ks", "aurora-arm-minimal.ks"]) {
    const whole = readKickstart({ path, read: (other) => textAt(commit, other) });
    const text = builderText(path, (other) => textAt(commit, other), "https://example.org/os");
    const built = readAt({ "built.ks": text }, "built.ks");
    expect(built.problems).toEqual([]);
    expect(built.scripts.map(({ body }) => body)).toEqual(whole.scripts.map(({ body }) => body));
    expect(built.commands.filter(({ name }) => name !== "repo").map(({ text: line }) => line)).toEqual(
      whole.commands.filter(({ name }) => name !== "repo").map(({ text: line }) => line),
    );
    expect(flattenKickstart(built)).not.toBeNull();
  }
});
