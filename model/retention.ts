import type { Build } from "./build.ts";
import type { RetentionRule } from "./catalogue.ts";

const DAY_MS = 86_400_000;

/**
 * The complete builds that the rule does not keep, newest first. Whatever the rule, the newest complete build is kept;
 * builds that run or gave no image have no files to let go.
 */
export function expiredBuilds(builds: readonly Build[], rule: RetentionRule, now: Date): readonly Build[] {
  const complete = builds.filter(({ state }) => state === "COMPLETE").toSorted(newestFirst);
  const oldestKept = rule.keepDays === null ? Infinity : now.getTime() - rule.keepDays * DAY_MS;
  return complete.slice(Math.max(1, rule.keepLast ?? 0)).filter((build) => endOf(build) < oldestKept);
}

const endOf = ({ completedAt, createdAt }: Build): number => (completedAt ?? createdAt).getTime();

const newestFirst = (a: Build, b: Build): number => endOf(b) - endOf(a) || b.kojiId - a.kojiId;
