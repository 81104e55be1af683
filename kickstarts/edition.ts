import type { LRUCache } from "lru-cache";
import { TooCostlyError } from "../model/errors.ts";
import type { Kickstart } from "../model/kickstart.ts";
import { type IndexedKickstart, indexKickstarts } from "./edition-index.ts";
import type { Snapshot } from "./git/snapshot.ts";
import { letOthers } from "./let-others.ts";
import { type Maintainers, parseMaintainers } from "./maintainers.ts";
import { readKickstart } from "./read-kickstart.ts";

/** A repository at one commit and what was worked out of it, each thing once. */
export type Edition = Pick<Snapshot, "commit" | "read"> & {
  /** Files called `*.ks`, by name; links that lead nowhere are left out. */
  readonly paths: readonly string[];
  /** With all that it includes; null where there is no such file. Rejects as `read` throws. */
  readonly kickstart: (path: string) => Promise<Kickstart | null>;
  /** Of `paths`. All of them are read once for it, others getting their turn in between. */
  readonly index: () => Promise<readonly IndexedKickstart[]>;
  /** As the file says; nobody where there is none, or it is no TOML. */
  readonly maintainers: (file: string) => Maintainers;
};

/** Kickstarts that were read, of several commits. */
export type KeptKickstarts = LRUCache<string, Kickstart>;

/** `key`: begins the names of its kickstarts among those kept. */
export function createEdition(snapshot: Snapshot, kept: KeptKickstarts, key: string): Edition {
  const { commit, read } = snapshot;
  const paths = snapshot.paths.filter((path) => path.endsWith(".ks") && isThere(snapshot, path));
  const kickstart = async (path: string): Promise<Kickstart | null> => {
    const known = kept.get(`${key} ${path}`);
    if (known !== undefined) return known;
    if (read(path) === null) return null;
    await letOthers();
    // Somebody may have been as far in the meantime.
    const found = kept.get(`${key} ${path}`) ?? readKickstart({ path, read });
    kept.set(`${key} ${path}`, found);
    return found;
  };
  let index: Promise<readonly IndexedKickstart[]> | null = null;
  const lists = new Map<string, Maintainers>();
  const maintainers = (file: string): Maintainers => {
    const known = lists.get(file) ?? maintainersIn(read(file));
    lists.set(file, known);
    return known;
  };
  return { commit, read, paths, kickstart, index: () => (index ??= indexKickstarts(paths, kickstart)), maintainers };
}

function maintainersIn(bytes: Uint8Array | null): Maintainers {
  const found = bytes === null ? [] : parseMaintainers(Buffer.from(bytes).toString("utf8"));
  return "problem" in found ? [] : found;
}

function isThere({ read }: Snapshot, path: string): boolean {
  try {
    return read(path) !== null;
  } catch (error) {
    // It is too large, which is told to whoever asks for more than its name.
    if (error instanceof TooCostlyError) return true;
    throw error;
  }
}
