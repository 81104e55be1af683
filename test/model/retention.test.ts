import { expect, test } from "vitest";
import type { Build } from "../../model/build.ts";
import { expiredBuilds } from "../../model/retention.ts";
import { aBuild, at } from "../support/builds.ts";

const DAY = 24;
/** Ten complete builds; number 10 ended half an hour ago, each other a day before the next. */
const TEN = Array.from({ length: 10 }, (_, index) => ended(index + 1));
const NOW = at(10 * DAY + 0.5);

function ended(day: number, overrides: Partial<Build> = {}): Build {
  return aBuild({ kojiId: day, createdAt: at(day * DAY - 1), completedAt: at(day * DAY), ...overrides });
}

const ids = (builds: readonly Build[]) => builds.map(({ kojiId }) => kojiId);

test.each([
  { rule: "the newest 3", keepLast: 3, keepDays: null, expired: [7, 6, 5, 4, 3, 2, 1] },
  { rule: "4 days", keepLast: null, keepDays: 4, expired: [6, 5, 4, 3, 2, 1] },
  { rule: "either, number wins", keepLast: 8, keepDays: 4, expired: [2, 1] },
  { rule: "either, age wins", keepLast: 2, keepDays: 7, expired: [3, 2, 1] },
  { rule: "more than there are", keepLast: 99, keepDays: null, expired: [] },
  { rule: "days enough", keepLast: 1, keepDays: 99, expired: [] },
  { rule: "no days", keepLast: null, keepDays: 0, expired: [9, 8, 7, 6, 5, 4, 3, 2, 1] },
  { rule: "none of them", keepLast: 0, keepDays: null, expired: [9, 8, 7, 6, 5, 4, 3, 2, 1] },
])("keeping $rule lets go of $expired, newest first", ({ keepLast, keepDays, expired }) => {
  expect(ids(expiredBuilds(TEN, { keepLast, keepDays }, NOW))).toEqual(expired);
});

test("a build is kept to the very end of its days, and let go the moment after", () => {
  const rule = { keepLast: null, keepDays: 2 };
  const builds = [ended(10), ended(5)];
  const end = at(7 * DAY);
  expect(ids(expiredBuilds(builds, rule, end))).toEqual([]);
  expect(ids(expiredBuilds(builds, rule, new Date(end.getTime() + 1)))).toEqual([5]);
});

test("the newest good build is kept however old it is", () => {
  expect(expiredBuilds([ended(1)], { keepLast: null, keepDays: 1 }, at(9999))).toEqual([]);
  expect(ids(expiredBuilds([ended(1), ended(2)], { keepLast: null, keepDays: 1 }, at(9999)))).toEqual([1]);
});

test("builds that run, failed, were cancelled or deleted neither expire nor take a kept one's place", () => {
  const others = (["BUILDING", "FAILED", "CANCELED", "DELETED"] as const).map((state, index) =>
    ended(20 + index, { state, completedAt: state === "BUILDING" ? null : at((20 + index) * DAY) }),
  );
  const old = (["FAILED", "CANCELED", "DELETED"] as const).map((state) => ended(0, { state }));
  const expired = expiredBuilds([...others, ...TEN, ...old], { keepLast: 8, keepDays: null }, NOW);
  expect(ids(expired)).toEqual([2, 1]);
});

test("the order in which builds come makes no difference; the number decides among those that ended together", () => {
  const together = [3, 1, 2].map((kojiId) => ended(1, { kojiId }));
  for (const builds of [together, together.toReversed()])
    expect(ids(expiredBuilds(builds, { keepLast: 1, keepDays: null }, NOW))).toEqual([2, 1]);
});

test("an import without an end is as old as its record", () => {
  const imported = ended(1, { completedAt: null, createdAt: at(1) });
  expect(ids(expiredBuilds([ended(10), imported], { keepLast: null, keepDays: 5 }, NOW))).toEqual([1]);
});
