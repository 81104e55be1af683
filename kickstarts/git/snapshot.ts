import { posix } from "node:path";
import type { GitStore } from "./git-store.ts";

/** The files of one commit, in memory. Immutable. */
export type Snapshot = {
  readonly commit: string;
  /** Every file, in the order of their names; those too large to read among them. */
  readonly paths: readonly string[];
  /** A file's bytes, or null where there is none. A symbolic link is followed as long as it stays inside the repository. */
  readonly read: (path: string) => Uint8Array | null;
  readonly bytes: number;
};

/** Far above what a repository of kickstarts holds: 130 files of 3 KB. Larger files are no kickstarts. */
const MAX_FILE_BYTES = 1_048_576;
const MAX_FILES = 10_000;
const MAX_BYTES = 64 * 1_048_576;
/** As many as Linux follows. */
const MAX_LINKS = 40;

const LINK = "120000";

type TreeEntry = { readonly mode: string; readonly oid: string; readonly size: number; readonly path: string };

/** Two runs of git: one lists the tree, one brings all files. */
export async function readSnapshot(store: GitStore, commit: string): Promise<Snapshot> {
  const listed = await store.git(["ls-tree", "-r", "-z", "-l", "--full-tree", commit]);
  const entries = readTree(listed.toString("utf8")).slice(0, MAX_FILES);
  const small = entries.filter(({ size }) => size <= MAX_FILE_BYTES);
  let bytes = 0;
  const wanted = small.filter(({ size }) => (bytes += size) <= MAX_BYTES);
  const blobs = await readBlobs(store, [...new Set(wanted.map(({ oid }) => oid))]);
  const files = new Map(wanted.map(({ path, mode, oid }) => [path, { link: mode === LINK, content: blobs.get(oid) }]));

  const read = (path: string, links = 0): Uint8Array | null => {
    const file = files.get(path);
    if (file?.content === undefined) return links < MAX_LINKS ? throughFolder(path, links) : null;
    if (!file.link) return file.content;
    return links < MAX_LINKS ? read(inside(path, file.content.toString("utf8")), links + 1) : null;
  };
  /** A folder on the way may be a link itself. */
  const throughFolder = (path: string, links: number): Uint8Array | null => {
    for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) {
      const link = files.get(folder);
      if (link?.link && link.content !== undefined)
        return read(
          posix.join(inside(folder, link.content.toString("utf8")), path.slice(folder.length + 1)),
          links + 1,
        );
    }
    return null;
  };
  return {
    commit,
    paths: entries.map(({ path }) => path),
    read: (path) => read(path),
    bytes: Math.min(bytes, MAX_BYTES),
  };
}

/** Where a link leads; a path that no file has when that is outside. */
function inside(link: string, target: string): string {
  const path = target.startsWith("/") ? ".." : posix.join(posix.dirname(link), target);
  return path.startsWith("..") ? "" : path;
}

/** `mode type oid size TAB path NUL`; a submodule is a commit and has no size. */
function readTree(text: string): readonly TreeEntry[] {
  return text.split("\0").flatMap((line) => {
    const [, mode = "", type, oid = "", size = "", path = ""] = /^(\d+) (\w+) (\w+) +(\S+)\t(.*)$/su.exec(line) ?? [];
    return type === "blob" ? [{ mode, oid, size: Number(size), path }] : [];
  });
}

/** `oid blob size LF content LF` for each, in the order in which they were asked for. */
async function readBlobs(store: GitStore, oids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const blobs = new Map<string, Buffer>();
  if (oids.length === 0) return blobs;
  const answer = await store.git(["cat-file", "--batch"], `${oids.join("\n")}\n`);
  for (let at = 0; at < answer.length;) {
    const endOfHead = answer.indexOf(10, at);
    const [oid = "", type, size] = answer.toString("latin1", at, endOfHead).split(" ");
    const start = endOfHead + 1;
    if (type !== "blob") at = start;
    else {
      blobs.set(oid, answer.subarray(start, start + Number(size)));
      at = start + Number(size) + 1;
    }
  }
  return blobs;
}
