import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { shellText, shellWord } from "../../model/shell-word.ts";

/** What a real shell makes of a line of words. */
function readByShell(line: string): string[] {
  const out = execFileSync("/bin/sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" });
  return out.split("\0").slice(0, -1);
}

test.each([
  ["x86_64,aarch64", "x86_64,aarch64"],
  ["git+https://example.org/a.git?x#main", "'git+https://example.org/a.git?x#main'"],
  ["it's", String.raw`'it'\''s'`],
  ["", "''"],
  ['$HOME `id` \\ "q" * ~', "'$HOME `id` \\ \"q\" * ~'"],
])("%j is written %s", (word, written) => {
  expect(shellWord(word)).toBe(written);
  expect(readByShell(written)).toEqual([word]);
});

test("characters that one does not see are written as numbers, and come back", () => {
  const word = "\x1b[201~; rm -rf ~\r\t\x7f\u009b\u202e\u200b\u2028end\n";
  const written = shellWord(word);
  expect(written).toMatch(/^[\x20-\x7e\n]*$/u);
  expect(readByShell(written)).toEqual([word]);
});

test("NUL, which no word can hold, is replaced", () => {
  expect(readByShell(shellWord("a\0b"))).toEqual(["a\uFFFDb"]);
});

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...Array.from("'\"\\$`!*?[]{}()<>|&;#~=%^- \n\r\t\x07\x1b\x7f\u00a0\u00ad\u202e\ufeff")),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  ),
});

test("a shell reads back exactly the words, whatever they are", () => {
  const words = fc.array(
    hostile.map((word) => word.replaceAll("\0", "")),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(words, (given) => {
      expect(readByShell(shellText(given))).toEqual(given);
    }),
    { numRuns: 60 },
  );
});
