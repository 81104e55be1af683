import { LRUCache } from "lru-cache";
import { expect, test } from "vitest";
import { createEdition, type KeptKickstarts } from "../../kickstarts/edition.ts";
import type { Snapshot } from "../../kickstarts/git/snapshot.ts";
import { TooCostlyError } from "../../model/errors.ts";

const HUGE = "huge.ks";

/** A commit with these files; null is a link that leads nowhere. */
function snapshotOf(files: Readonly<Record<string, string | null>>) {
  const read: string[] = [];
  const snapshot: Snapshot = {
    commit: "c",
    paths: Object.keys(files),
    bytes: 0,
    read: (path) => {
      read.push(path);
      if (path === HUGE && HUGE in files) throw new TooCostlyError("huge.ks has too many bytes");
      const text = files[path] ?? null;
      return text === null ? null : Buffer.from(text);
    },
  };
  return { snapshot, read };
}

const kept = (): KeptKickstarts => new LRUCache({ max: 100 });

const FILES = {
  "README.md": "# Read me",
  "base.ks": "lang en_US.UTF-8\n%packages\nvim\n%end\n",
  "live.ks": "%include base.ks\n%packages\n-vim\nemacs-*\n%end\n",
  "broken.ks": "%include live.ks\n%include none.ks\n",
  "dead.ks": null,
};

test("its kickstarts are its files called so, without links that lead nowhere", () => {
  expect(createEdition(snapshotOf(FILES).snapshot, kept(), "k").paths).toEqual(["base.ks", "live.ks", "broken.ks"]);
});

test("the index tells of each what it takes in, what it installs and whether it is sound", async () => {
  const edition = createEdition(snapshotOf(FILES).snapshot, kept(), "k");
  expect(await edition.index()).toEqual([
    { path: "base.ks", includes: new Set(), packages: ["vim"], hasProblems: false, hasErrors: false },
    { path: "live.ks", includes: new Set(["base.ks"]), packages: ["emacs-*"], hasProblems: false, hasErrors: false },
    {
      path: "broken.ks",
      includes: new Set(["live.ks", "base.ks"]),
      packages: ["emacs-*"],
      hasProblems: true,
      hasErrors: true,
    },
  ]);
});

test("each kickstart is read once, by whomever and however often it is asked for", async () => {
  const { snapshot, read } = snapshotOf(FILES);
  const edition = createEdition(snapshot, kept(), "k");
  const [one, other] = await Promise.all([edition.kickstart("live.ks"), edition.kickstart("live.ks"), edition.index()]);
  expect(other).toBe(one);
  const reads = read.length;
  expect(await edition.kickstart("live.ks")).toBe(one);
  expect(await edition.index()).toBe(await edition.index());
  expect(read.length).toBe(reads);
});

test("what is kept belongs to its commit", async () => {
  const memory = kept();
  const one = await createEdition(snapshotOf({ "a.ks": "lang en\n" }).snapshot, memory, "ks 1").kickstart("a.ks");
  const two = await createEdition(snapshotOf({ "a.ks": "lang de\n" }).snapshot, memory, "ks 2").kickstart("a.ks");
  expect([one?.commands[0]?.arguments, two?.commands[0]?.arguments]).toEqual([["en"], ["de"]]);
});

test("others get their turn between two kickstarts", async () => {
  const files = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}.ks`, "lang en\n"]));
  const { snapshot, read } = snapshotOf(files);
  const edition = createEdition(snapshot, kept(), "k");
  read.length = 0;
  const index = edition.index();
  const progress: number[] = [];
  for (let turn = 0; turn < 10; turn += 1) {
    await new Promise(setImmediate);
    progress.push(read.length);
  }
  // Two looks at a file: one whether it is there, one to read it.
  expect(Math.max(...progress.slice(1).map((count, at) => count - (progress[at] ?? 0)))).toBeLessThanOrEqual(4);
  expect(await index).toHaveLength(50);
});

test("a file that is too large is an error of those who read it, and of nobody else", async () => {
  const { snapshot } = snapshotOf({ [HUGE]: "", "user.ks": "%include huge.ks\n", "other.ks": "lang en\n" });
  const edition = createEdition(snapshot, kept(), "k");
  expect(edition.paths).toEqual([HUGE, "user.ks", "other.ks"]);
  await expect(edition.kickstart("user.ks")).rejects.toThrow(TooCostlyError);
  const index = await edition.index();
  expect(index.map(({ path, hasErrors }) => [path, hasErrors])).toEqual([
    [HUGE, true],
    ["user.ks", true],
    ["other.ks", false],
  ]);
});

test("maintainers are those of the file that is named; nobody where it is not there or is no TOML", () => {
  const toml = '[spins.kde]\nmaintainers = ["Anna"]\n';
  const edition = createEdition(snapshotOf({ "m.toml": toml, "broken.toml": "[[" }).snapshot, kept(), "k");
  expect(edition.maintainers("m.toml")).toEqual([{ name: "kde", maintainers: ["Anna"] }]);
  expect(edition.maintainers("m.toml")).toBe(edition.maintainers("m.toml"));
  expect(edition.maintainers("broken.toml")).toEqual([]);
  expect(edition.maintainers("none.toml")).toEqual([]);
});
