import { expect, test } from "vitest";
import { isBlankOrComment, lineNumbers, splitLines, trim, wordsOf } from "../../../kickstarts/reading/white-space.ts";

test("lines end where Python ends them", () => {
  expect(splitLines("a\nb\r\nc\rd")).toEqual(["a\n", "b\r\n", "c\r", "d"]);
  expect(splitLines("a\fb\vc\u2028d\x85")).toEqual(["a\f", "b\v", "c\u2028", "d\x85"]);
  expect(splitLines("a\n\n")).toEqual(["a\n", "\n"]);
  expect(splitLines("")).toEqual([]);
});

test("lines are numbered as editors number them", () => {
  expect(lineNumbers(splitLines("a\nb\r\nc"))).toBeNull();
  expect(lineNumbers(splitLines("a\fb\nc"))).toEqual([1, 1, 2]);
});

test("white space is what Python takes for it: not a byte order mark, but separators", () => {
  expect(trim("\u00a0\x1f a \u3000")).toBe("a");
  expect(trim("\uFEFFa")).toBe("\uFEFFa");
  expect(wordsOf(" a\u2003b\tc ")).toEqual(["a", "b", "c"]);
  expect(["", " \t", "\u2003# x", "#"].map(isBlankOrComment)).toEqual([true, true, true, true]);
  expect(isBlankOrComment("\uFEFF#")).toBe(false);
});
