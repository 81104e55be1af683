import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareRpmVersions,
  compareRpmVersionTexts,
  type RpmVersion,
  rpmVersionText,
} from "../../model/rpm-version.ts";

type Order = "<" | "=" | ">";
const orderOf = (difference: number): Order => (difference < 0 ? "<" : difference > 0 ? ">" : "=");
const MIRROR = { "<": ">", "=": "=", ">": "<" } as const;

/** The pairs that rpm holds its own comparison to (tests/rpmvercmp.at), each once; the test turns them round. */
// prettier-ignore
const PUBLISHED: readonly (readonly [string, Order, string])[] = [
  ["1.0", "=", "1.0"], ["1.0", "<", "2.0"],
  ["2.0.1", "=", "2.0.1"], ["2.0", "<", "2.0.1"],
  ["2.0.1a", "=", "2.0.1a"], ["2.0.1a", ">", "2.0.1"],
  ["5.5p1", "=", "5.5p1"], ["5.5p1", "<", "5.5p2"], ["5.5p10", "=", "5.5p10"], ["5.5p1", "<", "5.5p10"],
  ["10xyz", "<", "10.1xyz"], ["xyz10", "=", "xyz10"], ["xyz10", "<", "xyz10.1"],
  ["xyz.4", "=", "xyz.4"], ["xyz.4", "<", "8"], ["xyz.4", "<", "2"],
  ["5.5p2", "<", "5.6p1"], ["5.6p1", "<", "6.5p1"],
  ["6.0.rc1", ">", "6.0"], ["10b2", ">", "10a1"], ["10a2", "<", "10b2"],
  ["1.0aa", "=", "1.0aa"], ["1.0a", "<", "1.0aa"],
  ["10.0001", "=", "10.0001"], ["10.0001", "=", "10.1"], ["10.0001", "<", "10.0039"],
  ["4.999.9", "<", "5.0"],
  ["20101121", "=", "20101121"], ["20101121", "<", "20101122"],
  ["2_0", "=", "2_0"], ["2.0", "=", "2_0"],
  ["a", "=", "a"], ["a+", "=", "a+"], ["a+", "=", "a_"], ["+a", "=", "+a"], ["+a", "=", "_a"],
  ["+_", "=", "+_"], ["_+", "=", "_+"], ["+", "=", "_"],
  ["1.0~rc1", "=", "1.0~rc1"], ["1.0~rc1", "<", "1.0"], ["1.0~rc1", "<", "1.0~rc2"],
  ["1.0~rc1~git123", "=", "1.0~rc1~git123"], ["1.0~rc1~git123", "<", "1.0~rc1"],
  ["1.0^", "=", "1.0^"], ["1.0^", ">", "1.0"],
  ["1.0^git1", "=", "1.0^git1"], ["1.0^git1", ">", "1.0"], ["1.0^git1", "<", "1.0^git2"], ["1.0^git1", "<", "1.01"],
  ["1.0^20160101", "=", "1.0^20160101"], ["1.0^20160101", "<", "1.0.1"],
  ["1.0^20160101^git1", "=", "1.0^20160101^git1"], ["1.0^20160102", ">", "1.0^20160101^git1"],
  ["1.0~rc1^git1", "=", "1.0~rc1^git1"], ["1.0~rc1^git1", ">", "1.0~rc1"],
  ["1.0^git1~pre", "=", "1.0^git1~pre"], ["1.0^git1", ">", "1.0^git1~pre"],
  // What rpm lists as oddities that it keeps.
  ["1b.fc17", "=", "1b.fc17"], ["1b.fc17", "<", "1.fc17"], ["1g.fc17", ">", "1.fc17"],
  ["1.1.α", "=", "1.1.β"], ["1.1.αα", "=", "1.1.α"],
];

describe("versions compare as rpm's own test suite has it", () => {
  it.each(PUBLISHED)("%s %s %s", (a, order, b) => {
    expect(orderOf(compareRpmVersionTexts(a, b))).toBe(order);
    expect(orderOf(compareRpmVersionTexts(b, a))).toBe(MIRROR[order]);
  });
});

const evr = (epoch: number | null, version: string, release: string): RpmVersion => ({ epoch, version, release });

// What rpm 4.18 says (rpm.labelCompare).
it.each<[RpmVersion, Order, RpmVersion]>([
  [evr(1, "1.0", "1"), ">", evr(null, "9.0", "9")],
  [evr(2, "1.0", "1"), "<", evr(10, "1.0", "1")],
  [evr(0, "1.0", "1"), "=", evr(null, "1.0", "1")],
  [evr(null, "1.0", "2.fc45"), "<", evr(null, "1.0", "10.fc45")],
  [evr(null, "1.0", "1.fc44"), "<", evr(null, "1.0", "1.fc45")],
  [evr(null, "1.0", "99"), "<", evr(null, "1.1", "1")],
  [evr(null, "1.0", ""), "<", evr(null, "1.0", "1")],
  [evr(null, "1.0", ""), "=", evr(null, "1.0", "")],
  [evr(null, "1.0", "~1"), "<", evr(null, "1.0", "")],
  [evr(null, "20260318123456789012345678", "1"), "<", evr(null, "20260318123456789012345679", "1")],
  [evr(null, "1.0", "0.1.20260318git0abc"), "<", evr(null, "1.0", "0.2.20260101git9def")],
])("%o %s %o", (a, order, b) => {
  expect(orderOf(compareRpmVersions(a, b))).toBe(order);
  expect(orderOf(compareRpmVersions(b, a))).toBe(MIRROR[order]);
});

it.each([
  [evr(null, "1.0", "1.fc45"), "1.0-1.fc45"],
  [evr(0, "1.0", "1.fc45"), "1.0-1.fc45"],
  [evr(3, "1.0", "1.fc45"), "3:1.0-1.fc45"],
  [evr(3, "1.0", ""), "3:1.0"],
])("%o is written %s", (version, text) => {
  expect(rpmVersionText(version)).toBe(text);
});

describe("whatever the versions", () => {
  const piece = fc.constantFrom(
    "0",
    "1",
    "9",
    "10",
    "01",
    "00",
    "a",
    "b",
    "ab",
    "Z",
    "rc",
    ".",
    "_",
    "+",
    "~",
    "^",
    "α",
  );
  const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
  const version = fc.record({
    epoch: fc.option(fc.nat(3)),
    version: text,
    release: text,
  });

  it("each equals itself", () => {
    fc.assert(
      fc.property(version, (a) => {
        expect(compareRpmVersions(a, { ...a })).toBe(0);
      }),
    );
  });

  it("one is newer than another when that is older than it", () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(orderOf(compareRpmVersions(b, a))).toBe(MIRROR[orderOf(compareRpmVersions(a, b))]);
      }),
      { numRuns: 1000 },
    );
  });

  it("they stand in one order: sorted, each of them is at most as new as every one after it", () => {
    fc.assert(
      fc.property(fc.array(version, { minLength: 3, maxLength: 8 }), (versions) => {
        const sorted = versions.toSorted(compareRpmVersions);
        for (const [index, older] of sorted.entries())
          for (const newer of sorted.slice(index)) expect(compareRpmVersions(older, newer)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  /** Written the one way that rpm tells apart: one dot between segments, no zeros before numbers. */
  const plain = (given: string) =>
    given
      .replaceAll(/[^0-9A-Za-z~^]+/gu, ".")
      .replaceAll(/(?<=[0-9])(?=[A-Za-z])|(?<=[A-Za-z])(?=[0-9])|(?=[~^])|(?<=[~^])/gu, ".")
      .split(".")
      .filter((segment) => segment !== "")
      .map((segment) => segment.replace(/^0+(?=[0-9])/u, ""))
      .join(".");

  it("they are equal when and only when their segments are", () => {
    const alike = fc
      .tuple(text, fc.constantFrom(".", "_", "+"))
      .map(([a, b]) => [a, a.replaceAll(/[._+]/gu, b)] as const);
    fc.assert(
      fc.property(fc.oneof(fc.tuple(text, text), alike), ([a, b]) => {
        expect(compareRpmVersionTexts(a, b) === 0).toBe(plain(a) === plain(b));
      }),
      { numRuns: 2000 },
    );
  });
});
