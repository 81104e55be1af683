import { LRUCache } from "lru-cache";
import type { Kickstart } from "../model/kickstart.ts";
import type { Snapshot } from "./git/snapshot.ts";
import { readKickstart } from "./read-kickstart.ts";

/** A repository at one commit and what was worked out of it, each thing once. */
export type Edition = {
  readonly commit: string;
  /** Files called `*.ks`, by name: what `kickstarts` lists. */
  readonly paths: readonly string[];
  readonly has: (path: string) => boolean;
  /** The file's own text; null where there is none that can be read. */
  readonly source: (path: string) => string | null;
  /** With all that it includes; null where there is no such file. */
  readonly kickstart: (path: string) => Kickstart | null;
  /** Of `paths`, those that take the file in, directly or through others, by name. All files are read once for it. */
  readonly includedBy: (path: string) => Promise<readonly string[]>;
};

/** Parsed kickstarts that are kept of a commit: more than fedora-kickstarts has files. */
const KEPT = 300;

export function createEdition(snapshot: Snapshot): Edition {
  const all = new Set(snapshot.paths);
  const paths = snapshot.paths.filter((path) => path.endsWith(".ks"));
  const read = new LRUCache<string, Kickstart>({ max: KEPT });
  const kickstart = (path: string): Kickstart | null => {
    if (snapshot.read(path) === null) return null;
    const known = read.get(path) ?? readKickstart({ path, read: snapshot.read });
    read.set(path, known);
    return known;
  };
  let index: Promise<ReadonlyMap<string, readonly string[]>> | null = null;
  return {
    commit: snapshot.commit,
    paths,
    has: (path) => all.has(path),
    source: (path) => {
      const bytes = snapshot.read(path);
      return bytes && Buffer.from(bytes).toString("utf8");
    },
    kickstart,
    includedBy: async (path) => (await (index ??= reverseIncludes(paths, kickstart))).get(path) ?? [],
  };
}

/** File by file, so that others get their turn in between. */
async function reverseIncludes(
  paths: readonly string[],
  kickstart: Edition["kickstart"],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const users = new Map<string, string[]>();
  for (const path of paths) {
    for (const file of kickstart(path)?.files.keys() ?? []) {
      if (file === path) continue;
      const known = users.get(file);
      if (known === undefined) users.set(file, [path]);
      else known.push(path);
    }
    await new Promise(setImmediate);
  }
  return users;
}
