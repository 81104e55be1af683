import * as fc from "fast-check";

/*
 * Small repositories of kickstarts that people might write, on a bad day.
 */

const COMMANDS = [
  "lang de_DE",
  "text",
  "# a comment",
  "",
  "skipx # why",
  "part / --size=1",
  "user --name='a b'",
  "#platform=x",
];
const HEADERS = [
  "%post",
  "%pre --erroronfail",
  "%post --nochroot --log='/a b'",
  "%packages",
  "%packages --nocore --timeout=4",
  "%addon com_example --x='y z'",
  "%certificate --filename=a --dir=/b",
];
const INSIDE = [
  "vim",
  "-vim",
  "@core",
  "-@core",
  "@^a",
  "@g --optional",
  "# note",
  "",
  "  x  ",
  "%foo",
  "echo 'it''s'",
  "cat <<E",
  "E",
];
const WRONG = [
  "frob",
  "echo don't",
  "%frob",
  "%end",
  "%include",
  "''",
  "\\",
  "-",
  "%ksappend f1",
  "%include /x",
  "%include no",
  "a\fb",
  "\uFEFF",
];

const FILES = ["main.ks", "f1", "f2", "d/f3"];
const INCLUDES = ["%include f1", "%include f2", "%include d/f3", "%include ../f1", "%include https://example.org/x"];

const end = fc.constantFrom("\n", "\n", "\n", "\r\n", "\u2028");
const line = (...texts: readonly string[][]) => fc.constantFrom(...texts.flat());

const section = fc
  .tuple(line(HEADERS), fc.array(line(INSIDE, INCLUDES), { maxLength: 5 }))
  .map(([header, lines]) => [header, ...lines, "%end"]);

/** Nothing wrong with it by itself. */
const soundFile = fc
  .array(
    fc.oneof(
      section,
      line(COMMANDS, INCLUDES).map((text) => [text]),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.flat());

const anyLine = fc.oneof(
  { weight: 3, arbitrary: line(COMMANDS, HEADERS, INSIDE, INCLUDES, ["%end", "%end", "%end"]) },
  { weight: 1, arbitrary: line(WRONG) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
);

const written = (lines: fc.Arbitrary<string[]>) =>
  fc.tuple(lines, end, fc.boolean()).map(([texts, newline, ended]) => texts.join(newline) + (ended ? newline : ""));

const repository = (file: fc.Arbitrary<string>) =>
  fc.record(Object.fromEntries(FILES.map((name) => [name, file])), { requiredKeys: ["main.ks"] });

type Repository = fc.Arbitrary<Readonly<Record<string, string | undefined>>>;

/** Files that include each other here and there, without mistakes in what they say. */
export const soundRepository: Repository = repository(written(soundFile));

/** Whatever lines in whatever order, and text that is none. */
export const anyRepository: Repository = repository(written(fc.array(anyLine, { maxLength: 12 })));
