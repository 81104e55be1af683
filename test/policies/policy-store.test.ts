import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openPolicyStore, PolicyFilesError, type PolicyStore } from "../../policies/policy-store.ts";
import { type PolicyProblem, policyProblemText } from "../../policies/policy-problem.ts";
import { policyFolder, rule } from "./policy-folder.ts";
import { question } from "./questions.ts";

const PERMIT = rule("yes", "permit (principal, action, resource);");
const FORBID = PERMIT + rule("no", "forbid (principal, action, resource);");

const opened: { close: () => void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

function given(files: Readonly<Record<string, string>>, everyMs: number | null = null) {
  const disk = policyFolder(files);
  opened.push({ close: disk.remove });
  const told: (readonly string[])[] = [];
  const log = (problems: readonly PolicyProblem[]) => told.push(problems.map(policyProblemText));
  const store = openPolicyStore({ folder: disk.folder, everyMs, log });
  opened.push(store);
  return { ...disk, store, told };
}

const allows = (store: PolicyStore) => store.current().decide(question()).allowed;

test("changed rules are in force once they are looked at, and whoever listens is told", () => {
  const { store, write, told } = given({ "a.cedar": PERMIT });
  let changes = 0;
  const stop = store.onChange(() => (changes += 1));
  expect(allows(store)).toBe(true);
  write("a.cedar", FORBID);
  expect(allows(store)).toBe(true);
  store.reload();
  expect(allows(store)).toBe(false);
  stop();
  write("a.cedar", PERMIT);
  store.reload();
  expect(allows(store)).toBe(true);
  expect([changes, told]).toEqual([1, [[], []]]);
});

test("the folder is looked at by itself", async () => {
  const { store, write } = given({ "a.cedar": PERMIT }, 20);
  const changed = new Promise<void>((resolve) => store.onChange(resolve));
  write("b.cedar", rule("no", "forbid (principal, action, resource);"));
  await changed;
  expect(allows(store)).toBe(false);
});

test("broken rules are told once, and those before stay in force until they are mended", () => {
  const { store, write, told, folder } = given({ "a.cedar": FORBID });
  write("a.cedar", "permit (principal, action");
  for (const _ of [1, 2, 3]) store.reload();
  expect(told).toEqual([[expect.stringContaining(`${join(folder, "a.cedar")}:1: unexpected end`)]]);
  expect(allows(store)).toBe(false);
  expect(store.current().policies.map(({ id }) => id)).toEqual(["yes", "no"]);
  write("a.cedar", PERMIT);
  store.reload();
  expect(allows(store)).toBe(true);
});

test("a broken freezes.yaml keeps what was before, as a broken rule does", () => {
  const { store, write, told } = given({ "a.cedar": PERMIT });
  write("freezes.yaml", "freezes: [{ title: x }]");
  write("a.cedar", FORBID);
  store.reload();
  expect(allows(store)).toBe(true);
  expect(told[0]?.[0]).toMatch(/freezes.yaml:1: /u);
});

test("a folder that is gone or empty permits and forbids what it did", () => {
  const { store, folder, told } = given({ "a.cedar": PERMIT });
  rmSync(join(folder, "a.cedar"));
  store.reload();
  rmSync(folder, { recursive: true });
  store.reload();
  expect(allows(store)).toBe(true);
  expect(told.flat()).toEqual([
    expect.stringContaining("no *.cedar"),
    expect.stringContaining("cannot be read: there is no such folder; give the path of a folder with rules"),
  ]);
});

test("a request decides by the rules it began with, whatever changes meanwhile", () => {
  const { store, write } = given({ "a.cedar": PERMIT });
  const before = store.current();
  write("a.cedar", FORBID);
  store.reload();
  expect(before.decide(question()).determinedBy.map(({ id }) => id)).toEqual(["yes"]);
  expect(
    store
      .current()
      .decide(question())
      .determinedBy.map(({ id }) => id),
  ).toEqual(["no"]);
});

test("two stores do not take each other's rules", () => {
  const [one, other] = [given({ "a.cedar": PERMIT }), given({ "a.cedar": FORBID })];
  expect([allows(one.store), allows(other.store)]).toEqual([true, false]);
});

test("a store does not open with rules that are wrong", () => {
  expect(() => given({ "a.cedar": "permit" })).toThrow(PolicyFilesError);
  expect(() => given({})).toThrow(/no \*\.cedar is in this folder/u);
});
