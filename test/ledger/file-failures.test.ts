import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openFileLedger } from "../../ledger/file-ledger.ts";
import type { HeldKey } from "../../ledger/ledger.ts";
import { openedOnUse } from "../../ledger/opened-on-use.ts";
import { allOf, anAct } from "./acts.ts";
import { startChild } from "./child.ts";

let folder: string;
let warnings: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ledger-"));
  warnings = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Options = Parameters<typeof openFileLedger>[0];
const open = (options: Partial<Options> = {}) =>
  openFileLedger({ folder, warn: (sentence) => warnings.push(sentence), ...options });
const fileOf = (name: string) => join(folder, name);
const FIRST = "acts-000000000001.jsonl";

/** With what it says to the one who asks. */
const ledgerError = (message: RegExp) => ({
  name: "LedgerError",
  code: "LEDGER_UNAVAILABLE",
  message: expect.stringMatching(message),
});

test("killed at any moment, it has lost nothing that was acknowledged, and the next one opens it at once", async () => {
  const recorded: string[] = [];
  for (const lines of [1, 40, 333, 1_000, 2]) {
    const child = startChild("appending.ts", { arguments: [folder] });
    await child.told(lines);
    await child.kill();
    const told = child.lines().map((line) => line.split(" "));
    const of = (kind: string) =>
      told.filter(([first]) => first === kind).map(([, name = "", number]) => [name, Number(number)] as const);
    recorded.push(...of("recorded").map(([id]) => id));
    const ledger = await open();
    const found = new Map((await allOf(ledger, {}, 100)).map((entry) => [entry.id, entry]));
    for (const id of recorded) expect(found.has(id), id).toBe(true);
    for (const [id, task] of of("settled")) expect(found.get(id)).toMatchObject({ outcome: "DONE", task });
    for (const [writer, round] of new Map(of("key"))) {
      const known = await ledger.withKey(`key ${writer}`, (held) => Promise.resolve(held.known));
      // The one after it may have been written without being told.
      expect([round, round + 1]).toContain(known);
    }
    await ledger.close();
  }
  // No number is given twice.
  expect(new Set(recorded).size).toBe(recorded.length);
  expect(recorded.length).toBeGreaterThan(300);
});

test("a last line that was never whole is cut off and told, and the next one stands in its place", async () => {
  const ledger = await open();
  const id = await ledger.record(anAct(1));
  await ledger.withKey("k", (held) => held.write(1));
  await ledger.close();
  for (const name of [FIRST, "keys.jsonl"]) {
    appendFileSync(fileOf(name), readFileSync(fileOf(name)).subarray(0, 30));
  }
  const again = await open();
  expect(warnings.toSorted()).toEqual(
    [FIRST, "keys.jsonl"].map(
      (name) => `${fileOf(name)} ended in a line that was never whole: its 30 bytes were cut off.`,
    ),
  );
  const next = await again.record(anAct(2));
  expect((await allOf(again)).map((entry) => entry.id)).toEqual([next, id]);
  expect(await again.withKey("k", (held) => Promise.resolve(held.known))).toBe(1);
  await again.close();
  expect(warnings).toHaveLength(2);
});

test("a file that holds nothing but half a line is begun anew", async () => {
  writeFileSync(fileOf(FIRST), '{"id":1,"act":{"at"'.padEnd(200_000, "x"));
  const ledger = await open();
  expect(await allOf(ledger)).toEqual([]);
  expect(await ledger.record(anAct())).toBe("1");
  await ledger.close();
});

test("lines that a failing disk left are told and left out, and the others are read", async () => {
  const ledger = await open();
  const before = await ledger.record(anAct(1));
  await ledger.close();
  const nonsense = ["\0".repeat(500), '{"id":7}', "[]", '{"id":8,"act":{"viewer":1}}', '{"id":99,"settled":{}}'];
  appendFileSync(fileOf(FIRST), `${nonsense.join("\n")}\n`);
  appendFileSync(fileOf("keys.jsonl"), '{"key":1}\n');
  const again = await open();
  const after = await again.record(anAct(2));
  expect((await allOf(again)).map(({ id }) => id)).toEqual([after, before]);
  expect(warnings).toContain(`${fileOf("keys.jsonl")} holds what no ledger wrote, in line 1: left out.`);
  expect(warnings).toContain(`${fileOf(FIRST)} holds what no ledger wrote, in line 2, 3, 4, 5, 6: left out.`);
  await again.close();
});

test("a disk that takes no more refuses, and is used again once there is room", async () => {
  // Files of this process may grow to a megabyte; Node is told of it as of a full disk, by an error.
  const child = startChild("filling.ts", { arguments: [folder], fileKiB: 1_024 });
  await child.told(2);
  expect(child.lines()).toEqual([
    expect.stringMatching(/^LedgerError: .*EFBIG/u),
    expect.stringMatching(/^LedgerError: .*EFBIG/u),
  ]);
  child.liftLimit();
  child.say("there is room");
  await child.told(3);
  expect(child.lines()[2]).toMatch(/^holds \d\d+$/u);
  await child.ended();
  const again = await open();
  expect(`holds ${(await allOf(again)).length}`).toBe(child.lines()[2]);
  expect(warnings).toEqual([]);
  await again.close();
});

test("a folder that cannot be made is told with the cure, and tried again", async () => {
  const blocked = fileOf("file");
  writeFileSync(blocked, "");
  const ledger = openedOnUse(() => open({ folder: join(blocked, "ledger") }));
  await expect(ledger.record(anAct())).rejects.toMatchObject(
    ledgerError(/ENOTDIR.*Let the gateway write there.*`ledger: \{ folder: … \}`\.$/u),
  );
  rmSync(blocked);
  const id = await ledger.record(anAct());
  expect(await ledger.entry(id)).toMatchObject({ outcome: "BEGUN" });
  await ledger.close();
  await expect(ledger.record(anAct())).rejects.toMatchObject(ledgerError(/closed/u));
});

test("nothing is made before it is used", async () => {
  const ledger = openedOnUse(() => open({ folder: fileOf("later") }));
  expect(existsSync(fileOf("later"))).toBe(false);
  await ledger.close();
  expect(existsSync(fileOf("later"))).toBe(false);
});

test("nobody else reads it", async () => {
  const ledger = await open({ folder: fileOf("a/b") });
  await ledger.record(anAct());
  const modes = ["a/b", `a/b/${FIRST}`, "a/b/keys.jsonl"].map((name) => statSync(fileOf(name)).mode & 0o777);
  expect(modes).toEqual([0o700, 0o600, 0o600]);
  await ledger.close();
});

test("a folder has one gateway: a second one is told how to do with two", async () => {
  const child = startChild("appending.ts", { arguments: [folder] });
  await child.told(1);
  const refused = ledgerError(
    /is kept by another gateway \(process \d+\).*folder of its own.*`ledger: \{ redis: … \}`\.$/u,
  );
  await expect(open()).rejects.toMatchObject(refused);
  child.signal("SIGSTOP");
  await expect(open()).rejects.toMatchObject(refused);
  await child.kill();
  const ledger = await open();
  await expect(open()).rejects.toMatchObject(refused);
  await ledger.close();
  await (await open()).close();
  expect(readdirSync(folder).filter((name) => name.includes("lock"))).toEqual([]);
});

test("what a dead process left does not keep anyone out, whoever has its number now", async () => {
  const child = startChild("appending.ts", { arguments: [folder] });
  await child.told(1);
  await child.kill();
  const left = readdirSync(folder).filter((name) => name.startsWith("lock-"));
  expect(left).toHaveLength(1);
  // As in containers, in each of which the gateway is process 1.
  renameSync(fileOf(left[0] ?? ""), fileOf(`lock-${process.pid}-left`));
  await (await open()).close();
  expect(readdirSync(folder).filter((name) => name.startsWith("lock-"))).toEqual([]);
});

test("of those that open it at the same moment no two have it", async () => {
  for (let round = 0; round < 5; round += 1) {
    const opened = (await Promise.allSettled([open(), open(), open(), open()])).flatMap((one) =>
      one.status === "fulfilled" ? [one.value] : [],
    );
    expect(opened.length).toBeLessThanOrEqual(1);
    for (const ledger of opened) await ledger.close();
  }
  await (await open()).close();
});

test("a folder may lie deep", async () => {
  const deep = join(folder, "a".repeat(100), "b".repeat(100));
  const ledger = await open({ folder: deep });
  await expect(open({ folder: deep })).rejects.toMatchObject(ledgerError(/another gateway/u));
  await ledger.record(anAct());
  await ledger.close();
  const again = await open({ folder: deep });
  expect(await allOf(again)).toHaveLength(1);
  await again.close();
});

test("the oldest entries go, file by file; what is left can be settled and read", async () => {
  const ledger = await open({ perFile: 4, files: 3 });
  const ids: string[] = [];
  for (let minutes = 0; minutes < 18; minutes += 1) ids.push(await ledger.record(anAct(minutes)));
  const left = ids.slice(8);
  expect((await allOf(ledger)).map(({ id }) => id)).toEqual(left.toReversed());
  expect(readdirSync(folder).filter((name) => name.startsWith("acts-"))).toHaveLength(3);
  expect(await ledger.entry(ids[0] ?? "")).toBeNull();
  await ledger.settle(ids[0] ?? "", { outcome: "DONE", task: 1 });
  await ledger.settle(left[0] ?? "", { outcome: "DONE", task: 2 });
  await ledger.close();
  const again = await open({ perFile: 4, files: 3 });
  expect((await allOf(again)).at(-1)).toMatchObject({ id: left[0], outcome: "DONE", task: 2 });
  expect(await again.record(anAct(18))).toBe("19");
  await again.close();
  expect(warnings).toEqual([]);
});

test("a page looks at no more than its bound, and says where it stopped", async () => {
  const ledger = await open();
  const acts = Array.from({ length: 20_010 }, (_, minutes) => anAct(0, minutes === 3 ? { viewer: "bob" } : {}));
  const ids = await Promise.all(acts.map((act) => ledger.record(act)));
  const cut = await ledger.page({ viewer: "bob" }, { first: 5, olderThan: null });
  expect(cut).toEqual({ entries: [], hasMore: true, stoppedAt: ids[10] });
  const rest = await ledger.page({ viewer: "bob" }, { first: 5, olderThan: cut.stoppedAt });
  expect(rest).toMatchObject({ entries: [{ id: ids[3] }], hasMore: false, stoppedAt: null });
  await ledger.close();
});

test("a key is forgotten after a week, and not before", async () => {
  let now = 0;
  const ledger = await open({ now: () => now });
  await ledger.withKey("k", (held) => held.write(1));
  const known = (of = ledger) => of.withKey("k", (held) => Promise.resolve(held.known));
  now = 7 * 86_400_000;
  expect(await known()).toBe(1);
  now += 1;
  expect(await known()).toBeNull();
  await ledger.close();
  const again = await open({ now: () => now });
  expect(await known(again)).toBeNull();
  await again.close();
});

test("the file of keys is written anew before it holds much that says nothing, while others write", async () => {
  const ledger = await open({ waste: 10 });
  const write = (key: string, value: number) => ledger.withKey(key, (held) => held.write(value));
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(Array.from({ length: 10 }, (_, key) => write(`key ${key}`, round)));
  }
  const lines = readFileSync(fileOf("keys.jsonl"), "utf8").split("\n").length - 1;
  expect(lines).toBeLessThanOrEqual(40);
  await ledger.close();
  const again = await open();
  for (let key = 0; key < 10; key += 1) {
    expect(await again.withKey(`key ${key}`, (held) => Promise.resolve(held.known))).toBe(19);
  }
  await again.close();
  expect(warnings).toEqual([]);
});

const writes = () => Number(/syscw: (\d+)/u.exec(readFileSync("/proc/self/io", "utf8"))?.[1]);

test.skipIf(!existsSync("/proc/self/io"))("those that wait are written together", async () => {
  const ledger = await open();
  await ledger.record(anAct());
  const before = writes();
  await Promise.all(Array.from({ length: 1_000 }, (_, minutes) => ledger.record(anAct(minutes))));
  expect(writes() - before).toBeLessThan(100);
  await ledger.close();
});

test("work under a key that does not end does not keep it from being closed", async () => {
  const ledger = await open();
  const held = await new Promise<HeldKey>((resolve) => {
    void ledger.withKey("k", (it) => {
      resolve(it);
      return new Promise(() => undefined);
    });
  });
  await ledger.close();
  await expect(held.write(1)).rejects.toMatchObject(ledgerError(/closed/u));
});
