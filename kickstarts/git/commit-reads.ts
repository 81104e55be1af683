import { LRUCache } from "lru-cache";
import type { KickstartCommit } from "../../model/kickstart-commit.ts";
import type { GitCopy } from "./git-copy.ts";
import { GitError } from "./git-error.ts";
import { type HistoryEntry, LOG, readHistory } from "./history.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";
import type { Read } from "./watched-copy.ts";

export type CommitReads = {
  readonly commit: (hash: string) => Promise<KickstartCommit>;
  readonly snapshot: (commit: string) => Promise<Snapshot>;
  readonly history: (commit: string) => Promise<readonly HistoryEntry[]>;
  /** Null where none is known whose hash is, or begins with, the text. */
  readonly commitWithHash: (text: string) => Promise<string | null>;
};

const MAX_COMMITS = 20_000;
/** Of all histories that are kept; one entry takes half a KB. */
const KEPT_ENTRIES = 60_000;

/** What is known of a commit never changes: each thing is read once, and what was used last is kept. */
export function createCommitReads(copy: GitCopy, read: Read): CommitReads {
  const log = async (...words: readonly string[]) =>
    readHistory((await copy.read([...LOG, ...words])).toString("utf8"));
  const histories = new LRUCache<string, readonly HistoryEntry[]>({
    maxSize: KEPT_ENTRIES,
    sizeCalculation: ({ length }) => length + 1,
  });
  const history = once((hash) => read(() => log(`-${MAX_COMMITS}`, "--name-status", "-M", hash, "--")));
  const commits = new LRUCache<string, KickstartCommit>({ max: 5_000 });
  const commit = once((hash) =>
    read(async () => {
      const [found] = await log("-1", hash, "--");
      if (found === undefined) throw new GitError("failed", `there is no commit ${hash}`);
      const { author, authoredAt, subject } = found;
      return { hash: found.hash, author, authoredAt, subject };
    }),
  );
  const whole = new LRUCache<string, string>({ max: 5_000 });
  const named = once(async (text) => {
    const known = whole.get(text);
    if (known !== undefined) return known;
    const words = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${text}^{commit}`];
    const found = await read(() => copy.read(words).then((hash) => hash.toString("utf8").trim(), nullIfFailed));
    if (found !== null) whole.set(text, found);
    return found;
  });
  return {
    commit: kept(commits, commit),
    snapshot: once((hash) => read(() => readSnapshot(copy, hash))),
    history: kept(histories, history),
    commitWithHash: async (text) => (/^[0-9a-f]{4,64}$/i.test(text) ? named(text) : null),
  };
}

type Ask<T> = (hash: string) => Promise<T>;

/** Asks once for all who ask at the same time. */
function once<T>(ask: Ask<T>): Ask<T> {
  const underWay = new Map<string, Promise<T>>();
  return (hash) => {
    const asked = underWay.get(hash) ?? ask(hash).finally(() => underWay.delete(hash));
    underWay.set(hash, asked);
    return asked;
  };
}

const kept =
  <T extends object>(memory: LRUCache<string, T>, ask: Ask<T>): Ask<T> =>
  async (hash) => {
    const known = memory.get(hash);
    if (known !== undefined) return known;
    const found = await ask(hash);
    memory.set(hash, found);
    return found;
  };

const nullIfFailed = (error: unknown): null => {
  if (error instanceof GitError && error.kind === "failed") return null;
  throw error;
};
