import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { opened, opening, origin, read, temporaryFolder } from "./opened.ts";

const UNAVAILABLE = { code: "REPOSITORY_UNAVAILABLE" };

const copyIn = (folder: string) => join(folder, readdirSync(folder)[0] ?? "");

test("a copy whose objects were deleted is made anew while whoever asks waits", async () => {
  const from = origin();
  const head = from.commit("one", { "a.ks": "1" });
  const repository = await opened({ url: from.path });
  rmSync(join(copyIn(repository.folder), "objects"), { recursive: true });
  expect(await read(repository, null, "a.ks")).toBe("1");
  expect((await repository.history(head)).length).toBe(1);
  expect(repository.told).toEqual([]);
});

test("a copy that cannot be mended, because the origin is away, says so and heals later", async () => {
  const from = origin();
  const head = from.commit("one", { "a.ks": "1" });
  const repository = await opened({ url: from.path });
  rmSync(join(copyIn(repository.folder), "objects"), { recursive: true });
  renameSync(from.path, `${from.path}-away`);
  await expect(repository.snapshot(head)).rejects.toThrow(
    /^The kickstart repository "ks" cannot be read: '.*' does not appear to be a git repository\.$/u,
  );
  renameSync(`${from.path}-away`, from.path);
  await repository.refresh();
  expect(await read(repository, null, "a.ks")).toBe("1");
});

test.each(["HEAD", "refs", "config", "objects"])(
  "a copy that lost its %s before the start is made anew",
  async (part) => {
    const [from, folder] = [origin(), temporaryFolder()];
    from.commit("one", { "a.ks": "1" });
    await (await opened({ url: from.path, folder })).close();
    rmSync(join(copyIn(folder), part), { recursive: true });
    const repository = await opened({ url: from.path, folder });
    expect(await read(repository, null, "a.ks")).toBe("1");
    expect(repository.told).toEqual([]);
  },
);

test("a lock that a gateway left behind when it was killed is in nobody's way", async () => {
  const [from, folder] = [origin(), temporaryFolder()];
  from.commit("one", { "a.ks": "1" });
  const repository = await opened({ url: from.path, folder });
  const copy = copyIn(folder);
  writeFileSync(join(copy, "refs/heads/main.lock"), "");
  writeFileSync(join(copy, "packed-refs.lock"), "");
  const two = from.commit("two", { "a.ks": "2" });
  await repository.refresh();
  expect(await repository.resolve(null)).toBe(two);
  expect(repository.told).toEqual([]);
  expect(readdirSync(folder)).toHaveLength(1);
});

test("half a copy that a gateway left behind is removed once it is old", async () => {
  const [from, folder] = [origin(), temporaryFolder()];
  from.commit("one", { "a.ks": "1" });
  await (await opened({ url: from.path, folder })).close();
  const [left, young] = [`${copyIn(folder)}.new-abcdef`, `${copyIn(folder)}.new-ghijkl`];
  mkdirSync(join(left, "objects"), { recursive: true });
  mkdirSync(young);
  utimesSync(left, 1, 1);
  rmSync(join(copyIn(folder), "HEAD"));
  await opened({ url: from.path, folder });
  expect([existsSync(left), existsSync(young)]).toEqual([false, true]);
});

test("gateways that share a folder fetch at the same time and answer all the while", async () => {
  const [from, folder] = [origin(), temporaryFolder()];
  from.commit("one", { "a.ks": "1" });
  const gateways = [1, 2, 3].map(() => opening({ url: from.path, folder }));
  const all = (ref: string | null) => Promise.all(gateways.map((gateway) => read(gateway, ref, "a.ks")));
  expect(await all(null)).toEqual(["1", "1", "1"]);
  for (const content of ["2", "3", "4"]) {
    const commit = from.commit(content, { "a.ks": content });
    const before = all("main");
    await Promise.all(gateways.map((gateway) => gateway.refresh()));
    expect(await all(commit)).toEqual([content, content, content]);
    expect(await all(null)).toEqual([content, content, content]);
    for (const one of await before) expect([content, String(Number(content) - 1)]).toContain(one);
  }
  expect(gateways.flatMap(({ told }) => told)).toEqual([]);
  expect(readdirSync(folder)).toHaveLength(1);
});

test("a folder that cannot be written is told, with the cure", async () => {
  const from = origin();
  from.commit("one", { "a.ks": "1" });
  const folder = join(temporaryFolder(), "file");
  writeFileSync(folder, "");
  const repository = await opened({ url: from.path, folder: join(folder, "copies") });
  const why = `copies cannot be kept in ${folder}/copies (ENOTDIR): give another folder as \`copies\``;
  expect(repository.told).toEqual([why]);
  await expect(repository.resolve(null)).rejects.toThrow(why);
  expect(repository.state()).toEqual({ fetchedAt: null, problem: why });
});

test("without git a clear message says what is missing", async () => {
  const repository = await opened({ url: "/srv/none.git", environment: { PATH: "/nowhere" } });
  expect(repository.told).toEqual(["git is not installed here: kickstarts are read by it"]);
  await expect(repository.resolve(null)).rejects.toMatchObject(UNAVAILABLE);
});

test("what points git elsewhere, and what weakens it, is not inherited; its configuration is", async () => {
  const [from, folder] = [origin(), temporaryFolder()];
  const head = from.commit("one", { "a.ks": "1" });
  const configuration = join(folder, "gitconfig");
  writeFileSync(configuration, `[url "${from.path}"]\n\tinsteadOf = https://git.example.org/ks.git\n`);
  const environment = {
    ...process.env,
    GIT_DIR: "/nowhere",
    GIT_OBJECT_DIRECTORY: "/nowhere",
    GIT_TRACE: "2",
    GIT_CONFIG_GLOBAL: configuration,
    LANG: "de_DE.UTF-8",
    LANGUAGE: "de",
  };
  const repository = await opened({ url: "https://git.example.org/ks.git", environment });
  expect(await repository.resolve(null)).toBe(head);
  const weak = { ...process.env, GIT_ALLOW_PROTOCOL: "ext:ssh", GIT_SSH_COMMAND: `touch ${folder}/pwned` };
  const refused = await opened({ url: "ssh://127.0.0.1/ks.git", environment: weak });
  expect(refused.told).toEqual(["transport 'ssh' not allowed"]);
  expect(existsSync(join(folder, "pwned"))).toBe(false);
});

test("a password in git's own configuration is told nobody", async () => {
  const folder = temporaryFolder();
  const configuration = join(folder, "gitconfig");
  writeFileSync(configuration, '[url "http://gateway:hush@127.0.0.1:9/"]\n\tinsteadOf = https://git.example.org/\n');
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: configuration };
  const repository = await opened({ url: "https://git.example.org/ks.git", environment });
  expect(repository.told[0]).toMatch(/^unable to access 'http:\/\/127\.0\.0\.1:9\/ks\.git/u);
  const told = await repository.resolve(null).catch((error: unknown) => String(error));
  expect([told, ...repository.told].join()).not.toContain("hush");
});
