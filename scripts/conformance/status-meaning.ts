import { type Expected, Rule } from "./compare.ts";
import { DISCOVER_MS } from "./gateway.ts";
import { archesOf, targetOf } from "./request.ts";
import { number } from "./rows.ts";
import { secondsBetween } from "./times.ts";
import type { Try } from "./tries.ts";

export type StatusQuestion = { readonly target: string | null; readonly arch: string | null; readonly now: Date };

export type Meaning = {
  readonly members: { readonly [name: string]: Expected };
  /** The attempt that its arches are those of. */
  readonly decisive: Try | null;
};

type Verdict = "PASSING" | "PARTIAL" | "FAILING";

/** `ImageStatus` but for its arches, from all attempts, newest first: as the schema's descriptions have it. No catalogue. */
export function meaningOf(all: readonly Try[], question: StatusQuestion): Meaning {
  const { arch, now } = question;
  const tries = all.filter((one) => concerns(one, question));
  const ended = tries.filter(({ outcome }) => outcome !== "RUNNING");
  const running = tries.filter(({ outcome }) => outcome === "RUNNING");
  const verdict = (one: Try) => verdictOf(one, arch);
  const lastGood = ended.find((one) => one.outcome === "GOOD" && verdict(one) !== "FAILING") ?? null;
  const newest = ended[0] ?? null;
  // An image that was deleted since: an older one that is still there speaks for it.
  const deleted = newest !== null && newest.outcome === "DELETED" && verdict(newest) !== "FAILING";
  const deciding = deleted ? lastGood : newest;
  const agreeing =
    deciding && leading(ended.slice(ended.indexOf(deciding)), (one) => verdict(one) === verdict(deciding));
  const idOf = (one: Try | null | undefined) => (one?.build ? { kojiId: number(one.build, "build_id") } : null);
  const state = deciding ? verdict(deciding) : deleted ? "STALE" : running.length > 0 ? "BUILDING" : "NEVER_BUILT";
  return {
    members: {
      state,
      since: agreeing ? sinceRule(agreeing, now) : state === "BUILDING" ? (running.at(-1)?.createdAt ?? null) : null,
      age: lastGood && Math.max(0, secondsBetween(lastGood.endedAt, now.toISOString())),
      consecutiveFailures: countRule(state === "FAILING" ? (agreeing?.length ?? 0) : 0),
      building: idOf(running[0]),
      latest: idOf(ended.find(({ build }) => build !== null)),
      lastGood: idOf(lastGood),
    },
    decisive: deciding ?? newest ?? running[0] ?? null,
  };
}

function concerns({ task }: Try, { target, arch }: StatusQuestion): boolean {
  if (target === null && arch === null) return true;
  if (task === null) return false;
  return (
    (target === null || targetOf(task.request) === target) && (arch === null || archesOf(task.request).includes(arch))
  );
}

function verdictOf({ outcome, failedArches }: Try, arch: string | null): Verdict {
  if (outcome === "FAILED") return "FAILING";
  if (arch !== null) return failedArches.includes(arch) ? "FAILING" : "PASSING";
  return failedArches.length > 0 ? "PARTIAL" : "PASSING";
}

function leading<T>(items: readonly T[], holds: (item: T) => boolean): readonly T[] {
  const end = items.findIndex((item) => !holds(item));
  return end === -1 ? items : items.slice(0, end);
}

/** The end of the first that agrees; where that lies before the discovery window, of any before or the first within. */
function sinceRule(agreeing: readonly Try[], now: Date): Expected {
  const windowStart = new Date(now.getTime() - DISCOVER_MS).toISOString();
  const first = agreeing.at(-1)?.endedAt ?? null;
  const firstWithin = agreeing.findLastIndex(({ createdAt }) => createdAt > windowStart);
  if (firstWithin === agreeing.length - 1) return first;
  const right = agreeing.slice(Math.max(0, firstWithin)).map(({ endedAt }) => endedAt);
  return new Rule(`one of ${right.join(", ")}`, (actual) => right.some((one) => one === actual));
}

/** Attempts that a gateway surely looks at. */
const SURELY = 20;
const countRule = (count: number): Expected =>
  count <= SURELY
    ? count
    : new Rule(`${SURELY} to ${count}`, (actual) => typeof actual === "number" && actual >= SURELY && actual <= count);
