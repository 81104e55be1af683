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
  readonly read: Read;
};

export type WatchedCopyOptions = {
  readonly name: string;
  /** Told once each time that fetching begins to fail, or works again (null). */
  readonly log: (problem: string | null) => void;
  /** Told when a branch or tag came, went or moved. */
  readonly moved: () => void;
};

const REFRESH_EVERY_MS = 5 * 60_000;
const PATIENCE_MS = 10_000;

export function watchCopy(copy: GitCopy, { name, log, moved }: WatchedCopyOptions): WatchedCopy {
  let known: Refs | null = null;
  const look = async () => {
    const before = known;
    known = await copy.refs();
    if (before !== null && !sameRefs(before, known)) moved();
  };
  const opened = look().catch(() => void copy.damaged());
  const fetchAndLook = async (signal: AbortSignal) => {
    await opened;
    await copy.fetch(signal);
    await look();
  };
  const refresher = createRefresher({ everyMs: REFRESH_EVERY_MS, work: fetchAndLook, log });
  const unavailable = (why: string, cause?: unknown) =>
    new RepositoryUnavailableError(`The kickstart repository "${name}" cannot be read: ${why}.`, { cause });
  const refs = async (): Promise<Refs> => {
    await opened;
    if (known === null) await patiently(refresher.first);
    if (known !== null) return known;
    throw unavailable(refresher.problem() ?? "it is fetched for the first time; ask again in a minute");
  };
  const read: Read = async (ask) => {
    await refs();
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      if (error.kind !== "failed" || !copy.damaged()) throw unavailable(error.message, error);
    }
    await patiently(refresher.refresh());
    return ask().catch((error: unknown) => {
      throw error instanceof GitError ? unavailable(refresher.problem() ?? error.message, error) : error;
    });
  };
  return { ...refresher, refs, read };
}

/** What takes longer goes on; whoever waits looks at what is there by then. */
async function patiently(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)))]);
  clearTimeout(timer);
}
