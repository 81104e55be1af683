import type { KickstartCommit } from "../../model/kickstart-commit.ts";
import { createCommitReads } from "./commit-reads.ts";
import { createGitCopy, type GitCopyOptions } from "./git-copy.ts";
import type { HistoryEntry } from "./history.ts";
import { commitNamed } from "./refs.ts";
import type { Snapshot } from "./snapshot.ts";
import { watchCopy, type WatchedCopyOptions } from "./watched-copy.ts";

/** `url`: https, or the path of a repository on this machine. */
export type RepositorySettings = GitCopyOptions &
  WatchedCopyOptions & {
    /** What is read when nobody asks for another ref; null for the repository's own default branch. */
    readonly ref: string | null;
  };

/**
 * A git repository of kickstarts, read at any commit from a copy on this machine. Methods reject with
 * RepositoryUnavailableError while there is no copy; the first one is waited for, ten seconds at most.
 */
export type KickstartRepository = Pick<RepositorySettings, "name" | "url"> & {
  /** The branch, tag or commit that is read when none is named. */
  readonly defaultRef: () => Promise<string>;
  /** The commit that a branch, tag or hash means; null for one that is not there. No run of git for names. */
  readonly resolve: (ref: string | null) => Promise<string | null>;
  /** Names of branches, then of tags. */
  readonly refs: () => Promise<readonly string[]>;
  readonly commit: (hash: string) => Promise<KickstartCommit>;
  readonly snapshot: (commit: string) => Promise<Snapshot>;
  /** Every commit that led to this one, newest first, 20,000 at most, with what it touched: one walk per commit. */
  readonly history: (commit: string) => Promise<readonly HistoryEntry[]>;
  /** Whether there is a copy now: to be asked by who can do without. */
  readonly isHere: () => Promise<boolean>;
  readonly state: () => RepositoryState;
  /** Resolves once the first fetch has ended, well or not. */
  readonly fetched: () => Promise<void>;
  /** Fetches now; those under way are waited for. Never rejects. */
  readonly refresh: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** `fetchedAt`: when the copy was up to date the last time. `problem`: why it could not be fetched since. */
export type RepositoryState = { readonly fetchedAt: Date | null; readonly problem: string | null };

/** Fetches in the background; answers come from the copy that is there. */
export function openKickstartRepository(settings: RepositorySettings): KickstartRepository {
  const { name, url, ref } = settings;
  const copy = createGitCopy(settings);
  const watched = watchCopy(copy, settings);
  const defaultRef = async () => ref ?? (await watched.refs()).head;
  const { commitWithHash, ...reads } = createCommitReads(copy, watched.read);
  return {
    name,
    url,
    defaultRef,
    resolve: async (wanted) => {
      const text = wanted ?? ref ?? "HEAD";
      const named = commitNamed(await watched.refs(), text);
      // What looks like a whole hash is one, whatever branches are called.
      return (WHOLE_HASH.test(text) ? null : named) ?? (await commitWithHash(text)) ?? named;
    },
    refs: async () => {
      const { branches, tags } = await watched.refs();
      return [...branches.keys(), ...tags.keys()];
    },
    ...reads,
    isHere: watched.isHere,
    state: () => ({ fetchedAt: watched.doneAt(), problem: watched.problem() }),
    fetched: () => watched.first,
    refresh: watched.refresh,
    close: watched.close,
  };
}

const WHOLE_HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
