import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fetchCopy, type Refused } from "./fetch-copy.ts";
import type { Git, GitRun } from "./git.ts";
import { namedRefs, readRefs, REF_FORMAT, type Refs } from "./refs.ts";

/** A bare copy of a repository on this machine. */
export type GitCopy = {
  /** Reads; nothing of the network. Rejects with GitError. */
  readonly read: (words: readonly string[], run?: Partial<Pick<GitRun, "input" | "maxBytes">>) => Promise<Buffer>;
  /** Null where there is no copy yet. Rejects with GitError for one that is damaged. */
  readonly refs: () => Promise<Refs | null>;
  /** Brings it up to date; makes it where it is missing or damaged. Rejects with GitError and leaves what was there. */
  readonly fetch: (signal: AbortSignal) => Promise<void>;
  /** To be told when what must be there cannot be read. True when the next fetch will make it anew. */
  readonly damaged: () => boolean;
};

const READ = { timeoutMs: 20_000, maxBytes: 32 * 1_048_576 };

/** Whatever is wrong with a copy that was made so recently, another one will have too. */
const HEALED_MS = 5 * 60_000;

export type GitCopyOptions = {
  readonly git: Git;
  readonly name: string;
  readonly url: string;
  /** The gateway's own, or shared by several; copies in it are told apart by name and address. */
  readonly folder: string;
  /** What it may take on disk; 512 when not given: fedora-kickstarts with all its history takes 20. */
  readonly maxMiB?: number;
};

export function createGitCopy({ git, name, url, folder, maxMiB = 512 }: GitCopyOptions): GitCopy {
  const directory = join(folder, `${name}-${createHash("sha256").update(url).digest("hex").slice(0, 12)}.git`);
  const refused: Refused = { until: 0, why: null };
  let broken = false;
  let healedAt = -Infinity;
  const read: GitCopy["read"] = (words, run = {}) =>
    git.read([`--git-dir=${directory}`, ...words], { ...READ, ...run });
  return {
    read,
    refs: async () => {
      const there = await stat(directory).catch(() => null);
      return there && refsIn(read);
    },
    fetch: async (signal) => {
      await fetchCopy({ git, url, directory, maxMiB, anew: broken, refused, signal });
      if (broken) healedAt = performance.now();
      broken = false;
    },
    damaged: () => {
      broken ||= performance.now() - healedAt > HEALED_MS;
      return broken;
    },
  };
}

async function refsIn(read: GitCopy["read"]): Promise<Refs> {
  const head = (await read(["symbolic-ref", "HEAD"])).toString("utf8").trim();
  const listed = await read(["for-each-ref", REF_FORMAT, "refs/heads", "refs/tags"]);
  const { commits, nested } = readRefs(listed.toString("utf8"));
  if (nested.length > 0) {
    const input = nested.map((ref) => `${ref}^{commit}\n`).join("");
    const peeled = await read(["cat-file", "--batch-check"], { input });
    for (const [index, line] of peeled.toString("utf8").split("\n").entries()) {
      const [hash = "", type] = line.split(" ");
      if (type === "commit") commits.set(nested[index] ?? "", hash);
    }
  }
  return namedRefs(commits, head.replace(/^refs\/heads\//, ""));
}
