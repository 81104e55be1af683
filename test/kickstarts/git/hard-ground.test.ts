import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { opened, opening, origin, read, temporaryFolder } from "./opened.ts";

/** Git with its input, as no test repository needs otherwise. */
const gitIn = (path: string, input: string | Buffer, ...words: readonly string[]) =>
  execFileSync("git", ["-C", path, ...words], { input, encoding: "utf8" }).trim();

test("annotated tags, tags of tags, and tags of what is no commit", async () => {
  const from = origin();
  const head = from.commit("one", { "a.ks": "1" });
  from.git("tag", "-a", "-m", "annotated", "v1");
  from.git("tag", "-a", "-m", "a tag of a tag", "v1-again", "v1");
  from.git("tag", "tree", "HEAD^{tree}");
  from.git("tag", "blob", "HEAD:a.ks");
  from.commit("two", { "a.ks": "2" });
  const repository = await opened({ url: from.path });
  expect(await repository.resolve("v1")).toBe(head);
  expect(await repository.resolve(from.git("rev-parse", "v1"))).toBe(head);
  expect(await repository.resolve("v1-again")).toBe(head);
  expect(await repository.resolve("tree")).toBeNull();
  expect(await repository.resolve("blob")).toBeNull();
  expect(await repository.refs()).toEqual(["main", "v1", "v1-again"]);
});

test("what looks like a whole hash is one, whatever branches are called", async () => {
  const from = origin();
  const one = from.commit("one", { "a.ks": "1" });
  const two = from.commit("two", { "a.ks": "2" });
  from.git("update-ref", `refs/heads/${one}`, two);
  from.git("branch", one.slice(0, 8), two);
  from.git("update-ref", `refs/heads/${"f".repeat(40)}`, `${two}^`);
  from.git("tag", "main", one);
  const repository = await opened({ url: from.path });
  expect(await repository.resolve(one)).toBe(one);
  expect(await repository.resolve(one.slice(0, 8))).toBe(two);
  expect(await repository.resolve("f".repeat(40))).toBe(one);
  expect(await repository.resolve("e".repeat(40))).toBeNull();
  // As git has it: the tag before the branch, which has another name too.
  expect(await repository.resolve("main")).toBe(one);
  expect(await repository.resolve(null)).toBe(two);
});

test("names and files that are no UTF-8 do no harm, very long paths neither", async () => {
  const from = origin();
  from.commit("one", { "a.ks": "1" });
  const blob = gitIn(from.path, Buffer.from([0xff, 0xfe, 0x00, 0x0a]), "hash-object", "-w", "--stdin");
  const long = `${"folder/".repeat(600)}deep.ks`;
  // As latin-1, so that one name is no UTF-8.
  const entries = ["binary.ks", long, "b\xe4se.ks"].map((name) => `100644 ${blob}\t${name}\u0000`).join("");
  gitIn(from.path, Buffer.from(entries, "latin1"), "update-index", "-z", "--index-info");
  from.git("commit", "--quiet", "--message=b\u0001d");
  from.git("branch", "größe");
  gitIn(from.path, Buffer.from("create refs/heads/b\xe4d HEAD\n", "latin1"), "update-ref", "--stdin");
  const repository = await opened({ url: from.path });
  const commit = (await repository.resolve("größe")) ?? "";
  const snapshot = await repository.snapshot(commit);
  expect(snapshot.paths).toEqual(["a.ks", "binary.ks", long]);
  expect(snapshot.read(long)).toEqual(Buffer.from([0xff, 0xfe, 0x00, 0x0a]));
  expect(await repository.refs()).toEqual(["größe", "main"]);
  const [newest] = await repository.history(commit);
  expect(newest).toMatchObject({ subject: "b d", touched: ["binary.ks", "b\uFFFDse.ks", long] });
  expect(repository.told).toEqual([]);
});

test("submodules are no files, and are not fetched", async () => {
  const [from, other] = [origin(), origin()];
  other.commit("other", { "x.ks": "1" });
  from.commit("one", { "a.ks": "1" });
  from.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other.path, "module");
  from.commit("with a module", {});
  const repository = await opened({ url: from.path });
  const snapshot = await repository.snapshot((await repository.resolve(null)) ?? "");
  expect(snapshot.paths).toEqual([".gitmodules", "a.ks"]);
  expect(snapshot.read("module/x.ks")).toBeNull();
});

test("a shallow origin is read as far as it goes", async () => {
  const [from, folder] = [origin(), temporaryFolder()];
  from.commit("one", { "a.ks": "1" });
  from.commit("two", { "a.ks": "2" });
  from.commit("three", { "a.ks": "3" });
  from.git("clone", "--quiet", "--bare", "--depth=2", `file://${from.path}`, join(folder, "shallow.git"));
  const repository = await opened({ url: join(folder, "shallow.git") });
  const history = await repository.history((await repository.resolve(null)) ?? "");
  expect(history.map(({ subject }) => subject)).toEqual(["three", "two"]);
  expect(repository.told).toEqual([]);
});

test("repositories with SHA-256 are read, one that was empty before too", async () => {
  const folder = temporaryFolder();
  const git = (...words: readonly string[]) => gitIn(folder, "", ...words);
  git("init", "--quiet", "--object-format=sha256", "--initial-branch=main");
  const repository = await opened({ url: folder });
  expect(await repository.resolve(null)).toBeNull();
  writeFileSync(join(folder, "a.ks"), "lang en\n");
  git("add", "a.ks");
  git("-c", "user.name=Anna", "-c", "user.email=anna@example.org", "commit", "--quiet", "--message=one");
  await repository.refresh();
  const commit = await repository.resolve(null);
  expect(commit).toMatch(/^[0-9a-f]{64}$/u);
  expect(await read(repository, commit, "a.ks")).toBe("lang en\n");
  expect((await repository.commit(commit ?? "")).subject).toBe("one");
  expect(repository.told).toEqual([]);
});

test("what a forced push took away stays readable by its hash", async () => {
  const from = origin();
  from.commit("one", { "a.ks": "1" });
  const repository = await opened({ url: from.path });
  const two = from.commit("two", { "a.ks": "2" });
  await repository.refresh();
  from.git("reset", "--quiet", "--hard", "HEAD~1");
  const other = from.commit("another two", { "a.ks": "3" });
  from.git("reflog", "expire", "--expire=now", "--all");
  from.git("gc", "--quiet", "--prune=now");
  await repository.refresh();
  expect(await repository.resolve("main")).toBe(other);
  expect(await read(repository, two, "a.ks")).toBe("2");
});

test("a branch makes way for one below its name", async () => {
  const from = origin();
  from.commit("one", { "a.ks": "1" });
  from.git("branch", "f45");
  const repository = await opened({ url: from.path });
  from.git("branch", "-D", "f45");
  from.git("branch", "f45/beta");
  await repository.refresh();
  expect(await repository.refs()).toEqual(["f45/beta", "main"]);
  expect(repository.told).toEqual([]);
});

test("a few objects that say they are ten thousand million files are not unpacked", async () => {
  const from = origin();
  const blob = gitIn(from.path, "lang en\n", "hash-object", "-w", "--stdin");
  const ten = (entry: (n: number) => string) => Array.from({ length: 10 }, (_, n) => entry(n)).join("\n");
  let tree = gitIn(
    from.path,
    ten((n) => `100644 blob ${blob}\tf${n}`),
    "mktree",
  );
  for (let depth = 0; depth < 9; depth += 1)
    tree = gitIn(
      from.path,
      ten((n) => `040000 tree ${tree}\td${n}`),
      "mktree",
    );
  from.git("update-ref", "refs/heads/main", from.git("commit-tree", tree, "-m", "bomb"));
  const repository = await opened({ url: from.path });
  const commit = (await repository.resolve(null)) ?? "";
  await expect(repository.snapshot(commit)).rejects.toThrow(
    /^The kickstart repository "ks" cannot be read: git ls-tree answered more than \d+ bytes\.$/u,
  );
  expect((await repository.commit(commit)).subject).toBe("bomb");
});

test("a repository that is too large is given up, and not tried again at once", async () => {
  const from = origin();
  const noise = Buffer.from(Array.from({ length: 3 * 1_048_576 }, () => Math.floor(Math.random() * 256)));
  from.commit("noise", { "noise.bin": noise });
  const repository = await opened({ url: from.path, maxMiB: 1 });
  const why = "its copy would take more than 1 MiB, which is more than the gateway keeps of one";
  expect(repository.told).toEqual([why]);
  await expect(repository.resolve(null)).rejects.toThrow(why);
  expect(readdirSync(repository.folder)).toEqual([]);
  from.git("rm", "--quiet", "noise.bin");
  from.git("commit", "--quiet", "--amend", "--allow-empty", "--message=nothing");
  await repository.refresh();
  expect(repository.told).toEqual([why]);
});

/** Accepts connections and says nothing. */
async function silentServer(): Promise<string> {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has an address of this shape.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/ks.git`;
}

const commandLines = () =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8");
      } catch {
        return "";
      }
    });

test("a server that never answers holds up nobody else, and ends with the gateway", async () => {
  const from = origin();
  const head = from.commit("one", { "a.ks": "1" });
  const url = await silentServer();
  const hanging = opening({ url });
  const healthy = opening({ url: from.path });
  expect(await healthy.resolve(null)).toBe(head);
  expect([await healthy.isHere(), await hanging.isHere()]).toEqual([true, false]);
  await expect(hanging.resolve(null)).rejects.toThrow(
    'The kickstart repository "ks" cannot be read: it is fetched for the first time; ask again in a minute.',
  );
  expect(hanging.told).toEqual([]);
  await hanging.close();
  expect(commandLines().filter((line) => line.includes(url))).toEqual([]);
  expect(readdirSync(hanging.folder)).toEqual([]);
});
