import * as fc from "fast-check";
import { expect, test } from "vitest";
import { checkKickstart } from "../../kickstarts/check.ts";
import { compareKickstarts } from "../../kickstarts/compare.ts";
import { flattenKickstart } from "../../kickstarts/flatten.ts";
import { readKickstart } from "../../kickstarts/read-kickstart.ts";
import { allReleases } from "../../kickstarts/releases.ts";
import type { KickstartProblem } from "../../model/kickstart.ts";
import { anyRepository } from "../support/kickstart-arbitrary.ts";
import { hostileKickstarts } from "../support/hostile-kickstarts.ts";
import { problemsIn, readFiles, summary } from "../support/read-files.ts";

/** Does all that can be done with it; what is amiss with the problems comes back. */
function misplaced(files: Readonly<Record<string, string | undefined>>): KickstartProblem[] {
  const kickstart = readFiles(files);
  flattenKickstart(kickstart);
  compareKickstarts(kickstart, readFiles({ "main.ks": "skipx\n" }));
  const problems = allReleases()
    .slice(-2)
    .flatMap((release) => checkKickstart(kickstart, release));
  return problems.filter(({ file, line, message }) => {
    const lines = (files[file] ?? "").split(/\r\n|[\n\r]/).length;
    return line < 1 || line > lines || !/^[^\n]+[.?]$/u.test(message);
  });
}

test.each([
  ["no lines break anything", anyRepository],
  ["neither does any text", fc.record({ "main.ks": fc.string({ unit: "binary", maxLength: 200 }) })],
])("%s, and every problem has a place that is there", (_, repository) => {
  const details = fc.check(
    fc.property(repository, (files) => misplaced(files).length === 0),
    { numRuns: 300 },
  );
  expect(details, details.errorInstance?.toString()).toMatchObject({ failed: false });
});

test.each(Object.entries(hostileKickstarts(20_000)))("%s are read to their end", (_, files) => {
  expect(misplaced(files)).toEqual([]);
});

test("a million lines are read", () => {
  const kickstart = readFiles("# a line\n".repeat(500_000) + "lang de\n".repeat(500_000));
  expect(kickstart.commands).toHaveLength(500_000);
  expect(kickstart.commands.at(-1)).toMatchObject({ line: 1_000_000 });
});

test("of a million mistakes the first thousand are told", () => {
  const problems = problemsIn("%include\n".repeat(500_000) + "frob\n".repeat(500_000), "F43");
  expect(problems).toHaveLength(1001);
  expect(problems.at(-1)).toMatchObject({ code: "too-many-problems" });
  expect(problemsIn("frob\n".repeat(3000), "F43")).toHaveLength(1001);
});

test("bytes that are no text are told with the line where they begin", () => {
  const bytes = new Uint8Array([...Buffer.from("lang de\n# caf"), 0xe9, 0x0a]);
  const kickstart = readKickstart({ path: "main.ks", read: () => bytes });
  expect(summary(kickstart.problems)).toEqual(["main.ks:2 ERROR no-text"]);
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00]);
  const including = readKickstart({ path: "a", read: (path) => (path === "a" ? "%include b\nskipx\n" : png) });
  expect(including.problems).toMatchObject([{ code: "no-text", file: "b", line: 1, includedFrom: ["a:1"] }]);
  expect(including.commands).toMatchObject([{ name: "skipx" }]);
});

test("a byte order mark is told as such", () => {
  const bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...Buffer.from("lang de\n")]);
  const [problem] = checkKickstart(
    readKickstart({ path: "a", read: () => bytes }),
    allReleases().slice(-1)[0] ?? fail(),
  );
  expect(problem?.message).toContain("byte order mark");
});

test("quotes without a partner, empty words and a lone minus are told, all of them, and the rest is read", () => {
  const problems = problemsIn("lang 'de\n'' x\nlang de \\", "F43");
  expect(summary(problems)).toEqual([
    "main.ks:1 ERROR unclosed-quote",
    "main.ks:2 ERROR empty-word",
    "main.ks:3 ERROR unclosed-quote",
  ]);
  expect(summary(problemsIn("%post\n%end don't\n%packages\n-\n%end\nfrob\n", "F43"))).toEqual([
    "main.ks:2 ERROR unclosed-quote",
    "main.ks:4 ERROR lone-minus",
    "main.ks:6 ERROR unknown-command",
  ]);
});

function fail(): never {
  throw new Error("There is no release");
}
