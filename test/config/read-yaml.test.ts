import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Problem, problemText } from "../../config/settings/problem.ts";
import { readYaml } from "../../config/settings/read-yaml.ts";
import type { Setting } from "../../config/settings/setting.ts";

const told = (text: string): readonly string[] => {
  const read = readYaml(text, "f.yaml");
  return "problems" in read ? read.problems.map(problemText) : [];
};

/** The settings as plain values, each with its line: `value@line`. */
function outline(setting: Setting): unknown {
  const line = "file" in setting.source ? setting.source.line : 0;
  if (setting.kind === "value") return `${setting.value}@${line}`;
  if (setting.kind === "list") return setting.items.map(outline);
  return Object.fromEntries([...setting.entries].map(([key, entry]) => [key, outline(entry)]));
}

const outlineOf = (text: string): unknown => {
  const read = readYaml(text, "f.yaml");
  return "root" in read ? outline(read.root) : read.problems.map(problemText);
};

test("every setting knows the line of its key, and an item of a list its own", () => {
  const text = "# first\na: 1\nb:\n  c: |\n    two\n    lines\n  d:\n    - x\n    -\n      y\n45: { e: ~ }\n";
  expect(outlineOf(text)).toEqual({ a: "1@2", b: { c: "two\nlines\n@4", d: ["x@8", "y@10"] }, 45: { e: "null@11" } });
});

test.each(["", "\n\n", "# nothing\n", "---\n", "~", "\uFEFF", "{}"])("%j is a file without settings", (text) => {
  expect(outlineOf(text)).toEqual({});
});

test("lines are counted the same with CR LF", () => {
  expect(outlineOf("a: 1\r\n\r\nb: 2\r\n")).toEqual({ a: "1@1", b: "2@3" });
});

test("an alias stands for the value of its anchor, where the alias is", () => {
  expect(outlineOf("a: &x { y: 1 }\nb: *x\nc: [*x]\n")).toEqual({
    a: { y: "1@1" },
    b: { y: "1@1" },
    c: [{ y: "1@1" }],
  });
});

test.each([
  ["a: 1\nb:\n  c: 1\n  c: 2\n", "f.yaml:4: b.c is written twice; keep one of the two."],
  ["a: &x\n  b: *x\n", "f.yaml:2: the alias at a.b refers to something that it is part of; write the value out."],
  ["a: [1, *gone]\n", "f.yaml:1: the alias at a[1] refers to no anchor above it; write the value out."],
  ["a: !secret b\n", "f.yaml:1: this is not valid YAML: unresolved tag."],
  ["? [a]\n: 1\n", "f.yaml:1: a key is no plain text; write a name."],
  ["a:\n  : 1\n", "f.yaml:2: a key in a is no plain text; write a name."],
  ["a: 1\n---\nb: 2\n", "f.yaml:2: this is not valid YAML: source contains multiple documents."],
  ["- a\n", "f.yaml:1: this file holds only a list; give settings, one `name: value` in each line."],
])("%j is told", (text, ...problems) => {
  expect(told(text)).toEqual(problems);
});

test.each(["[", "{", "- ", "? ", "{a: ", "[{a: ", "? - "])("%j without end is told, not followed", (piece) => {
  expect(told(`a: 1\nb:\n  ${piece.repeat(20_000)}`)).toEqual(["f.yaml:3: this nests too deeply; write it flatter."]);
});

test("brackets in quotes and in text do not nest", () => {
  expect(outlineOf(`a: "${"[".repeat(500)}"\nb: |\n  ${"{".repeat(500)}\n`)).toMatchObject({ a: expect.any(String) });
});

test("aliases within aliases are told, not written out", () => {
  const lines = Array.from(
    { length: 30 },
    (_, level) => `a${level + 1}: &a${level + 1} [*a${level}, *a${level}, *a${level}]`,
  );
  expect(told(`a0: &a0 [1]\n${lines.join("\n")}\n`)).toEqual([
    expect.stringContaining("more than 200000 settings; write fewer aliases."),
  ]);
});

const yamlish = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "a",
        "b: ",
        "- ",
        "? ",
        ": ",
        "\n",
        "  ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&x ",
        "*x",
        "!!str ",
        "!t ",
        "|\n",
        ">-\n",
      ),
      fc.constantFrom(
        '"',
        "'",
        "#",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "<<: ",
        "\t",
        "~",
        ".inf",
        "0x1F",
        "\uFEFF",
        "\u0000",
        "\u001f",
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(""));

function isJudged(text: string): boolean {
  const read = readYaml(text, "f.yaml");
  if ("root" in read) return read.root.kind === "mapping";
  const lines = text.split("\n").length;
  const isLine = ({ source }: Problem) => "file" in source && source.line >= 1 && source.line <= lines;
  return read.problems.length > 0 && read.problems.every(isLine);
}

test("no text is more than a problem", () => {
  fc.assert(
    fc.property(yamlish, (text) => {
      expect(isJudged(text)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
