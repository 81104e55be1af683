import { execFileSync, spawnSync } from "node:child_process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseKojiConfig } from "../../config/koji-config-file.ts";
import { interpolate } from "../../config/koji-interpolation.ts";

const sectionsOf = (text: string): unknown => {
  const parsed = parseKojiConfig(text, "koji.conf");
  if ("problem" in parsed) return parsed.problem;
  return Object.fromEntries(
    [...parsed.sections].map(([name, options]) => [
      name,
      Object.fromEntries([...options].map(([key, { value }]) => [key, value])),
    ]),
  );
};

test("a file of Koji's client is read with its comments, both delimiters, and values over several lines", () => {
  const text = `# of the system
[koji]
;server = http://commented.example.org
Server = https://koji.example.org/kojihub ; not a comment
weburl: https://koji.example.org/koji
topurl =
  https://files.example.org

  # nor this
  /more
[fedora.test]
cert=~/.fedora.cert
`;
  expect(sectionsOf(text)).toEqual({
    koji: {
      server: "https://koji.example.org/kojihub ; not a comment",
      weburl: "https://koji.example.org/koji",
      topurl: "\nhttps://files.example.org\n\n/more",
    },
    "fedora.test": { cert: "~/.fedora.cert" },
  });
});

test.each([
  ["server = a\n", 1, "this stands before the first section; begin with a line such as [koji]."],
  ["[koji]\nserver\n", 2, "this is neither a section nor an option; write `name = value`."],
  ["[koji]\n = a\n", 2, "this is neither a section nor an option; write `name = value`."],
  [
    "[koji]\nserver = a\nSERVER: b\n",
    3,
    "server stands twice in the section [koji] of this file; keep one of the two.",
  ],
  ["[koji]\n[fedora]\n[koji]\n", 3, "the section [koji] stands twice in this file; write one of the two."],
])("%j is a problem of line %i", (text, line, message) => {
  expect(sectionsOf(text)).toEqual({ source: { file: "koji.conf", line }, message });
});

const OPTIONS = new Map([
  ["host", "koji.example.org"],
  ["base", "https://%(host)s"],
  ["loop", "%(loop)s"],
]);
const lookup = (option: string) => OPTIONS.get(option) ?? null;

test.each([
  ["%(Base)s/kojihub", { value: "https://koji.example.org/kojihub" }],
  ["100%%", { value: "100%" }],
  ["%%(host)s", { value: "%(host)s" }],
  ["%(gone)s", { wrong: "refers to gone, which is not there" }],
  ["100%", { wrong: "holds a % that stands alone; write %%" }],
  ["%(host)", { wrong: "holds a % that stands alone; write %%" }],
  ["%(loop)s", { wrong: "refers to values that refer to others without end" }],
])("%j is interpolated as Python does it", (value, result) => {
  expect(interpolate(value, lookup)).toEqual(result);
});

const hasPython = spawnSync("python3", ["-c", "import configparser"]).status === 0;

/** Reads a JSON list of files; writes for each its sections with every value interpolated, or null where Python refuses. */
const PYTHON = `
import configparser, json, sys
def read(text):
    parser = configparser.ConfigParser()
    try:
        parser.read_string(text)
        sections = {name: dict(parser.items(name)) for name in parser.sections()}
        sections["DEFAULT"] = {name: parser.get("DEFAULT", name) for name in parser.defaults()}
        return sections
    except configparser.Error:
        return None
json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
`;

/** What parseKojiConfig and interpolate make of a whole file, in the shape of the Python above. */
function oursOf(text: string): unknown {
  const parsed = parseKojiConfig(text, "koji.conf");
  if ("problem" in parsed) return null;
  const defaults = parsed.sections.get("DEFAULT") ?? new Map();
  const result: Record<string, Record<string, string>> = { DEFAULT: {} };
  for (const [name, own] of parsed.sections) {
    const options = new Map([...defaults, ...own]);
    const section: Record<string, string> = {};
    for (const [option, { value }] of options) {
      const read = interpolate(value, (other) => options.get(other)?.value ?? null);
      if ("wrong" in read) return null;
      section[option] = read.value;
    }
    result[name] = section;
  }
  return result;
}

/** A file whose options refer to each other in a row of `length`. */
const chain = (length: number): string =>
  `[koji]\n${Array.from({ length }, (_, index) => `o${index} = ${index + 1 < length ? `%(o${index + 1})s` : "end"}\n`).join("")}`;

test("values may refer to each other ten deep", () => {
  expect(oursOf(chain(11))).toMatchObject({ koji: { o0: "end" } });
  expect(oursOf(chain(12))).toBe(null);
});

test.skipIf(!hasPython)("Python's ConfigParser reads every file the same (needs python3)", () => {
  const piece = fc.constantFrom(
    ..."[koji]\n|[a]\n|[DEFAULT]\n|[b] ]x\n|[]\n|server|a|B|=|:| = |\n|\n\n|\n  |\n\t|  |#|;|%|%%|%(a)s|%(server)s|%(b)s|é|\r\n".split(
      "|",
    ),
  );
  const line = fc
    .tuple(
      fc.constantFrom("a", "b", "server", " a", "  B"),
      fc.constantFrom("=", " : ", ""),
      fc.array(piece, { maxLength: 3 }),
    )
    .map(([name, delimiter, value]) => `${name}${delimiter}${value.join("")}\n`);
  const file = fc.array(fc.oneof(line, piece), { maxLength: 14 }).map((all) => `[koji]\n${all.join("")}`);
  const texts = [chain(11), chain(12), ...fc.sample(file, 4000)];
  const python: unknown = JSON.parse(
    execFileSync("python3", ["-c", PYTHON], { input: JSON.stringify(texts), encoding: "utf8", maxBuffer: 1e8 }),
  );
  const theirs = Array.isArray(python) ? python : [];
  expect(theirs.filter((each) => each !== null).length).toBeGreaterThan(500);
  for (const [index, text] of texts.entries())
    expect({ text, read: oursOf(text) }).toEqual({ text, read: theirs[index] });
});
