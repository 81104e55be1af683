import { setTimeout } from "node:timers/promises";
import { RepositoryUnavailableError } from "../../model/errors.ts";
import type { GitCopy } from "./git-copy.ts";
import { GitError } from "./git-error.ts";
import { type Refs, sameRefs } from "./refs.ts";
import { createRefresher, type Refresher } from "./refresher.ts";

/** Waits until there is a copy; a damaged one is made anew and read again. Rejects with RepositoryUnavailableError. */
export type Read = <T>(ask: () => Promise<T>) => Promise<T>;

/** A copy that is brought up to date behind whoever reads it, at once and then every five minutes. */
export type WatchedCopy = Refresher & {
  /** As they are in the copy. Rejects with RepositoryUnavailableError while there is none. */
  readonly refs: () => Promise<Refs>;
  /** Whether there is a copy now; waits for no network. */
  readonly isHere: () => Promise<boolean>;
  readonly read: Read;
};

export type WatchedCopyOptions = {
  readonly name: string;
  /** Told once each time that fetching begins to fail, or works again (null). */
  readonly log: (problem: string | null) => void;
  /** Told when a branch or tag came, went or moved, all of them with the first copy. */
  readonly moved: () => void;
};

const REFRESH_EVERY_MS = 5 * 60_000;
const PATIENCE_MS = 10_000;

export function watchCopy(copy: GitCopy, { name, log, moved }: WatchedCopyOptions): WatchedCopy {
  let known: Refs | null = null;
  const look = async () => {
    known = (await copy.refs()) ?? known;
  };
  const opened = look().catch(() => void copy.damaged());
  const fetchAndLook = async (signal: AbortSignal) => {
    await opened;
    const before = known;
    await copy.fetch(signal);
    await untilThere(look, () => known !== null);
    if (!sameRefs(before, known)) moved();
  };
  const refresher = createRefresher({ everyMs: REFRESH_EVERY_MS, work: fetchAndLook, log });
  const unavailable: Unavailable = (why, cause) =>
    new RepositoryUnavailableError(`The kickstart repository "${name}" cannot be read: ${why}.`, { cause });
  const refs = async (): Promise<Refs> => {
    await opened;
    if (known === null) await patiently(refresher.first);
    if (known !== null) return known;
    throw unavailable(refresher.problem() ?? "it is fetched for the first time; ask again in a minute");
  };
  const isHere = async () => {
    await opened;
    return known !== null;
  };
  const healed = healing(copy, refresher, unavailable);
  const read: Read = async (ask) => {
    await refs();
    return healed(ask);
  };
  return { ...refresher, refs, isHere, read };
}

type Unavailable = (why: string, cause?: unknown) => RepositoryUnavailableError;

const healing =
  (copy: GitCopy, { refresh, problem }: Refresher, unavailable: Unavailable): Read =>
  async (ask) => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      if (error.kind !== "failed" || !copy.damaged()) throw unavailable(error.message, error);
    }
    await patiently(refresh());
    return ask().catch((error: unknown) => {
      throw error instanceof GitError ? unavailable(problem() ?? error.message, error) : error;
    });
  };

const LOOKS = 5;

/** Another gateway may be putting its own copy in place of a damaged one: for a moment there is none, or half of one. */
async function untilThere(look: () => Promise<void>, there: () => boolean): Promise<void> {
  for (let tried = 1; tried < LOOKS; tried += 1) {
    const failed = await look().then(
      () => false,
      () => true,
    );
    if (!failed && there()) return;
    await setTimeout(20 * tried);
  }
  await look();
}

/** What takes longer goes on; whoever waits looks at what is there by then. */
async function patiently(work: Promise<unknown>): Promise<void> {
  const waiting = new AbortController();
  await Promise.race([work, setTimeout(PATIENCE_MS, undefined, { signal: waiting.signal }).catch(() => undefined)]);
  waiting.abort();
}
