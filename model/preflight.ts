import type { PolicyDecision } from "./policy.ts";

/** `SKIPPED`: it does not apply, or cannot be known; the message says which. */
export const CHECK_OUTCOMES = ["PASS", "WARN", "FAIL", "SKIPPED"] as const;
export type CheckOutcome = (typeof CHECK_OUTCOMES)[number];

/** What is looked at before a build is sent, in the order in which it is told. Part of the public interface. */
export const CHECK_NAMES = [
  "policy",
  "input",
  "target",
  "arches",
  "release",
  "volume-id",
  "source",
  "kickstart",
  "upload",
  "packages",
  "groups",
  "package-list",
  "destination-tag",
  "repository",
  "permission",
  "hub-channel",
  "hub-priority",
  "hub-tag",
  "capacity",
  "duplicate",
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** `message`: what was found, in a sentence, and the cure where one is needed. */
export type Finding = { readonly outcome: CheckOutcome; readonly message: string };
export type PreflightCheck = Finding & { readonly name: CheckName };

/** Everything that can be known before a build is sent. */
export type Preflight = {
  /** No check failed. */
  readonly ready: boolean;
  readonly decision: PolicyDecision;
  readonly checks: readonly PreflightCheck[];
  readonly kojiCommand: string;
};

export const pass = (message: string): Finding => ({ outcome: "PASS", message });
export const warn = (message: string): Finding => ({ outcome: "WARN", message });
export const fail = (message: string): Finding => ({ outcome: "FAIL", message });
export const skipped = (message: string): Finding => ({ outcome: "SKIPPED", message });

export const isReady = (checks: readonly Finding[]): boolean => checks.every(({ outcome }) => outcome !== "FAIL");

const MOST_NAMED = 8;

/** `a, b and c`; of many the first ones, and how many more there are. */
export function enumerated(names: readonly string[]): string {
  if (names.length > MOST_NAMED) {
    return `${names.slice(0, MOST_NAMED).join(", ")} and ${names.length - MOST_NAMED} more`;
  }
  const last = names.at(-1) ?? "nothing";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** `1 package`, `2 packages`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** For people: `40 s`, `12 min`, `3 h`, `2 days`. */
export function lasting(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  return seconds < 36 * 3600 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}
