import { posix } from "node:path";

/** Koji's address of sources, `git+https://host/repo?folder#revision` (koji.daemon.SCM), taken apart. */
export type SourceAddress = {
  /** One spelling for all addresses of a repository: see `repositoryKey`. */
  readonly key: string;
  /** Inside the repository, normal; empty for its top. */
  readonly folder: string;
  /** A commit, branch or tag; null where none is given. */
  readonly revision: string | null;
};

/** Null for what is no address of a git repository, and for a folder that leads out of it. */
export function readSourceAddress(address: string): SourceAddress | null {
  const match = /^(?:git\+)?((?:https?|git|ssh|git\+ssh|rsync|file):\/\/[^?#]+)(?:\?([^#]*))?(?:#(.*))?$/su.exec(
    address,
  );
  const key = match?.[1] === undefined ? null : repositoryKey(match[1]);
  if (match === null || key === null) return null;
  const folder = posix.normalize(`./${match[2] ?? ""}`).replace(/\/+$/, "");
  if (folder === ".." || folder.startsWith("../")) return null;
  return { key, folder: folder === "." ? "" : folder, revision: match[3] || null };
}

/**
 * The same for every way a repository is reached: scheme, user, port and a `.git` at the end do not tell repositories
 * apart; host and path do. Null for what is no address.
 */
export function repositoryKey(address: string): string | null {
  if (address.startsWith("/")) return trimmed(address);
  if (!URL.canParse(address)) return null;
  const { hostname, pathname, protocol } = new URL(address);
  if (protocol === "file:") return trimmed(decodeURIComponent(pathname));
  return hostname === "" ? null : `${hostname.toLowerCase()}${trimmed(pathname)}`;
}

const trimmed = (path: string) =>
  path
    .replace(/\/+$/, "")
    .replace(/\.git$/, "")
    .replace(/\/+$/, "");
