import * as fc from "fast-check";
import { expect, test } from "vitest";
import { historyOf, readHistory } from "../../../kickstarts/git/history.ts";

const HASH = "4cf7377dcab2a5c4ebc43e1d12baa90503c37ed8";
const NUL = "\u0000";
const record = (fields: readonly string[], names: readonly string[] = []) =>
  [...fields, ...(names.length === 0 ? [] : [`\n${names[0]}`, ...names.slice(1)])]
    .map((field) => `${field}${NUL}`)
    .join("");

test("what git logs is read commit by commit, with what each touched", async () => {
  const log =
    record(
      [HASH, "Anna", "1754909813", "three"],
      ["M", "a.ks", "R087", "old.ks", "new.ks", "C100", "a.ks", "copy.ks"],
    ) +
    record(["1".repeat(64), "Bob", "0", ""]) +
    record(["2".repeat(40), "Cleo", "-1", "one"], ["A", "M", "D", "R100"]);
  expect(await readHistory(log)).toEqual([
    {
      hash: HASH,
      author: "Anna",
      authoredAt: new Date(1754909813000),
      subject: "three",
      touched: ["a.ks", "new.ks", "old.ks", "copy.ks"],
      renamed: new Map([["new.ks", "old.ks"]]),
    },
    { hash: "1".repeat(64), author: "Bob", authoredAt: new Date(0), subject: "", touched: [], renamed: new Map() },
    // Files may be called like a status.
    {
      hash: "2".repeat(40),
      author: "Cleo",
      authoredAt: new Date(-1000),
      subject: "one",
      touched: ["M", "R100"],
      renamed: new Map(),
    },
  ]);
});

test("dates that no calendar has are the first there is", async () => {
  const [one, two] = await readHistory(
    record([HASH, "a", "99999999999999999", "x"]) + record([HASH, "a", "soon", "x"]),
  );
  expect([one?.authoredAt, two?.authoredAt]).toEqual([new Date(0), new Date(0)]);
});

test("no log makes it fail or go on for ever", async () => {
  const word = fc.oneof(fc.string(), fc.constantFrom(HASH, "M", "R100", "\nM", "C", "D", ""));
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 40 }), async (words) => {
      const entries = await readHistory(words.join(NUL));
      expect(entries.length).toBeLessThanOrEqual(words.length);
    }),
  );
});

test("a file is followed through its renames, whatever it was called", () => {
  const entry = (hash: string, touched: readonly string[], renamed: readonly (readonly [string, string])[] = []) => ({
    hash,
    author: "",
    authoredAt: new Date(0),
    subject: "",
    touched,
    renamed: new Map(renamed),
  });
  const history = [
    entry("4", ["c.ks"]),
    entry("3", ["c.ks", "b.ks"], [["c.ks", "b.ks"]]),
    // Another file of the name that c.ks came to have later.
    entry("2", ["c.ks"]),
    entry("1", ["b.ks", "a.ks"], [["b.ks", "a.ks"]]),
    entry("0", ["a.ks"]),
  ];
  const of = (...paths: string[]) => historyOf(history, paths).map(({ hash }) => hash);
  expect(of("c.ks")).toEqual(["4", "3", "1", "0"]);
  expect(of("b.ks")).toEqual(["3", "1", "0"]);
  expect(of("none.ks")).toEqual([]);
});
