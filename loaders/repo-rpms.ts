import type { Addresses } from "../koji/addresses.ts";
import type { LogEnd } from "../model/log-text.ts";
import type { CachedReads } from "./cached-reads.ts";
import { KINDS } from "./kinds.ts";

/** A repository of a build tag, for one arch. */
export type RepoOfArch = { readonly tag: string; readonly repoId: number; readonly arch: string };

/**
 * The names of a repository's own rpms, without those that it takes in from elsewhere; null where the web server has no
 * list of them, or one that is too long.
 */
export type RepoRpms = (repo: RepoOfArch) => Promise<ReadonlySet<string> | null>;

type ReadFileEnd = (url: string, maxBytes: number) => Promise<LogEnd | null>;

/** 150,000 rpms: twice what a distribution has. */
const MAX_BYTES = 16 * 1_048_576;

/**
 * Koji writes what it puts into a repository to `pkglist`, a path a line (repo_init in kojihub.py): one file of the web
 * server, 4 MB for a distribution, in place of a call that takes the hub minutes. What is kept are the names.
 */
export function createRepoRpms(
  { one }: Pick<CachedReads, "one">,
  { addresses, readFileEnd }: { readonly addresses: Addresses; readonly readFileEnd: ReadFileEnd },
): RepoRpms {
  return async ({ tag, repoId, arch }) => {
    const names = await one(KINDS.repoRpmNames, `${repoId} ${arch}`, async () => {
      const list = await readFileEnd(`${addresses.tagRepository(tag, repoId, arch)}/pkglist`, MAX_BYTES);
      return list?.fromStart ? namesIn(new TextDecoder().decode(list.bytes)) : null;
    });
    return names === null ? null : new Set(names.split("\n").filter(Boolean));
  };
}

/** A name a line: what stands before the last two dashes of a file. */
function namesIn(list: string): string {
  const names = new Set<string>();
  for (const line of list.split("\n")) {
    if (!line.endsWith(".rpm")) continue;
    const file = line.slice(line.lastIndexOf("/") + 1);
    const end = file.lastIndexOf("-", file.lastIndexOf("-") - 1);
    if (end > 0) names.add(file.slice(0, end));
  }
  return [...names].join("\n");
}
