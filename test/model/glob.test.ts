import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchesGlob } from "../../model/glob.ts";

describe("a glob", () => {
  test.each([
    ["Aurora-KDE-Live", "Aurora-KDE-Live"],
    ["Aurora-KDE-Live", "Aurora-*-Live"],
    ["Aurora-KDE-Live", "*"],
    ["Aurora-KDE-Live", "*Live"],
    ["Aurora-KDE-Live", "Aurora*"],
    ["Aurora-KDE-Live", "*KDE*"],
    ["Aurora-KDE-Live", "Aurora-???-Live"],
    ["Aurora-KDE-Live", "A*-*-*e"],
    ["Aurora-KDE-Live", "**-**"],
    ["Aurora--Live", "Aurora-*-Live"],
    ["a-b-Live-Live", "*-Live"],
    ["", ""],
    ["", "*"],
    ["", "***"],
  ])("fits: %j and %j", (text, glob) => {
    expect(matchesGlob(text, glob)).toBe(true);
  });

  test.each([
    ["Aurora-KDE-Live", "aurora-kde-live"],
    ["Aurora-KDE-Live", "KDE"],
    ["Aurora-KDE-Live", "Aurora-??-Live"],
    ["Aurora-KDE-Live", "Aurora-KDE-Live?"],
    ["Aurora-KDE-Live", "*-Liv"],
    ["Aurora-KDE-Live", ""],
    ["", "?"],
    ["aab", "a*a"],
  ])("does not fit: %j and %j", (text, glob) => {
    expect(matchesGlob(text, glob)).toBe(false);
  });

  test.each(["C++-Live", "a.b", "[ab]", "(a|b)", "a{2}", "$x^", "a\\b"])("takes %j by its letters", (name) => {
    expect(matchesGlob(name, name)).toBe(true);
    expect(matchesGlob(`${name}x`, name)).toBe(false);
    expect(matchesGlob("aab", name)).toBe(false);
  });

  test("fits exactly what the regular expression of the same meaning fits", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "-", "."), maxLength: 12 });
    const globs = fc.string({ unit: fc.constantFrom("a", "b", "-", ".", "*", "?"), maxLength: 8 });
    fc.assert(
      fc.property(letters, globs, (text, glob) => {
        const source = glob
          .replaceAll(".", String.raw`\.`)
          .replaceAll("*", ".*")
          .replaceAll("?", ".");
        expect(matchesGlob(text, glob)).toBe(new RegExp(`^${source}$`, "s").test(text));
      }),
      { numRuns: 2000 },
    );
  });

  test("fits a text of which it is made by blotting out", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (start, middle, end) => {
        expect(
          matchesGlob(`${start}${middle}${end}`, `${start.replaceAll("*", "?")}*${end.replaceAll("*", "?")}`),
        ).toBe(true);
      }),
    );
  });

  test("of many stars comes to an end on a text that it does not fit", () => {
    expect(matchesGlob("a".repeat(2000), `${"*a".repeat(1000)}b`)).toBe(false);
  });
});
