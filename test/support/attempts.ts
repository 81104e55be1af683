import type { Attempt, AttemptOutcome } from "../../model/attempt.ts";
import { decideStatus, type ImageStatus, type StatusQuestion } from "../../model/image-status.ts";
import type { ImageRequest } from "../../model/task.ts";
import { aBuild, at } from "./builds.ts";

/*
 * Attempts named by one number: task 7 makes build 7, begins at hour 7 and ends half an hour later.
 */

const HALF_HOUR_MS = 1_800_000;

/** When the attempt of this number ends. */
export const endOf = (number: number): Date => new Date(at(number).getTime() + HALF_HOUR_MS);

const STATES = { GOOD: "COMPLETE", FAILED: "FAILED", DELETED: "DELETED", RUNNING: "BUILDING" } as const;

export function anAttempt(number: number, outcome: AttemptOutcome, overrides: Partial<Attempt> = {}): Attempt {
  const { taskId = number } = overrides;
  const endedAt = outcome === "RUNNING" ? null : endOf(number);
  const build = aBuild({ kojiId: number, taskId, state: STATES[outcome], completedAt: endedAt });
  return { build, outcome, createdAt: at(number), endedAt, ...overrides, taskId };
}

export const good = (number: number): Attempt => anAttempt(number, "GOOD");
export const failed = (number: number): Attempt => anAttempt(number, "FAILED");
export const running = (number: number): Attempt => anAttempt(number, "RUNNING");
export const deleted = (number: number): Attempt => anAttempt(number, "DELETED");
/** Died before Koji made a build of it. */
export const unborn = (number: number): Attempt => anAttempt(number, "FAILED", { build: null });
/** A good build that no task made. */
export const imported = (number: number): Attempt => anAttempt(number, "GOOD", { taskId: null });

/** What the hub would say of the attempts' tasks, by number. */
export type Truth = {
  readonly requests?: Readonly<Record<number, { readonly target: string; readonly arches?: readonly string[] } | null>>;
  readonly failedArches?: Readonly<Record<number, readonly string[]>>;
};

export const NOON = at(1000);

export const question = (overrides: Partial<StatusQuestion> = {}): StatusQuestion => ({
  target: null,
  arch: null,
  now: NOON,
  staleAfterMs: null,
  ...overrides,
});

export type Asked = { readonly requests: readonly number[]; readonly failedArches: readonly number[] };

/** Gives the reasoning what it asks for until it has decided. `rounds`: what it asked for, one by one. */
export function reason(
  attempts: readonly Attempt[],
  truth: Truth = {},
  asked: Partial<StatusQuestion> = {},
): { readonly status: ImageStatus; readonly rounds: readonly Asked[] } {
  const requests = new Map<number, ImageRequest | null>();
  const failedArches = new Map<number, readonly string[]>();
  const rounds: Asked[] = [];
  while (rounds.length <= 2 * attempts.length) {
    const answer = decideStatus(attempts, { requests, failedArches }, question(asked));
    if (answer.kind === "decided") return { status: answer.status, rounds };
    rounds.push({ requests: answer.requests, failedArches: answer.failedArches });
    for (const id of answer.requests) requests.set(id, requestOf(truth, id));
    for (const id of answer.failedArches) failedArches.set(id, truth.failedArches?.[id] ?? []);
  }
  throw new Error(`No decision after ${rounds.length} rounds for ${attempts.length} attempts.`);
}

function requestOf({ requests }: Truth, id: number): ImageRequest | null {
  const told = requests?.[id] ?? null;
  return told === null ? null : aRequest(told);
}

const aRequest = ({ target, arches = ["x86_64"] }: { target: string; arches?: readonly string[] }): ImageRequest => ({
  name: "Aurora-Live",
  version: "1",
  release: null,
  arches,
  optionalArches: [],
  target,
  scratch: false,
  source: null,
});
