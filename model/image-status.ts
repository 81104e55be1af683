import type { Attempt, Evidence } from "./attempt.ts";

export const IMAGE_STATES = ["PASSING", "PARTIAL", "FAILING", "BUILDING", "STALE", "NEVER_BUILT"] as const;
export type ImageState = (typeof IMAGE_STATES)[number];

/** Which attempts count, and by what clock. */
export type StatusQuestion = {
  /** Only attempts for this build target; null: for any. */
  readonly target: string | null;
  /** Only this arch of attempts that were for it; null: every arch. */
  readonly arch: string | null;
  readonly now: Date;
  /** An image older than this is stale; null: never. */
  readonly staleAfterMs: number | null;
};

export type ImageStatus = {
  readonly state: ImageState;
  /** When it entered this state, as far back as the attempts go. */
  readonly since: Date | null;
  readonly building: Attempt | null;
  /** The newest ended attempt that became a build. */
  readonly latest: Attempt | null;
  readonly lastGood: Attempt | null;
  /** Ended attempts without an image since the last one that gave one. */
  readonly consecutiveFailures: number;
  /** The attempt that the state was read from: the newest ended one, else the running one. */
  readonly decisive: Attempt | null;
};

/** The status, or the parent tasks whose requests and failed arches must be known first. */
export type StatusAnswer =
  | { readonly kind: "decided"; readonly status: ImageStatus }
  | { readonly kind: "needs"; readonly requests: readonly number[]; readonly failedArches: readonly number[] };

type Verdict = "PASSING" | "PARTIAL" | "FAILING";

/** How many attempts of unknown target are asked for at once: hubs with few targets answer in one round. */
const LOOK_AHEAD = 3;

/**
 * The state of an image from its attempts, newest first. Asks for no more evidence than the answer takes: requests only
 * where the question is for a target or an arch, and then those of the attempts that can decide it.
 */
export function decideStatus(attempts: readonly Attempt[], evidence: Evidence, question: StatusQuestion): StatusAnswer {
  const ended = attempts.filter(({ outcome }) => outcome === "GOOD" || outcome === "FAILED");
  const failedArches = ended.filter(({ outcome }) => outcome === "GOOD").flatMap(missingIn(evidence.failedArches));
  const scan = scanner(evidence, question);

  const running = scan.first(attempts.filter(({ outcome }) => outcome === "RUNNING"));
  const decisive = scan.first(ended);
  if (scan.needs.size > 0 || failedArches.length > 0) return { kind: "needs", requests: [...scan.needs], failedArches };

  const verdictOf = (attempt: Attempt) => judge(attempt, evidence, question.arch);
  const run = decisive === null ? [] : runOf(ended.slice(ended.indexOf(decisive)), verdictOf, scan);
  const lastGood = scan.first(ended.filter((attempt) => verdictOf(attempt) !== "FAILING"));
  const latest = scan.first(ended.filter(({ build }) => build !== null));
  const deleted = decisive === null ? scan.first(attempts.filter(({ outcome }) => outcome === "DELETED")) : null;
  if (scan.needs.size > 0) return { kind: "needs", requests: [...scan.needs], failedArches: [] };

  const verdict = decisive && verdictOf(decisive);
  const found = { running, decisive, deleted, verdict, run, lastGood };
  const consecutiveFailures = verdict === "FAILING" ? run.length : 0;
  return {
    kind: "decided",
    status: {
      ...stateOf(found, question),
      building: running,
      latest,
      lastGood,
      consecutiveFailures,
      decisive: decisive ?? running,
    },
  };
}

/** Finds attempts that the question is about, and collects whose requests must be known to tell. */
function scanner({ requests }: Evidence, { target, arch }: StatusQuestion) {
  const needs = new Set<number>();
  const concerns = (attempt: Attempt): boolean | null => {
    if (target === null && arch === null) return true;
    if (attempt.taskId === null) return false;
    const request = requests.get(attempt.taskId);
    if (request === undefined) return null;
    return (
      request !== null &&
      (target === null || request.target === target) &&
      (arch === null || request.arches.includes(arch))
    );
  };
  const first = (attempts: readonly Attempt[]): Attempt | null => {
    let asked = 0;
    for (const attempt of attempts) {
      const answer = concerns(attempt);
      if (answer === true) return asked === 0 ? attempt : null;
      if (answer === false || attempt.taskId === null) continue;
      needs.add(attempt.taskId);
      asked += 1;
      if (asked === LOOK_AHEAD) break;
    }
    return null;
  };
  return { needs, concerns, first };
}

/**
 * The attempts of the question that follow one another with the verdict of the newest, newest first. Of good ones only
 * the newest and the oldest matter, so only those are asked for; of failures each counts.
 */
function runOf(
  attempts: readonly Attempt[],
  verdictOf: (attempt: Attempt) => Verdict,
  scan: ReturnType<typeof scanner>,
): readonly Attempt[] {
  const [newest] = attempts;
  if (newest === undefined) return [];
  const verdict = verdictOf(newest);
  const boundary = attempts.findIndex((attempt) => verdictOf(attempt) !== verdict && scan.concerns(attempt) === true);
  const unbroken = boundary === -1 ? attempts : attempts.slice(0, boundary);
  const alike = unbroken.filter((attempt) => verdictOf(attempt) === verdict);
  if (verdict !== "FAILING") {
    const oldest = scan.first(alike.toReversed());
    return oldest === null || oldest === newest ? [newest] : [newest, oldest];
  }
  // A good attempt of unknown target may end the streak: it must be known before failures older than it count.
  const open = unbroken.findIndex((attempt) => verdictOf(attempt) !== verdict && scan.concerns(attempt) === null);
  if (open !== -1) scan.first(unbroken.slice(open));
  const streak = open === -1 ? alike : unbroken.slice(0, open);
  for (const { taskId } of streak.filter((attempt) => scan.concerns(attempt) === null)) {
    if (taskId !== null) scan.needs.add(taskId);
  }
  return streak.filter((attempt) => scan.concerns(attempt) === true);
}

const missingIn =
  (known: ReadonlyMap<number, unknown>) =>
  ({ taskId }: Attempt): readonly number[] =>
    taskId === null || known.has(taskId) ? [] : [taskId];

/** For one arch a good build is good or not; for all of them it is partial where one is missing. */
function judge(attempt: Attempt, { failedArches }: Evidence, arch: string | null): Verdict {
  if (attempt.outcome === "FAILED") return "FAILING";
  const failed = attempt.taskId === null ? [] : (failedArches.get(attempt.taskId) ?? []);
  if (arch !== null) return failed.includes(arch) ? "FAILING" : "PASSING";
  return failed.length > 0 ? "PARTIAL" : "PASSING";
}

type Found = {
  readonly running: Attempt | null;
  readonly decisive: Attempt | null;
  readonly deleted: Attempt | null;
  readonly verdict: Verdict | null;
  readonly run: readonly Attempt[];
  readonly lastGood: Attempt | null;
};

function stateOf(found: Found, { now, staleAfterMs }: StatusQuestion): Pick<ImageStatus, "state" | "since"> {
  const { running, verdict, deleted } = found;
  if (verdict === "FAILING") return { state: "FAILING", since: found.run.at(-1)?.endedAt ?? null };
  if (verdict !== null) {
    const staleSince =
      found.lastGood?.endedAt && staleAfterMs !== null && staleAt(found.lastGood.endedAt, staleAfterMs);
    if (staleSince && staleSince <= now) return { state: "STALE", since: staleSince };
    return { state: verdict, since: found.run.at(-1)?.endedAt ?? null };
  }
  if (running !== null) return { state: "BUILDING", since: running.createdAt };
  // All that it ever gave was deleted since: there was an image once, and there is none to have now.
  if (deleted !== null) return { state: "STALE", since: null };
  return { state: "NEVER_BUILT", since: null };
}

const staleAt = (date: Date, staleAfterMs: number) => new Date(date.getTime() + staleAfterMs);
