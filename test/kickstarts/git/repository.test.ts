import { mkdtempSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createGit } from "../../../kickstarts/git/git.ts";
import { historyOf } from "../../../kickstarts/git/history.ts";
import { type KickstartRepository, openKickstartRepository } from "../../../kickstarts/git/repository.ts";
import { createTestRepository, type TestRepository } from "../../support/git-repository.ts";

let origin: TestRepository;
let folder: string;
let told: (string | null)[];
let moves: number;
const opened: KickstartRepository[] = [];

beforeEach(() => {
  origin = createTestRepository();
  folder = mkdtempSync(join(tmpdir(), "copies-"));
  told = [];
  moves = 0;
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((repository) => repository.close()));
  origin.remove();
  rmSync(folder, { recursive: true, force: true });
});

function unopened(url: string, ref: string | null = null): KickstartRepository {
  const repository = openKickstartRepository({
    name: "ks",
    url,
    ref,
    folder,
    git: createGit(process.env),
    log: (problem) => told.push(problem),
    moved: () => (moves += 1),
  });
  opened.push(repository);
  return repository;
}

async function open(url = origin.path, ref: string | null = null): Promise<KickstartRepository> {
  const repository = unopened(url, ref);
  await repository.fetched();
  return repository;
}

const read = async (repository: KickstartRepository, ref: string | null, path: string) => {
  const commit = await repository.resolve(ref);
  const content = commit === null ? null : (await repository.snapshot(commit)).read(path);
  return content && Buffer.from(content).toString("utf8");
};

test("files are read at any branch, tag and commit", async () => {
  const old = origin.commit("one", { "a.ks": "lang en\n" });
  origin.git("tag", "v1");
  origin.git("branch", "f45");
  const head = origin.commit("two", { "a.ks": "lang de\n", "folder/é.ks": "x\n" });
  const repository = await open();

  expect(await repository.defaultRef()).toBe("main");
  expect(await repository.refs()).toEqual(["f45", "main", "v1"]);
  expect(await repository.resolve(null)).toBe(head);
  expect(await repository.resolve(head.slice(0, 10))).toBe(head);
  expect(await repository.resolve("f45")).toBe(old);
  expect(await repository.resolve("gone")).toBeNull();
  expect(await read(repository, null, "a.ks")).toBe("lang de\n");
  expect(await read(repository, "v1", "a.ks")).toBe("lang en\n");
  expect(await read(repository, null, "folder/é.ks")).toBe("x\n");
  expect(await read(repository, null, "folder")).toBeNull();
  expect((await repository.snapshot(head)).paths).toEqual(["a.ks", "folder/é.ks"]);
});

test("a configured ref is the one that is read by default", async () => {
  origin.commit("one", { "a.ks": "1" });
  origin.git("branch", "f45");
  origin.commit("two", { "a.ks": "2" });
  const repository = await open(origin.path, "f45");
  expect(await read(repository, null, "a.ks")).toBe("1");
});

test("a commit tells who, when and what, and nothing of addresses", async () => {
  const hash = origin.commit("first: of \u0002 all", { "a.ks": "1" });
  const repository = await open();
  const authoredAt = new Date(1_750_003_600_000);
  expect(await repository.commit(hash)).toEqual({ hash, author: "Anna", authoredAt, subject: "first: of   all" });
});

test("links are followed inside the repository, and never out of it", async () => {
  origin.commit("files", { "real.ks": "here\n", "sub/x.ks": "deep\n" });
  symlinkSync("real.ks", join(origin.path, "link.ks"));
  symlinkSync("../real.ks", join(origin.path, "sub/up.ks"));
  symlinkSync("/etc/passwd", join(origin.path, "absolute.ks"));
  symlinkSync("../../../../../../etc/passwd", join(origin.path, "out.ks"));
  symlinkSync("round.ks", join(origin.path, "round.ks"));
  symlinkSync("sub", join(origin.path, "folder"));
  origin.commit("links", {});
  const repository = await open();
  expect(await read(repository, null, "link.ks")).toBe("here\n");
  expect(await read(repository, null, "sub/up.ks")).toBe("here\n");
  expect(await read(repository, null, "folder/x.ks")).toBe("deep\n");
  expect(await read(repository, null, "absolute.ks")).toBeNull();
  expect(await read(repository, null, "out.ks")).toBeNull();
  expect(await read(repository, null, "round.ks")).toBeNull();
});

test("the history of files follows renames and is walked once", async () => {
  const one = origin.commit("one", { "old.ks": "a\nb\nc\nd\n", "other.ks": "x\n" });
  const two = origin.commit("two", { "other.ks": "y\n" });
  origin.git("mv", "old.ks", "new.ks");
  const three = origin.commit("three", {});
  const four = origin.commit("four", { "new.ks": "a\nb\nc\nd\ne\n" });
  const repository = await open();
  const history = await repository.history(four);
  const of = (...paths: string[]) => historyOf(history, paths).map(({ hash }) => hash);
  expect(of("new.ks")).toEqual([four, three, one]);
  expect(of("other.ks")).toEqual([two, one]);
  expect(of("new.ks", "other.ks")).toEqual([four, three, two, one]);
  expect(of("never.ks")).toEqual([]);
  expect(await repository.history(four)).toBe(history);
});

test("new commits, forced ones and deleted branches arrive with the next fetch", async () => {
  origin.commit("one", { "a.ks": "1" });
  origin.git("branch", "short-lived");
  const repository = await open();
  origin.git("branch", "-D", "short-lived");
  origin.commit("two", { "a.ks": "2" });
  await repository.refresh();
  expect(await read(repository, null, "a.ks")).toBe("2");
  expect(await repository.refs()).toEqual(["main"]);
  origin.git("reset", "--quiet", "--hard", "HEAD~1");
  origin.commit("another two", { "a.ks": "3" });
  await repository.refresh();
  expect(await read(repository, null, "a.ks")).toBe("3");
});

test("without its origin it answers from the copy that is there, and says what is wrong once", async () => {
  const head = origin.commit("one", { "a.ks": "1" });
  await open();
  renameSync(origin.path, `${origin.path}-away`);
  const repository = await open();
  await repository.refresh();
  expect(await repository.resolve(null)).toBe(head);
  expect(await read(repository, null, "a.ks")).toBe("1");
  expect(told).toEqual([expect.stringContaining("does not appear to be a git repository")]);
  renameSync(`${origin.path}-away`, origin.path);
  await repository.refresh();
  expect(told.at(-1)).toBeNull();
});

test("where there is no copy either, an error says why", async () => {
  const repository = await open("https://127.0.0.1:1/kickstarts.git");
  const unavailable = /^The kickstart repository "ks" cannot be read: unable to access 'https:\/\/127\.0\.0\.1:1/u;
  await expect(repository.resolve(null)).rejects.toThrow(unavailable);
  await expect(repository.resolve("main")).rejects.toMatchObject({ code: "REPOSITORY_UNAVAILABLE" });
  await expect(repository.refs()).rejects.toThrow(unavailable);
});

test.each(["ext::sh -c 'touch pwned'", "ssh://127.0.0.1/x.git", "--upload-pack=touch pwned"])(
  "%s runs nothing",
  async (url) => {
    const repository = await open(url);
    expect(told).toEqual([expect.stringMatching(/not allowed|strange pathname/iu)]);
    await expect(repository.refs()).rejects.toThrow(/cannot be read/u);
  },
);

test.each(["--help", "main..f45", "main^", "HEAD@{1}", ":/one", "", "a b", "x".repeat(300), "a\0b", "0000000"])(
  "%j is no ref, and git is not asked what it might mean",
  async (ref) => {
    origin.commit("one", { "a.ks": "1" });
    expect(await (await open()).resolve(ref)).toBeNull();
  },
);

test("an empty repository has no commit", async () => {
  const repository = await open();
  expect(await repository.resolve(null)).toBeNull();
  expect(await repository.refs()).toEqual([]);
});

test("a file too large for a kickstart is listed, and whoever reads it is told so", async () => {
  origin.commit("one", { "huge.ks": "#".repeat(1_048_577), "a.ks": "1" });
  const repository = await open();
  const snapshot = await repository.snapshot((await repository.resolve(null)) ?? "");
  expect(snapshot.paths).toEqual(["a.ks", "huge.ks"]);
  expect(() => snapshot.read("huge.ks")).toThrow(/^huge\.ks has 1048577 bytes; files of up to 1048576 bytes are read/u);
  expect(await read(repository, null, "a.ks")).toBe("1");
});

test("the first copy and a branch that moved are told of once, and nothing is when all is as it was", async () => {
  origin.commit("one", { "a.ks": "1" });
  const repository = await open();
  await repository.refresh();
  expect(moves).toBe(1);
  origin.commit("two", { "a.ks": "2" });
  await repository.refresh();
  await repository.refresh();
  expect(moves).toBe(2);
  origin.git("tag", "v1");
  await repository.refresh();
  expect(moves).toBe(3);
});

test("names of branches are known without a run of git, commits of branches too", async () => {
  const head = origin.commit("one", { "a.ks": "1" });
  const repository = await open();
  await repository.resolve(null);
  renameSync(folder, `${folder}-away`);
  const ways = [null, "main", "HEAD", "origin/main", "refs/heads/main", "origin/HEAD"];
  const found = await Promise.all(ways.map((way) => repository.resolve(way)));
  renameSync(`${folder}-away`, folder);
  expect(found).toEqual(ways.map(() => head));
});

test("whoever asks before the first fetch has ended waits for it", async () => {
  const head = origin.commit("one", { "a.ks": "1" });
  const repository = unopened(origin.path);
  expect(repository.state()).toEqual({ fetchedAt: null, problem: null });
  expect(await repository.resolve(null)).toBe(head);
  expect(repository.state()).toEqual({ fetchedAt: expect.any(Date), problem: null });
});

test("the default branch is whatever the origin says it is now", async () => {
  origin.commit("one", { "a.ks": "1" });
  origin.git("branch", "trunk");
  const repository = await open();
  origin.git("symbolic-ref", "HEAD", "refs/heads/trunk");
  await repository.refresh();
  expect(await repository.defaultRef()).toBe("trunk");
  expect(moves).toBe(2);
});
