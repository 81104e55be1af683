import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { editTokenFile } from "../../identity/edit-token-file.ts";
import { hashOf, isScriptToken, newSecret, type ScriptToken } from "../../identity/script-token.ts";
import { parseTokenFile, tokenFileText, tokenProblemText } from "../../identity/token-file.ts";
import { openTokenStore, readTokens, tokenFileProblems } from "../../identity/token-store.ts";
import { POLICY_ACTIONS } from "../../model/policy-action.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tokens-"));
  file = join(folder, "tokens.yaml");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NOW = Date.parse("2026-03-18T09:30:00Z");

const tokenOf = (secret: string, more: Partial<ScriptToken> = {}): ScriptToken => ({
  id: hashOf(secret).toString("hex").slice(0, 8),
  sha256: hashOf(secret).toString("hex"),
  user: "alice",
  groups: ["kde-sig"],
  actions: ["CANCEL_TASK"],
  createdAt: new Date(NOW - 1000),
  expiresAt: new Date(NOW + 1000),
  note: null,
  ...more,
});

test("a token has 256 random bits behind a word by which it is known", () => {
  const made = Array.from({ length: 100 }, newSecret);
  expect(new Set(made).size).toBe(100);
  for (const token of made) {
    expect(token).toMatch(/^kimg_[\w-]{43}$/u);
    expect(isScriptToken(token)).toBe(true);
    expect(Buffer.from(token.slice(5), "base64url").length).toBe(32);
  }
});

test("what is written is what is read", () => {
  const moment = fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms));
  const name = fc.stringMatching(/^[A-Za-z0-9/_.@-]{1,20}$/u);
  const token = fc.record({
    id: fc.stringMatching(/^[0-9a-f]{8}$/u),
    sha256: fc.stringMatching(/^[0-9a-f]{64}$/u),
    user: name,
    groups: fc.array(name),
    actions: fc.option(fc.subarray([...POLICY_ACTIONS])),
    createdAt: moment,
    expiresAt: moment,
    note: fc.option(fc.string()),
  });
  const tokens = fc.uniqueArray(token, { selector: ({ id }) => id });
  fc.assert(
    fc.property(tokens, (written) => {
      expect(parseTokenFile(tokenFileText(written), "t")).toEqual({ tokens: written });
    }),
    { numRuns: 200 },
  );
});

test.each(["", "# nothing\n", "tokens:\n", "tokens: []\n"])("%j is a file without tokens", (text) => {
  expect(parseTokenFile(text, "t")).toEqual({ tokens: [] });
});

const GOOD = tokenFileText([tokenOf("one"), tokenOf("two")]);

test.each([
  ["no YAML", "tokens: [", "t:1: this is no YAML; mend it."],
  ["another kind of file", "images: {}\n", 't:1: the file: Unrecognized key: "images".'],
  ["a list alone", "- a\n", "t:1: the file: Invalid input: expected object, received array."],
  [
    "a user that cannot be",
    GOOD.replace("user: alice", 'user: "al ice"'),
    "t:5: tokens.0.user: give 1 to 256 letters from A to Z, digits and / _ . @ -.",
  ],
  [
    "an action that is none",
    GOOD.replace("- CANCEL_TASK", "- EAT"),
    "t:10: tokens.0.actions: give ANY, or a list of BUILD_IMAGE, BUILD_SCRATCH_IMAGE, CANCEL_TASK, RESUBMIT_TASK, PROMOTE_BUILD, UNTAG_BUILD, READ_AUDIT_LOG.",
  ],
  [
    "a token for nothing that is said",
    GOOD.replace(/    actions:\n      - CANCEL_TASK\n/u, ""),
    "t:3: tokens.0.actions: give ANY, or a list of BUILD_IMAGE, BUILD_SCRATCH_IMAGE, CANCEL_TASK, RESUBMIT_TASK, PROMOTE_BUILD, UNTAG_BUILD, READ_AUDIT_LOG.",
  ],
  [
    "a time in words",
    GOOD.replace(/expiresAt: .*/u, "expiresAt: never"),
    "t:12: tokens.0.expiresAt: give a moment such as 2026-03-01T14:00:00Z.",
  ],
  [
    "a hash in other letters",
    GOOD.replace(/sha256: \w+/u, "sha256: ABC"),
    "t:4: tokens.0.sha256: give the 64 hexadecimal digits of the token's SHA-256.",
  ],
  [
    "an id twice",
    tokenFileText([tokenOf("one"), tokenOf("two", { id: tokenOf("one").id })]),
    `t:13: the id ${tokenOf("one").id} is there twice.`,
  ],
  [
    "a token twice",
    tokenFileText([tokenOf("one"), tokenOf("one", { id: "other" })]),
    "t:13: the token other is another one, too; remove one of them.",
  ],
  [
    "names that stand for too much",
    `tokens: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\n`,
    "t:1: the file: Invalid input: expected object, received string.",
  ],
])("%s is told with its line", (_what, text, problem) => {
  const read = parseTokenFile(text, "t");
  expect("problems" in read ? read.problems.map(tokenProblemText) : []).toEqual([problem]);
});

const opened = (log: (problems: readonly unknown[]) => void = () => undefined) =>
  openTokenStore({ file, everyMs: 3_600_000, now: () => NOW, log });

test("a token signs in whom the file says, for the steps that it says, until it ends", () => {
  const [one, ended] = [newSecret(), newSecret()];
  writeFileSync(file, tokenFileText([tokenOf(one), tokenOf(ended, { id: "old", expiresAt: new Date(NOW) })]));
  const store = opened();
  expect(store.viewerOf(one)).toEqual({ name: "alice", groups: ["kde-sig"], actions: ["CANCEL_TASK"] });
  expect(() => store.viewerOf(ended)).toThrow(
    "The token old expired at 2026-03-18T09:30:00.000Z; koji-image token create makes another one.",
  );
  expect(() => store.viewerOf(newSecret())).toThrow("The token is not known here, or was revoked");
  store.close();
});

test("changes are taken without a restart; what is wrong leaves the tokens before it; without its file there is none; told once", async () => {
  const [one, two] = [newSecret(), newSecret()];
  writeFileSync(file, tokenFileText([tokenOf(one)]));
  const told: unknown[] = [];
  const store = opened((problems) => told.push(problems.length));
  const signsIn = (token: string) => {
    try {
      return store.viewerOf(token).name === "alice";
    } catch {
      return false;
    }
  };
  await editTokenFile(file, (tokens) => ({ tokens: [...tokens, tokenOf(two)], told: null }));
  store.reload();
  expect([signsIn(one), signsIn(two)]).toEqual([true, true]);
  const good = readFileSync(file, "utf8");
  writeFileSync(file, "tokens: [");
  store.reload();
  store.reload();
  expect([signsIn(one), signsIn(two)]).toEqual([true, true]);
  rmSync(file);
  store.reload();
  expect([signsIn(one), signsIn(two)]).toEqual([false, false]);
  writeFileSync(file, good);
  await editTokenFile(file, (tokens) => ({ tokens: tokens.slice(1), told: null }));
  store.reload();
  expect([signsIn(one), signsIn(two)]).toEqual([false, true]);
  expect(told).toEqual([0, 1, 1, 0]);
  store.close();
});

test("a store does not open over a file that is wrong or away", () => {
  const missing = `${file}:1: this cannot be read; koji-image token create makes it, for whoever runs the gateway to read.`;
  expect(() => opened()).toThrow(missing);
  expect(tokenFileProblems(file).map(tokenProblemText)).toEqual([missing]);
  writeFileSync(file, "a: 1\n");
  expect(() => opened()).toThrow(`${file}:1: the file: Unrecognized key: "a".`);
});

test("thirty changes at the same time are all made, and whoever reads meanwhile reads a whole file", async () => {
  const reads = { go: true, count: 0 };
  await editTokenFile(file, () => ({ tokens: [], told: null }));
  const reader = (async () => {
    while (reads.go) {
      readTokens(file);
      reads.count += 1;
      await after(1);
    }
  })();
  const secrets = Array.from({ length: 30 }, newSecret);
  await Promise.all(
    secrets.map((secret) => editTokenFile(file, (tokens) => ({ tokens: [...tokens, tokenOf(secret)], told: null }))),
  );
  reads.go = false;
  await reader;
  expect(reads.count).toBeGreaterThan(0);
  const hashes = readTokens(file).map(({ sha256 }) => sha256);
  expect(hashes.toSorted()).toEqual(secrets.map((secret) => hashOf(secret).toString("hex")).toSorted());
  expect(readdirSync(folder)).toEqual(["tokens.yaml"]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
}, 60_000);

test("whoever holds the file is waited for", async () => {
  writeFileSync(`${file}.lock`, String(process.pid));
  const edited = editTokenFile(file, () => ({ tokens: [], told: "done" }));
  expect(await Promise.race([edited, after(100, "waiting")])).toBe("waiting");
  rmSync(`${file}.lock`);
  expect(await edited).toBe("done");
});

test("a file that is wrong is left as it is, and no lock is left behind", async () => {
  writeFileSync(file, "tokens: 7\n");
  await expect(editTokenFile(file, () => ({ tokens: [], told: null }))).rejects.toThrow(/tokens\.yaml:1: tokens: /u);
  expect(readFileSync(file, "utf8")).toBe("tokens: 7\n");
  expect(readdirSync(folder)).toEqual(["tokens.yaml"]);
});

test("a lock that somebody left is told of, with the cure", async () => {
  const killed = spawn(process.execPath, ["-e", ""]);
  await once(killed, "close");
  writeFileSync(`${file}.lock`, String(killed.pid));
  await expect(editTokenFile(file, () => ({ tokens: [], told: null }))).rejects.toThrow(
    `${file}.lock is there: somebody else changes the tokens, or was killed while doing so. If no other koji-image token is at work, remove that file.`,
  );
});

test("a link to the file stays one, and a folder that is not there is told", async () => {
  writeFileSync(join(folder, "real.yaml"), "");
  symlinkSync("real.yaml", file);
  await editTokenFile(file, () => ({ tokens: [tokenOf(newSecret())], told: null }));
  expect(
    readdirSync(folder, { withFileTypes: true })
      .find(({ name }) => name === "tokens.yaml")
      ?.isSymbolicLink(),
  ).toBe(true);
  expect(readTokens(join(folder, "real.yaml"))).toHaveLength(1);
  await expect(editTokenFile(join(folder, "no", "t.yaml"), () => ({ tokens: [], told: null }))).rejects.toThrow(
    /cannot be written \(ENOENT\); choose a file in a folder that you may write to/u,
  );
});
