import { expect, onTestFinished, test } from "vitest";
import { createTestRepository } from "../support/git-repository.ts";
import { openedLibrary } from "../support/kickstart-library.ts";

function origin() {
  const repository = createTestRepository();
  onTestFinished(() => repository.remove());
  repository.commit("one", { "a.ks": "lang en\n" });
  return repository;
}

test("a repository is found by its name, by its address and by its aliases, however they are written", async () => {
  const [one, two] = [origin(), origin()];
  const library = await openedLibrary(
    { name: "one", url: one.path, aliases: ["git+https://git.example.org/one.git"] },
    { name: "two", url: two.path },
  );
  onTestFinished(() => library.close());
  const found = (text: string) => library.find(text)?.name ?? null;
  expect(library.repositories.map(({ name }) => name)).toEqual(["one", "two"]);
  expect(
    ["one", one.path, `file://${one.path}`, "https://GIT.example.org/one", "ssh://git@git.example.org:22/one.git/"].map(
      found,
    ),
  ).toEqual(["one", "one", "one", "one", "one"]);
  expect(found(`${two.path}/`)).toBe("two");
  expect(["three", "", "https://git.example.org/", "https://example.org/one.git", "/"].map(found)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(library.repositories.map(({ kojiAddress }) => kojiAddress)).toEqual([
    "git+https://git.example.org/one.git",
    null,
  ]);
});

test("a commit is read once for all who ask for it", async () => {
  const from = origin();
  const library = await openedLibrary({ name: "ks", url: from.path });
  onTestFinished(() => library.close());
  const [shelf] = library.repositories;
  const commit = (await shelf?.resolve(null)) ?? "";
  const [one, other] = await Promise.all([shelf?.edition(commit), shelf?.edition(commit)]);
  expect(other).toBe(one);
  expect(await shelf?.edition(commit)).toBe(one);
  expect(library.gitRuns().toSorted()).toEqual(["cat-file", "ls-tree"]);
});

test("listeners hear when a branch of any repository moved, until they want no more", async () => {
  const [one, two] = [origin(), origin()];
  const library = await openedLibrary({ name: "one", url: one.path }, { name: "two", url: two.path });
  onTestFinished(() => library.close());
  let heard = 0;
  const stop = library.onMove(() => (heard += 1));
  two.commit("two", { "a.ks": "lang de\n" });
  await Promise.all(library.repositories.map(({ refresh }) => refresh()));
  expect(heard).toBe(1);
  stop();
  one.commit("two", { "a.ks": "lang de\n" });
  await Promise.all(library.repositories.map(({ refresh }) => refresh()));
  expect(heard).toBe(1);
});
