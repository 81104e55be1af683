import { expect, test } from "vitest";
import { commandLine, compareKickstarts } from "../../kickstarts/compare.ts";
import { readKickstart } from "../../kickstarts/read-kickstart.ts";
import { readFiles } from "../support/read-files.ts";

const FROM = {
  "main.ks":
    "%include base.ks\nlang de\nrepo --name=a\nrepo --name=b\n%packages\nvim\n@core\n@g\n@^one\n-x\n%end\n%post\na\n%end\n",
  "base.ks": "skipx\n",
  "gone.ks": "text\n",
};
const TO = {
  "main.ks": `%include base.ks
%include new.ks
lang "de"
repo --name=b
repo --name=a --cost=5
%packages --nocore
nano
@core
@g --optional
@^two
-x
-@y
%end
%post --nochroot
a
%end
%pre
b
%end
`,
  "base.ks": "skipx\ntext\n",
  "new.ks": "selinux --permissive\n",
};

const diff = compareKickstarts(readFiles(FROM), readFiles(TO));

test("packages, exclusions, groups, environment and options that came and went are told", () => {
  expect(diff).toMatchObject({
    packagesAdded: ["nano"],
    packagesRemoved: ["vim"],
    exclusionsAdded: ["@y"],
    exclusionsRemoved: [],
    groupsAdded: ["@g --optional"],
    groupsRemoved: ["@g"],
    environment: { from: "one", to: "two" },
    packageOptionsAdded: ["--nocore"],
    packageOptionsRemoved: [],
  });
});

test("commands are told by name, wherever they stand and however they are quoted", () => {
  const lines = diff.commands.map(({ name, added, removed }) => [
    name,
    added.map(commandLine),
    removed.map(commandLine),
  ]);
  expect(lines).toEqual([
    ["repo", ["repo --name=a --cost=5"], ["repo --name=a"]],
    ["text", ["text"], []],
    ["selinux", ["selinux --permissive"], []],
  ]);
  expect(diff.commands[1]?.added).toMatchObject([{ file: "base.ks", line: 2 }]);
});

test("scripts are told with both sides", () => {
  expect(diff.scripts).toMatchObject([
    { section: "%post", from: { chroot: true, line: 12 }, to: { chroot: false, line: 14 } },
    { section: "%pre", from: null, to: { body: "b\n" } },
  ]);
});

test("the unified diff has every file that either reads, and no other", () => {
  expect(diff.unified.match(/^(?:---|\+\+\+) .*$/gm)).toEqual([
    "--- a/main.ks",
    "+++ b/main.ks",
    "--- a/base.ks",
    "+++ b/base.ks",
    "--- /dev/null",
    "+++ b/new.ks",
  ]);
  expect(diff.unified).toContain("--- a/base.ks\n+++ b/base.ks\n@@ -1,1 +1,2 @@\n skipx\n+text\n");
});

test("what is the same has no difference", () => {
  const same = compareKickstarts(readFiles(FROM), readFiles(FROM));
  const { unified, environment, ...lists } = same;
  expect([unified, environment]).toEqual(["", null]);
  for (const list of Object.values(lists)) expect(list).toEqual([]);
});

test("two files of different names are compared with each other", () => {
  const read = (path: string) => `lang ${path}\n`;
  const { unified } = compareKickstarts(readKickstart({ path: "de", read }), readKickstart({ path: "fr", read }));
  expect(unified).toBe("--- a/de\n+++ b/fr\n@@ -1,1 +1,1 @@\n-lang de\n+lang fr\n");
});

test("texts that differ all over are told whole", () => {
  const lines = (word: string, end: string) =>
    Array.from({ length: 3000 }, (_, at) => `# ${word} ${at}`).join("\n") + end;
  const { unified } = compareKickstarts(readFiles(lines("a", "")), readFiles(lines("b", "\n")));
  expect(unified).toContain("@@ -1,3000 +1,3000 @@\n-# a 0\n");
  expect(unified).toContain("-# a 2999\n\\ No newline at end of file\n+# b 0\n");
  expect(unified.endsWith("+# b 2999\n")).toBe(true);
});
