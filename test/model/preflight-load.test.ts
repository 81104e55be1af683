import { expect, test } from "vitest";
import type { Host } from "../../model/host.ts";
import { capacityFinding, duplicateFinding } from "../../model/preflight-load.ts";
import type { Task } from "../../model/task.ts";

const host = (more: Partial<Host> = {}): Host => ({
  hub: "koji",
  kojiId: 1,
  name: "builder.example.org",
  arches: ["x86_64", "i386"],
  enabled: true,
  ready: true,
  capacity: 4,
  load: 1,
  lastSeenAt: null,
  ...more,
});
const QUIET = { channel: { name: "livemedia", enabled: true }, hosts: [host()], queued: 0, oldestWait: null };
const WANTED = { arches: ["x86_64"], optionalArches: [] };

test("where nothing waits it begins at once", () => {
  expect(capacityFinding(QUIET, WANTED)).toEqual({
    outcome: "PASS",
    message:
      '1 builder of the channel "livemedia" is ready, 25 % of what they carry is taken, and nothing waits: it begins at once.',
  });
});

test("where tasks wait it tells for how long, and warns where that is long, or all builders are taken", () => {
  expect(capacityFinding({ ...QUIET, queued: 2, oldestWait: 60 }, WANTED)).toMatchObject({ outcome: "PASS" });
  const long = capacityFinding({ ...QUIET, queued: 1, oldestWait: 1800 }, WANTED);
  expect(long).toMatchObject({
    outcome: "WARN",
    message: expect.stringContaining("1 task waits, the first for 30 min"),
  });
  const full = { ...QUIET, hosts: [host({ load: 4 })], queued: 3, oldestWait: 10 };
  expect(capacityFinding(full, WANTED)).toMatchObject({ outcome: "WARN", message: expect.stringContaining("100 %") });
});

test("a channel that is off, or that nobody serves, fails", () => {
  expect(capacityFinding({ ...QUIET, channel: { name: "x", enabled: false } }, WANTED).outcome).toBe("FAIL");
  expect(capacityFinding({ ...QUIET, hosts: [host({ enabled: false })] }, WANTED).outcome).toBe("FAIL");
});

test("an arch without a builder fails unless it may, and one whose builders are away is warned of", () => {
  const arm = { arches: ["x86_64", "aarch64"], optionalArches: [] };
  expect(capacityFinding(QUIET, arm)).toMatchObject({ outcome: "FAIL", message: expect.stringContaining("aarch64") });
  expect(capacityFinding(QUIET, { ...arm, optionalArches: ["aarch64"] })).toMatchObject({ outcome: "WARN" });
  const away = { ...QUIET, hosts: [host(), host({ arches: ["aarch64"], ready: false })] };
  expect(capacityFinding(away, arm)).toMatchObject({
    outcome: "WARN",
    message: expect.stringContaining("waits until"),
  });
  expect(capacityFinding(QUIET, { arches: ["i686"], optionalArches: [] }).outcome).toBe("PASS");
});

test("a build that is under way fails, unless another may begin", () => {
  // Of a task only its number counts here.
  const task = { kojiId: 7 } as Task;
  const pageOf = ({ kojiId }: Task) => `https://koji.example.org/koji/taskinfo?taskID=${kojiId}`;
  expect(duplicateFinding([], { pageOf, allowed: false }).outcome).toBe("PASS");
  expect(duplicateFinding([task], { pageOf, allowed: false })).toMatchObject({
    outcome: "FAIL",
    message: expect.stringContaining("task 7 (https://koji.example.org/koji/taskinfo?taskID=7)"),
  });
  expect(duplicateFinding([task], { pageOf, allowed: true }).outcome).toBe("WARN");
});
