import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Attempt, AttemptOutcome } from "../../model/attempt.ts";
import type { ImageState, ImageStatus, StatusQuestion } from "../../model/image-status.ts";
import { anAttempt, NOON, question, reason, type Truth } from "../support/attempts.ts";

const TARGETS = ["main", "next"] as const;
const ARCHES = ["x86_64", "aarch64", "s390x"] as const;

type Drawn = {
  readonly outcome: AttemptOutcome;
  readonly hasTask: boolean;
  readonly hasBuild: boolean;
  readonly target: (typeof TARGETS)[number] | null;
  readonly arches: readonly string[];
  readonly failedArches: readonly string[];
};

/** Mostly of tasks that say what they are for; now and then an import, or a task whose request says nothing. */
const drawn: fc.Arbitrary<Drawn> = fc.record({
  outcome: fc.constantFrom("GOOD", "GOOD", "FAILED", "FAILED", "DELETED", "RUNNING"),
  hasTask: fc.integer({ min: 0, max: 9 }).map((dice) => dice > 0),
  hasBuild: fc.boolean(),
  target: fc.constantFrom(...TARGETS, ...TARGETS, ...TARGETS, null),
  arches: fc.subarray([...ARCHES], { minLength: 1 }),
  failedArches: fc.oneof(fc.constant([]), fc.subarray([...ARCHES], { maxLength: 2 })),
});

/** Newest first. */
const histories = fc
  .array(drawn, { maxLength: 24, size: "max" })
  .map((tries) => tries.map((told, index) => ({ told, attempt: attemptOf(told, tries.length - index) })));
type Known = readonly { readonly told: Drawn; readonly attempt: Attempt }[];

function attemptOf({ outcome, hasTask, hasBuild }: Drawn, number: number): Attempt {
  if (!hasTask) return anAttempt(number, outcome, { taskId: null });
  return anAttempt(number, outcome, hasBuild || outcome === "GOOD" || outcome === "DELETED" ? {} : { build: null });
}

const questions = fc
  .record({
    target: fc.constantFrom(null, ...TARGETS),
    arch: fc.constantFrom(null, ...ARCHES),
    staleAfterMs: fc.constantFrom(null, 995 * 3_600_000, 985 * 3_600_000),
  })
  .map(question);

const truthOf = (known: Known): Truth => ({
  requests: Object.fromEntries(
    known.map(({ attempt, told: { target, arches } }) => [attempt.taskId ?? 0, target && { target, arches }]),
  ),
  failedArches: Object.fromEntries(known.map(({ attempt, told }) => [attempt.taskId ?? 0, told.failedArches])),
});

/** The status as its definitions say it, by one who knows everything at once. */
function statusByDefinition(known: Known, { target, arch, now, staleAfterMs }: StatusQuestion): ImageStatus {
  const mine = known.filter(({ attempt: { taskId }, told }) => {
    if (target === null && arch === null) return true;
    if (taskId === null || told.target === null) return false;
    return (target === null || told.target === target) && (arch === null || told.arches.includes(arch));
  });
  const stateOf = ({ attempt, told }: Known[number]): "PASSING" | "PARTIAL" | "FAILING" => {
    const lost = attempt.taskId === null ? [] : told.failedArches;
    if (attempt.outcome === "FAILED" || (arch !== null && lost.includes(arch))) return "FAILING";
    return arch === null && lost.length > 0 ? "PARTIAL" : "PASSING";
  };
  const running = mine.filter(({ attempt }) => attempt.outcome === "RUNNING");
  const ended = mine.filter(({ attempt }) => attempt.outcome !== "RUNNING");
  const kept = ended.find((one) => one.attempt.outcome === "GOOD" && stateOf(one) !== "FAILING") ?? null;
  const [newest] = ended;
  const lost = newest !== undefined && newest.attempt.outcome === "DELETED" && stateOf(newest) !== "FAILING";
  const decisive = lost ? (kept ?? newest) : newest;

  const run: Attempt[] = [];
  for (const one of decisive === undefined ? [] : ended.slice(ended.indexOf(decisive))) {
    if (decisive === undefined || stateOf(one) !== stateOf(decisive)) break;
    run.push(one.attempt);
  }
  let state: ImageState;
  let since: Date | null = run.at(-1)?.endedAt ?? null;
  if (decisive === undefined) {
    state = running.length > 0 ? "BUILDING" : "NEVER_BUILT";
    since = running.at(-1)?.attempt.createdAt ?? null;
  } else if (decisive.attempt.outcome === "DELETED" && stateOf(decisive) !== "FAILING") {
    state = "STALE";
    since = null;
  } else {
    state = stateOf(decisive);
    const staleAt = (decisive.attempt.endedAt?.getTime() ?? 0) + (staleAfterMs ?? Infinity);
    if (state !== "FAILING" && staleAt <= now.getTime()) {
      state = "STALE";
      since = new Date(staleAt);
    }
  }
  return {
    state,
    since,
    building: running[0]?.attempt ?? null,
    latest: ended.find(({ attempt }) => attempt.build !== null)?.attempt ?? null,
    lastGood: kept?.attempt ?? null,
    consecutiveFailures: state === "FAILING" ? run.length : 0,
    decisive: decisive?.attempt ?? running[0]?.attempt ?? null,
  };
}

test("asked step by step, the status is what its definitions say, whatever the history and the question", () => {
  fc.assert(
    fc.property(histories, questions, (known, asked) => {
      const attempts = known.map(({ attempt }) => attempt);
      const { status } = reason(attempts, truthOf(known), asked);
      expect(status).toEqual(statusByDefinition(known, asked));
    }),
    { numRuns: 3000 },
  );
});

test("nothing is asked twice, nothing of what no task made, no request without a target or arch in the question", () => {
  fc.assert(
    fc.property(histories, questions, (known, asked) => {
      const attempts = known.map(({ attempt }) => attempt);
      const { rounds } = reason(attempts, truthOf(known), asked);
      const requests = rounds.flatMap((round) => round.requests);
      const failedArches = rounds.flatMap((round) => round.failedArches);
      expect(new Set(requests).size).toBe(requests.length);
      expect(new Set(failedArches).size).toBe(failedArches.length);
      const tasks = new Set(attempts.map(({ taskId }) => taskId));
      for (const id of [...requests, ...failedArches]) expect(tasks.has(id)).toBe(true);
      expect(asked.target === null && asked.arch === null ? requests : []).toEqual([]);
      for (const id of failedArches) {
        expect(attempts.find(({ taskId }) => taskId === id)?.outcome).toMatch(/^(?:GOOD|DELETED)$/u);
      }
    }),
    { numRuns: 1000 },
  );
});

test("the rounds grow with the logarithm of the history, not with its length", () => {
  const hidden = Array.from({ length: 200 }, (_, index) => anAttempt(200 - index, index % 2 === 0 ? "GOOD" : "FAILED"));
  const requests = Object.fromEntries(
    hidden.map(({ taskId }) => [taskId ?? 0, { target: taskId === 1 ? "main" : "next" }]),
  );
  const { status, rounds } = reason(hidden, { requests }, { target: "main", now: NOON });
  expect(status.decisive?.taskId).toBe(1);
  expect(rounds.length).toBeLessThanOrEqual(10);
});
