import { expect, test } from "vitest";
import { readKickstart } from "../../kickstarts/read-kickstart.ts";
import { readFiles, summary } from "../support/read-files.ts";

test("paths are relative to the including file, inside the repository", () => {
  const asked: string[] = [];
  const files: Readonly<Record<string, string>> = {
    "l10n/de.ks": `%include ../base.ks\n%include "a b.ks"\n%include ./parts/../x.ks\n`,
  };
  const kickstart = readKickstart({
    path: "l10n/de.ks",
    read: (path) => {
      asked.push(path);
      return files[path] ?? (path === "l10n/de.ks" ? null : "skipx\n");
    },
  });
  expect(kickstart.problems).toEqual([]);
  expect(asked).toEqual(["l10n/de.ks", "base.ks", "l10n/a b.ks", "l10n/x.ks"]);
});

test.each(["../outside.ks", "/etc/passwd", "a/../../x.ks", ".."])("%s is outside and never asked for", (path) => {
  const asked: string[] = [];
  const read = (name: string) => {
    asked.push(name);
    return `skipx\n%include ${path}\n`;
  };
  const kickstart = readKickstart({ path: "main.ks", read });
  expect(kickstart.problems).toMatchObject([{ code: "include-outside", severity: "ERROR", file: "main.ks", line: 2 }]);
  expect(kickstart.includes).toMatchObject([{ written: path, path: null, found: false }]);
  expect(asked).toEqual(["main.ks"]);
});

test("an address is noted and not fetched", () => {
  const kickstart = readFiles(
    "%include https://example.org/base.ks\n%post\n%include http://example.org/x.sh\na\n%end\n",
  );
  expect(summary(kickstart.problems)).toEqual([
    "main.ks:1 WARNING include-not-fetched",
    "main.ks:3 WARNING include-not-fetched",
  ]);
  expect(kickstart.scripts[0]?.body).toBe("a\n");
});

test("a missing file is told where it is included, with the way there", () => {
  const kickstart = readFiles({ "main.ks": "skipx\n%include a.ks\nlang de\n", "a.ks": "\n%include sub/b.ks\n" });
  expect(kickstart.problems).toEqual([
    {
      severity: "ERROR",
      code: "missing-include",
      message: `There is no file "sub/b.ks": correct the name, or add the file.`,
      file: "a.ks",
      line: 2,
      includedFrom: ["main.ks:2"],
    },
  ]);
  expect(kickstart.commands.map(({ name }) => name)).toEqual(["skipx", "lang"]);
});

test("the kickstart itself may be missing", () => {
  const kickstart = readKickstart({ path: "no.ks", read: () => null });
  expect(kickstart.problems).toMatchObject([{ code: "missing-file", file: "no.ks", line: 1 }]);
});

test("an include without a path is told", () => {
  expect(summary(readFiles(`%include\n%include ""\n%post\n%include\n%end\n`).problems)).toEqual([
    "main.ks:1 ERROR include-without-path",
    "main.ks:2 ERROR include-without-path",
    "main.ks:4 ERROR include-without-path",
  ]);
});

test("a cycle is told with its round, once, and the rest is read", () => {
  const kickstart = readFiles({
    "main.ks": "%include a.ks\nlang de\n",
    "a.ks": "%include b.ks\n",
    "b.ks": "%include a.ks\nskipx\n",
  });
  expect(kickstart.problems).toMatchObject([
    { code: "include-cycle", file: "b.ks", line: 1, includedFrom: ["main.ks:1", "a.ks:1"] },
  ]);
  expect(kickstart.problems[0]?.message).toContain("a.ks → b.ks → a.ks");
  expect(kickstart.commands.map(({ name }) => name)).toEqual(["skipx", "lang"]);
});

test("includes that go ever deeper, or come back ever more often, end", () => {
  const deeper = readKickstart({ path: "0", read: (path) => `%include ${Number(path) + 1}\n` });
  expect(deeper.problems).toMatchObject([{ code: "include-depth" }]);
  const twice = readKickstart({
    path: "0",
    read: (path) => (path === "40" ? "skipx\n" : `%include ${Number(path) + 1}\n`.repeat(2)),
  });
  expect(twice.problems[0]).toMatchObject({ code: "too-large" });
  const long = readKickstart({
    path: "0",
    read: (path) => (path === "0" ? "%include 1\n".repeat(100) : "# x\n".repeat(50_000)),
  });
  expect(long.problems[0]).toMatchObject({ code: "too-large" });
});
