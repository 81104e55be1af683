import { expect, test } from "vitest";
import { quoteWord, splitWords } from "../../../kickstarts/reading/shlex.ts";

const commands = (line: string) => splitWords(line, { comments: true });
const inSection = (line: string) => splitWords(line, { comments: false });

test.each([
  ["lang en_US.UTF-8\n", ["lang", "en_US.UTF-8"]],
  ["  part\t/  --size=1\r\n", ["part", "/", "--size=1"]],
  [`user --gecos="Live User" --name='a b'`, ["user", "--gecos=Live User", "--name=a b"]],
  [`a"b"'c'd`, ["abcd"]],
  [`rootpw '' ""`, ["rootpw", "", ""]],
  [String.raw`a\ b \# \"`, ["a b", "#", `"`]],
  [String.raw`"a\"b\\c\d"`, [String.raw`a"b\c\d`]],
  [String.raw`'a\b'`, [String.raw`a\b`]],
  ["a\u00a0b\fc", ["a\u00a0b\fc"]],
  ["part / \\\n", ["part", "/", "\n"]],
])("%j is split as a POSIX shell would", (line, words) => {
  expect(commands(line)).toEqual({ words, error: null });
  expect(inSection(line)).toEqual({ words, error: null });
});

test("a # ends a command's line even within a word, but stays in a section and in quotes", () => {
  expect(commands("lang en#US # note")).toEqual({ words: ["lang", "en"], error: null });
  expect(inSection("%end # note")).toEqual({ words: ["%end", "#", "note"], error: null });
  expect(commands(`a "#b" '#c'`)).toEqual({ words: ["a", "#b", "#c"], error: null });
});

test.each([
  ["echo don't", "quote"],
  [`a "b`, "quote"],
  ["a \\", "backslash"],
  [`"a\\`, "backslash"],
])("%j is told to lack its end", (line, error) => expect(commands(line).error).toBe(error));

test("a word in quotes is split into itself", () => {
  for (const word of ["a", "", "a b", `it's`, `"`, `it's "x"`, "a\\b", "#", "$releasever", "\t", "ü"])
    expect(commands(`x ${quoteWord(word)}`).words).toEqual(["x", word]);
});
