import { LRUCache } from "lru-cache";
import { BadArgumentError, RepositoryUnavailableError } from "../../model/errors.ts";
import type { KickstartCommit } from "../../model/kickstart-commit.ts";
import { createGitStore, type GitStore } from "./git-store.ts";
import { HISTORY_FORMAT, type HistoryEntry, readHistory } from "./history.ts";
import { createRefresher } from "./refresher.ts";
import { GitError } from "./run-git.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";
import { repositoryKey } from "./repository-key.ts";

export type RepositorySettings = {
  readonly name: string;
  /** https, or the path of a repository on this machine. */
  readonly url: string;
  /** What is read when nobody asks for another ref; null for the repository's own default branch. */
  readonly ref: string | null;
  /** Where copies are kept. */
  readonly folder: string;
  /** Told once each time that fetching begins to fail, or works again. */
  readonly log: (problem: string | null) => void;
};

/**
 * A git repository of kickstarts, read at any commit from a copy on this machine. Methods reject with
 * RepositoryUnavailableError while there is no copy.
 */
export type KickstartRepository = Pick<RepositorySettings, "name" | "url"> & {
  readonly key: string;
  /** The branch, tag or commit that is read when none is named. */
  readonly defaultRef: () => Promise<string>;
  /** The commit that a branch, tag or hash means; null for one that is not there. */
  readonly resolve: (ref: string | null) => Promise<string | null>;
  /** Names of branches and tags. */
  readonly refs: () => Promise<readonly string[]>;
  readonly commit: (hash: string) => Promise<KickstartCommit>;
  readonly snapshot: (commit: string) => Promise<Snapshot>;
  /** Every commit that led to this one, newest first, 20,000 at most, with what it touched: one walk per commit. */
  readonly history: (commit: string) => Promise<readonly HistoryEntry[]>;
  /** Resolves once the first fetch has ended, well or not. */
  readonly fetched: () => Promise<void>;
  /** Fetches now; those under way are waited for. Never rejects. */
  readonly refresh: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const REFRESH_EVERY_MS = 5 * 60_000;
const MAX_COMMITS = 20_000;

/** Fetches at once and then every five minutes, in the background; answers come from the copy that is there. */
export function openKickstartRepository({ name, url, ref, folder, log }: RepositorySettings): KickstartRepository {
  const store = createGitStore({ name, url, folder });
  const { problem, first, refresh, close } = createRefresher({ everyMs: REFRESH_EVERY_MS, work: store.fetch, log });
  /** What git says of a copy that is not there yet is of no use to anyone. */
  const read: Read = async (ask) => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      const message = `The kickstart repository "${name}" cannot be read: ${problem() ?? error.message}.`;
      throw new RepositoryUnavailableError(message, { cause: error });
    }
  };
  const text = async (...words: readonly string[]) => (await store.git(words)).toString("utf8").trim();
  const defaultRef = async () => ref ?? read(() => text("symbolic-ref", "--short", "HEAD"));
  return {
    name,
    url,
    key: repositoryKey(url) ?? url,
    defaultRef,
    async resolve(wanted) {
      const name = checkedRef(wanted ?? (await defaultRef()));
      await read(() => text("rev-parse", "--git-dir"));
      const words = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
      return text(...words).catch(nullIfRefused);
    },
    refs: () => read(async () => lines(await text("for-each-ref", "--format=%(refname:short)", ...NAMED))),
    ...createCommitReads(store, read),
    fetched: () => first,
    refresh,
    close,
  };
}

type Read = <T>(ask: () => Promise<T>) => Promise<T>;

const NAMED = ["refs/heads", "refs/tags"];

/** What is known of a commit never changes: each is read once, and the last few are kept. */
function createCommitReads(store: GitStore, read: Read): Pick<KickstartRepository, "commit" | "snapshot" | "history"> {
  const log = async (...words: readonly string[]) =>
    readHistory((await store.git(["log", "-z", HISTORY_FORMAT, ...words])).toString("utf8"));
  const remembered = <T>(max: number, ask: (hash: string) => Promise<T>) => {
    const memory = new LRUCache<string, Promise<T>>({ max });
    return (hash: string): Promise<T> => {
      const known = memory.get(hash);
      if (known !== undefined) return known;
      const asked = read(() => ask(hash));
      memory.set(hash, asked);
      asked.catch(() => memory.delete(hash));
      return asked;
    };
  };
  return {
    commit: remembered(5_000, async (hash) => {
      const [found] = await log("-1", hash);
      if (found === undefined) throw new GitError(`there is no commit ${hash}`);
      const { author, authoredAt, subject } = found;
      return { hash: found.hash, author, authoredAt, subject };
    }),
    snapshot: remembered(16, (hash) => readSnapshot(store, hash)),
    history: remembered(4, (hash) => log(`-${MAX_COMMITS}`, "--name-status", "-M", hash)),
  };
}

const nullIfRefused = (error: unknown): null => {
  if (error instanceof GitError) return null;
  throw error;
};

const lines = (text: string) => text.split("\n").filter((line) => line !== "");

/** Names and hashes; not git's language for walking through history. */
function checkedRef(ref: string): string {
  if (/^\w[\w./+-]{0,199}$/u.test(ref) && !ref.includes("..")) return ref;
  throw new BadArgumentError(
    `ref is ${JSON.stringify(ref.slice(0, 200))}; give the name of a branch or tag, or a commit's hash.`,
  );
}
