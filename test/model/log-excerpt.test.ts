import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorBlock, logExcerpt } from "../../model/log-excerpt.ts";
import { FAILED_LOGS } from "./failed-logs.ts";

const count = (from: number, to: number, line: (index: number) => string) =>
  Array.from({ length: to - from }, (_, index) => line(from + index));

const INSTALLING = (index: number) =>
  `2026-03-18 02:10:00,000: Installing libgpg-error-1.${index}.x86_64 (${index}/1800)`;

describe("what matters in the log of a failed build", () => {
  test.each(FAILED_LOGS)("$name", ({ before, tells, after }) => {
    const log = [...before, ...tells, ...after];
    const excerpt = logExcerpt(log, 20);
    expect(excerpt.join("\n")).toContain(tells.join("\n"));
    expect(excerpt.length).toBeLessThanOrEqual(tells.length + 8);
  });

  test.each(FAILED_LOGS)("$name, however much was installed before", ({ before, tells, after }) => {
    const log = [...count(0, 1500, INSTALLING), ...before, ...tells, ...after];
    expect(logExcerpt(log, 20).join("\n")).toContain(tells.join("\n"));
  });

  test.each(FAILED_LOGS)("$name, in three lines: what stands last of it, or its heart", ({ before, tells, after }) => {
    const excerpt = logExcerpt([...before, ...tells, ...after], 3);
    expect(excerpt.length).toBeLessThanOrEqual(3);
    expect(excerpt.some((line) => tells.includes(line))).toBe(true);
  });
});

describe("among many lines", () => {
  test("the last error block is told, not one that the tool got over", () => {
    const log = [
      "Error: Unable to match package: first",
      ...count(0, 1000, INSTALLING),
      "Error: Unable to match package: second",
    ];
    expect(logExcerpt(log, 20)).toEqual([INSTALLING(998), INSTALLING(999), "Error: Unable to match package: second"]);
  });

  test("a hint at the end beats an error far before it", () => {
    const log = ["Error: Unable to match package: first", ...count(0, 1000, INSTALLING), "Child return code was: 1"];
    expect(logExcerpt(log, 2)).toContain("Child return code was: 1");
  });

  test("an error far before the end is told where nothing else tells one, for cleaning up can take long", () => {
    const log = [...count(0, 9, INSTALLING), "OzException: No disk activity", ...count(0, 1000, INSTALLING)];
    expect(logExcerpt(log, 5)).toContain("OzException: No disk activity");
  });

  test("of an error longer than asked for, its end is told", () => {
    const problems = count(0, 60, (index) => ` Problem ${index}: nothing provides lib${index}`);
    const excerpt = logExcerpt(["Error: ", ...problems, "(try to add '--skip-broken')"], 10);
    expect(excerpt).toEqual(problems.slice(-10));
  });

  test("two errors with a few words between are one", () => {
    const log = [...count(0, 9, INSTALLING), "Error: one", "a word", "another", "Error: two"];
    expect(logExcerpt(log, 20)).toEqual([
      INSTALLING(7),
      INSTALLING(8),
      "Error: one",
      "a word",
      "another",
      "Error: two",
    ]);
  });

  test("what follows an error at once stands with it", () => {
    const log = ["Error: it broke", "cleaning up", "unmounting", "bye", "for good"];
    expect(logExcerpt(log, 20)).toEqual(["Error: it broke", "cleaning up", "unmounting"]);
  });

  test("blank lines at its ends are left out", () => {
    expect(logExcerpt(["x", "", "", "Error: it broke", "", "", "y"], 20)).toEqual(["Error: it broke"]);
  });
});

describe("where nothing tells an error", () => {
  const HARMLESS = [
    "Installing  : perl-Error-0.17029-18.fc44.noarch",
    "Verifying   : libgpg-error-1.55-1.fc44.x86_64",
    "** (process:1): CRITICAL **: 10:10:30.222: Failed to create a new connection for the system bus",
    "mount -o ro,errors=remount-ro /dev/loop0 /mnt",
    "Installation finished without errors.",
    "e2fsck: 0 errors",
    "Checks passed: 12, failed: 0",
    "DEBUG util.py:610:  Child return code was: 0",
    "INF program: Return code: 0",
    "running %onerror scripts",
    "Status code: 200 for https://dl.example.org/repodata/repomd.xml",
  ];

  test.each(HARMLESS)("%s is no error", (line) => {
    expect(errorBlock([line], 20)).toBeNull();
  });

  test("the last lines are told", () => {
    const log = [...HARMLESS, ...count(0, 30, INSTALLING)];
    expect(logExcerpt(log, 20)).toEqual(count(10, 30, INSTALLING));
    expect(errorBlock(log, 20)).toBeNull();
  });

  test("an empty log has no lines", () => {
    expect(logExcerpt([], 20)).toEqual([]);
  });
});

test("whatever a log holds, its excerpt is a piece of it, no longer than asked for", () => {
  const words = FAILED_LOGS.flatMap(({ before, tells, after }) => [...before, ...tells, ...after]);
  const line = fc.oneof(fc.constantFrom(...words), fc.string({ unit: "binary" }), fc.constant(""));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60, size: "max" }), fc.integer({ min: 1, max: 40 }), (lines, max) => {
      const excerpt = logExcerpt(lines, max);
      expect(excerpt.length).toBeLessThanOrEqual(max);
      expect(lines.some((_, index) => sameAt(lines, excerpt, index)) || lines.length === 0).toBe(true);
      expect(errorBlock(lines, max)?.[0]?.trim()).not.toBe("");
    }),
    { numRuns: 300 },
  );
});

const sameAt = (lines: readonly string[], piece: readonly string[], start: number) =>
  piece.every((line, offset) => lines[start + offset] === line);

test("lines made to be hard to search are searched all the same", () => {
  const words = ["exit status ", "Error in scriptlet ", "no package ", "Error", " :|", "%post ", "returned code "];
  for (const word of words) {
    const line = word.repeat(2000 / word.length);
    expect(
      logExcerpt(
        Array.from({ length: 130 }, () => line),
        20,
      ).length,
      word,
    ).toBeLessThanOrEqual(20);
  }
});
