import type { Attempt, Evidence } from "./attempt.ts";

export type ImageState = "PASSING" | "PARTIAL" | "FAILING" | "BUILDING" | "STALE" | "NEVER_BUILT";

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
  /**
   * The attempt that the state was read from: the newest ended one, or where its image was deleted the newest whose
   * image is still there; else the running one.
   */
  readonly decisive: Attempt | null;
};

/** The status, or the parent tasks whose requests and failed arches must be known first. */
export type StatusAnswer =
  | { readonly kind: "decided"; readonly status: ImageStatus }
  | { readonly kind: "needs"; readonly requests: readonly number[]; readonly failedArches: readonly number[] };

type Verdict = "PASSING" | "PARTIAL" | "FAILING";

/** How many attempts of unknown target are asked for at once; after misses as many more, so that rounds stay few. */
const LOOK_AHEAD = 3;

/**
 * The state of an image from its attempts, newest first. Asks for no more evidence than the answer takes: requests only
 * where the question is for a target or an arch, and then those of the attempts that can decide it.
 */
export function decideStatus(attempts: readonly Attempt[], evidence: Evidence, question: StatusQuestion): StatusAnswer {
  const scan = scanner(evidence, question);
  const verdictOf = (attempt: Attempt) => judge(attempt, evidence, question.arch);
  const running = attempts.filter(({ outcome }) => outcome === "RUNNING");
  const ended = attempts.filter(({ outcome }) => outcome !== "RUNNING");

  const building = scan.first(running);
  const newest = scan.first(ended);
  const failedArches = archesToKnow(ended, scan, question).flatMap(missingIn(evidence.failedArches));
  if (scan.needs.size > 0 || failedArches.length > 0) return { kind: "needs", requests: [...scan.needs], failedArches };

  // When what the newest one gave was deleted, the newest image that is still there speaks for it.
  const gone = newest?.outcome === "DELETED" && verdictOf(newest) !== "FAILING";
  const lastGood = scan.first(ended.filter((one) => one.outcome === "GOOD" && verdictOf(one) !== "FAILING"));
  const decisive = gone ? (lastGood ?? newest) : newest;
  const verdict = decisive === null ? null : gone && lastGood === null ? "GONE" : verdictOf(decisive);
  const stale = decisive && (verdict === "PASSING" || verdict === "PARTIAL") ? staleSince(decisive, question) : null;
  const inRun = decisive && verdict !== "GONE" && stale === null ? ended.slice(ended.indexOf(decisive)) : [];
  const run = runOf(inRun, verdictOf, scan);
  const latest = scan.first(ended.filter(({ build }) => build !== null));
  const longestRunning = newest === null ? scan.first(running.toReversed()) : null;
  if (scan.needs.size > 0) return { kind: "needs", requests: [...scan.needs], failedArches: [] };

  const status = {
    ...stateOf({ verdict, stale, run, longestRunning }),
    building,
    latest,
    lastGood,
    consecutiveFailures: verdict === "FAILING" ? run.length : 0,
    decisive: decisive ?? building,
  };
  return { kind: "decided", status };
}

type Scan = ReturnType<typeof scanner>;

/** Finds attempts that the question is about, and collects whose requests must be known to tell. */
function scanner({ requests }: Evidence, { target, arch }: StatusQuestion) {
  const needs = new Set<number>();
  /** Null: not known yet. */
  const concerns = ({ taskId }: Attempt): boolean | null => {
    if (target === null && arch === null) return true;
    if (taskId === null) return false;
    const request = requests.get(taskId);
    if (request === undefined) return null;
    return (
      request !== null &&
      (target === null || request.target === target) &&
      (arch === null || request.arches.includes(arch))
    );
  };
  const need = (attempts: readonly Attempt[]) => {
    for (const one of attempts) if (one.taskId !== null && concerns(one) === null) needs.add(one.taskId);
  };
  const first = (attempts: readonly Attempt[]): Attempt | null => {
    const found = attempts.findIndex((attempt) => concerns(attempt) === true);
    const before = found === -1 ? attempts : attempts.slice(0, found);
    const misses = before.findIndex((attempt) => concerns(attempt) === null);
    if (misses === -1) return attempts[found] ?? null;
    need(before.filter((attempt) => concerns(attempt) === null).slice(0, LOOK_AHEAD + misses));
    return null;
  };
  return { needs, concerns, need, first };
}

/**
 * The attempts whose missing arches matter. For one arch they may make any image none of its own. For all arches they
 * tell PARTIAL from PASSING, from the newest image down to the first failure; of stale images nobody asks.
 */
function archesToKnow(ended: readonly Attempt[], { concerns }: Scan, question: StatusQuestion): readonly Attempt[] {
  const gaveImage = ({ outcome }: Attempt) => outcome !== "FAILED";
  const mine = ended.filter((attempt) => concerns(attempt) !== false);
  if (question.arch !== null) return mine.filter(gaveImage);
  const isFailure = (attempt: Attempt) => attempt.outcome === "FAILED" && concerns(attempt) === true;
  const start = mine.findIndex(({ outcome }) => outcome === "GOOD");
  const [newest, newestGood] = [mine[0], mine[start]];
  if (!newest || !newestGood || isFailure(newest) || staleSince(newestGood, question) !== null) return [];
  const end = mine.findIndex((attempt, index) => index > start && isFailure(attempt));
  return mine.slice(start, end === -1 ? mine.length : end).filter(gaveImage);
}

/**
 * The attempts of the question that follow one another with the verdict of the newest, newest first. Of good ones only
 * the newest and the oldest matter, so only those are asked for; of failures each counts.
 */
function runOf(attempts: readonly Attempt[], verdictOf: (attempt: Attempt) => Verdict, scan: Scan): readonly Attempt[] {
  const [newest] = attempts;
  if (newest === undefined) return [];
  const verdict = verdictOf(newest);
  const differs = (attempt: Attempt) => verdictOf(attempt) !== verdict;
  scan.first(attempts.filter(differs));
  // What comes before the first that may end the run belongs to it, or to another question.
  const end = attempts.findIndex((attempt) => differs(attempt) && scan.concerns(attempt) !== false);
  const alike = attempts.slice(0, end === -1 ? attempts.length : end).filter((attempt) => !differs(attempt));
  if (verdict === "FAILING") {
    scan.need(alike);
    return alike.filter((attempt) => scan.concerns(attempt) === true);
  }
  if (scan.needs.size > 0) return [newest];
  const oldest = scan.first(alike.toReversed());
  return oldest === null || oldest === newest ? [newest] : [newest, oldest];
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
  /** GONE: the newest attempt gave an image, and neither it nor an older one is still there. */
  readonly verdict: Verdict | "GONE" | null;
  readonly stale: Date | null;
  readonly run: readonly Attempt[];
  readonly longestRunning: Attempt | null;
};

function stateOf({ verdict, stale, run, longestRunning }: Found): Pick<ImageStatus, "state" | "since"> {
  if (verdict === "GONE" || stale !== null) return { state: "STALE", since: stale };
  if (verdict !== null) return { state: verdict, since: run.at(-1)?.endedAt ?? null };
  if (longestRunning !== null) return { state: "BUILDING", since: longestRunning.createdAt };
  return { state: "NEVER_BUILT", since: null };
}

/** When the image became too old; null while it is not. */
function staleSince({ endedAt }: Attempt, { now, staleAfterMs }: StatusQuestion): Date | null {
  if (endedAt === null || staleAfterMs === null) return null;
  const date = new Date(endedAt.getTime() + staleAfterMs);
  return date <= now ? date : null;
}
