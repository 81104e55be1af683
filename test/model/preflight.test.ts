import { describe, expect, test } from "vitest";
import type { Build } from "../../model/build.ts";
import type { BuildOrder } from "../../model/build-order.ts";
import { counted, enumerated, isReady, lasting, pass, skipped, warn, fail } from "../../model/preflight.ts";
import {
  channelFinding,
  channelOf,
  lockedOutFinding,
  permissionFinding,
  priorityFinding,
  tagFinding,
} from "../../model/preflight-hub.ts";
import { inputFinding, releaseFinding, sourceFinding, volumeFinding } from "../../model/preflight-order.ts";
import {
  archesFinding,
  destinationFinding,
  packageListFinding,
  repositoryFinding,
  targetFinding,
  untagged,
} from "../../model/preflight-target.ts";

const ORDER: BuildOrder = {
  name: "Fedora-KDE-Live",
  version: "45",
  release: "1",
  target: "f45",
  arches: ["x86_64", "aarch64"],
  optionalArches: ["aarch64"],
  repos: [],
  scratch: false,
  background: false,
  skipTag: false,
  method: "LIVEMEDIA",
  options: { kickstart: "kde.ks", kickstartUrl: "git+https://git.example.org/ks.git#main" },
};
const NOW = new Date("2026-03-18T09:30:00Z");
const build = (state: Build["state"]): Build => ({
  hub: "koji",
  kojiId: 1,
  nvr: "Fedora-KDE-Live-45-1",
  name: "Fedora-KDE-Live",
  version: "45",
  release: "1",
  epoch: null,
  state,
  owner: { kojiId: 1, name: "alice" },
  createdAt: NOW,
  startedAt: null,
  completedAt: null,
  taskId: null,
  volume: "DEFAULT",
});

test("a build is ready when nothing fails, whatever is warned of or skipped", () => {
  expect(isReady([pass("a"), warn("b"), skipped("c")])).toBe(true);
  expect(isReady([pass("a"), fail("b")])).toBe(false);
});

test("lists, numbers and times are told as people say them", () => {
  expect(enumerated(["a"])).toBe("a");
  expect(enumerated(["a", "b", "c"])).toBe("a, b and c");
  expect(enumerated("abcdefghijk".split(""))).toBe("a, b, c, d, e, f, g, h and 3 more");
  expect([counted(1, "task"), counted(2, "task")]).toEqual(["1 task", "2 tasks"]);
  expect([40, 600, 7200, 259_200].map(lasting)).toEqual(["40 s", "10 min", "2 h", "3 days"]);
});

describe("version and release", () => {
  const { method: _method, options: _options, ...basics } = ORDER;

  test("a dash in either fails, in a scratch build too", () => {
    expect(releaseFinding({ ...basics, version: "45-beta" }, null)).toMatchObject({ outcome: "FAIL" });
    expect(releaseFinding({ ...basics, release: "1-2", scratch: true }, null).message).toContain('release is "1-2"');
  });

  test("a name that is free passes, and one that Koji is to find", () => {
    expect(releaseFinding(basics, null)).toEqual(pass("No build is called Fedora-KDE-Live-45-1 yet."));
    expect(releaseFinding({ ...basics, release: null }, null).outcome).toBe("PASS");
  });

  test.each([
    ["COMPLETE", "FAIL"],
    ["DELETED", "FAIL"],
    ["BUILDING", "FAIL"],
    ["FAILED", "PASS"],
    ["CANCELED", "PASS"],
  ] as const)("one that is taken by a build that is %s: %s", (state, outcome) => {
    expect(releaseFinding(basics, build(state)).outcome).toBe(outcome);
  });

  test("a scratch build takes none", () => {
    expect(releaseFinding({ ...basics, scratch: true }, null).outcome).toBe("SKIPPED");
  });
});

test("a volume id may have 32 characters", () => {
  const withId = (volumeId: string): BuildOrder => ({
    ...ORDER,
    method: "LIVEMEDIA",
    options: { kickstart: "a.ks", volumeId },
  });
  expect(volumeFinding(ORDER).outcome).toBe("SKIPPED");
  expect(volumeFinding(withId("x".repeat(32))).outcome).toBe("PASS");
  expect(volumeFinding(withId("x".repeat(33)))).toEqual(
    fail(`The volume id "${"x".repeat(33)}" has 33 characters: shorten it to 32.`),
  );
});

test("sources come from hosts that are known", () => {
  expect(sourceFinding(null, []).outcome).toBe("SKIPPED");
  expect(sourceFinding("", ["git.example.org"]).outcome).toBe("FAIL");
  expect(sourceFinding("git.example.org", ["git.example.org"]).outcome).toBe("PASS");
  expect(sourceFinding("evil.example.net", ["git.example.org"])).toMatchObject({
    outcome: "WARN",
    message: expect.stringContaining("Take them from git.example.org"),
  });
});

test("what is wrong with the input is told whole", () => {
  expect(inputFinding([]).outcome).toBe("PASS");
  expect(
    inputFinding([
      { path: ["a"], message: "One." },
      { path: ["b"], message: "Two." },
    ]),
  ).toEqual(fail("One. Two."));
});

describe("where it is built and where it goes", () => {
  const target = {
    hub: "koji",
    kojiId: 1,
    name: "f45",
    buildTag: { kojiId: 1, name: "f45-build" },
    destinationTag: { kojiId: 2, name: "f45-compose" },
  };

  test("a target that the hub does not know fails, with those that the catalogue builds for", () => {
    expect(targetFinding("f45", target, []).outcome).toBe("PASS");
    expect(targetFinding("f54", null, ["f45", "f44"])).toEqual(
      fail(
        'The hub knows no build target "f54", and would take the task all the same, to fail later: give f45 or f44.',
      ),
    );
  });

  test("arches are those of the build tag", () => {
    expect(archesFinding(ORDER, "f45-build", ["x86_64", "aarch64"]).message).toContain("aarch64 may fail");
    expect(archesFinding(ORDER, "f45-build", ["x86_64"])).toMatchObject({
      outcome: "FAIL",
      message: expect.stringContaining("not built for aarch64"),
    });
    expect(archesFinding(ORDER, "f45-build", []).outcome).toBe("FAIL");
    expect(archesFinding({ ...ORDER, arches: [], optionalArches: [] }, "f45-build", ["x86_64"]).outcome).toBe("PASS");
    expect(archesFinding({ ...ORDER, arches: ["x86_64"] }, "f45-build", ["x86_64", "aarch64"]).outcome).toBe("WARN");
  });

  test("what is not tagged needs no place in a package list", () => {
    expect(untagged(ORDER)).toBeNull();
    expect(untagged({ ...ORDER, scratch: true })?.outcome).toBe("SKIPPED");
    expect(untagged({ ...ORDER, skipTag: true })?.outcome).toBe("SKIPPED");
  });

  test("a package that is not listed, or blocked, fails with the command that helps", () => {
    const listed = { owner_name: "alice", blocked: false };
    expect(packageListFinding("A", "f45", listed)).toEqual(pass('A is in the package list of "f45", owned by alice.'));
    expect(packageListFinding("A", "f45", { ...listed, blocked: true }).message).toContain("koji unblock-pkg f45 A");
    expect(packageListFinding("A", "f45", null).message).toContain("koji add-pkg --owner OWNER f45 A");
  });

  test("a locked tag fails, and one that the viewer may not tag into", () => {
    const tag = { name: "f45", locked: false };
    expect(destinationFinding({ ...tag, locked: true }, null).outcome).toBe("FAIL");
    expect(destinationFinding(tag, { access: false, reason: "tag requires releng permission" })).toMatchObject({
      outcome: "FAIL",
      message: expect.stringContaining("tag requires releng permission"),
    });
    expect(destinationFinding(tag, { access: true, reason: "" }).outcome).toBe("PASS");
    expect(destinationFinding(tag, null).outcome).toBe("PASS");
  });

  test("a repository is ready, old, or not there", () => {
    const made = (daysAgo: number) => ({ repoId: 7, createdAt: new Date(NOW.getTime() - daysAgo * 86_400_000) });
    expect(repositoryFinding("f45-build", made(1), NOW)).toEqual(
      pass('Repository 7 of "f45-build" is ready, and 24 h old.'),
    );
    expect(repositoryFinding("f45-build", made(8), NOW)).toMatchObject({ outcome: "WARN" });
    expect(repositoryFinding("f45-build", null, NOW)).toMatchObject({
      outcome: "WARN",
      message: expect.stringContaining("koji request-repo f45-build"),
    });
  });
});

describe("the hub's own rules", () => {
  test("put a task into the channel that was asked for, another, or none", () => {
    expect([channelOf("req", "livemedia"), channelOf("use slow", "livemedia"), channelOf("parent", "x")]).toEqual([
      "livemedia",
      "slow",
      null,
    ]);
    expect(channelFinding("req", "livemedia").outcome).toBe("PASS");
    expect(channelFinding("use slow", "livemedia")).toMatchObject({
      outcome: "WARN",
      message: expect.stringContaining('channel "slow"'),
    });
    expect(channelFinding("parent", "livemedia").outcome).toBe("WARN");
  });

  test("leave a priority, change it or set it", () => {
    const ordinary = { background: false };
    expect(priorityFinding("stay", { background: true }).message).toContain("25");
    expect(priorityFinding("adjust +3", ordinary)).toMatchObject({
      outcome: "WARN",
      message: expect.stringContaining("priority 23 and not 20"),
    });
    expect(priorityFinding("set 10", ordinary)).toEqual(pass("The hub's rules give it priority 10."));
    expect(priorityFinding("adjust some", ordinary).outcome).toBe("FAIL");
  });

  test("let a build into a tag, or not, and say why", () => {
    expect(tagFinding("allow", "f45").outcome).toBe("PASS");
    expect(tagFinding("deny the tag is frozen", "f45")).toMatchObject({
      outcome: "FAIL",
      message: expect.stringContaining("(the tag is frozen)"),
    });
  });

  test("ask for a permission by the way an image is built", () => {
    const asked = { name: "alice", needed: "livemedia" };
    expect(permissionFinding(asked, ["livemedia"]).outcome).toBe("PASS");
    expect(permissionFinding(asked, ["admin"]).outcome).toBe("PASS");
    expect(permissionFinding(asked, ["image"]).message).toContain("(but image)");
    expect(lockedOutFinding("alice")).toMatchObject({ outcome: "FAIL" });
    expect(permissionFinding(asked, null).message).toContain("knows no user");
  });
});
