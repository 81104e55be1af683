import { posix } from "node:path";
import { TooCostlyError } from "../../model/errors.ts";
import type { GitCopy } from "./git-copy.ts";
import { GitError } from "./git-error.ts";

/** The files of one commit, in memory. Immutable. */
export type Snapshot = {
  readonly commit: string;
  /** Every file whose name is UTF-8, in the order of their names. */
  readonly paths: readonly string[];
  /**
   * A file's bytes, or null where there is none. A symbolic link is followed as long as it stays inside the repository.
   * Throws TooCostlyError for a file that is too large to be read.
   */
  readonly read: (path: string) => Uint8Array | null;
  /** Of all files that are held. */
  readonly bytes: number;
};

/** Far above what a repository of kickstarts holds: 130 files of 3 KB. Larger files are no kickstarts. */
const MAX_FILE_BYTES = 1_048_576;
const MAX_BYTES = 64 * 1_048_576;
/** As many as Linux follows. */
const MAX_LINKS = 40;

/** Of git's answers: 100,000 names are listed, and all that is held with some words for each. */
const LISTING = { maxBytes: 16 * 1_048_576 };
const CONTENTS = { maxBytes: MAX_BYTES + 16 * 1_048_576 };

const LINK = "120000";

type TreeEntry = { readonly mode: string; readonly oid: string; readonly size: number; readonly path: string };

/** Two runs of git: one lists the tree, one brings all files. Rejects with GitError, as where an object is missing. */
export async function readSnapshot(copy: GitCopy, commit: string): Promise<Snapshot> {
  const entries = readTree(await copy.read(["ls-tree", "-r", "-z", "-l", "--full-tree", commit], LISTING));
  const wanted = fitting(entries);
  const blobs = await readBlobs(copy, [...new Set(wanted.map(({ oid }) => oid))]);
  const files = new Map(entries.map((entry) => [entry.path, entry]));

  const read = (path: string, links = 0): Uint8Array | null => {
    const file = files.get(path);
    if (file === undefined) return links < MAX_LINKS ? throughFolder(path, links) : null;
    const content = blobs.get(file.oid);
    if (content === undefined) throw tooLarge(file);
    if (file.mode !== LINK) return content;
    return links < MAX_LINKS ? read(inside(path, content.toString("utf8")), links + 1) : null;
  };
  /** A folder on the way may be a link itself. */
  const throughFolder = (path: string, links: number): Uint8Array | null => {
    for (let folder = posix.dirname(path); folder !== "." && folder !== "/"; folder = posix.dirname(folder)) {
      const link = files.get(folder);
      const target = link?.mode === LINK ? blobs.get(link.oid) : undefined;
      if (target === undefined) continue;
      return read(posix.join(inside(folder, target.toString("utf8")), path.slice(folder.length + 1)), links + 1);
    }
    return null;
  };
  const bytes = [...blobs.values()].reduce((sum, { length }) => sum + length, 0);
  return { commit, paths: entries.map(({ path }) => path), read: (path) => read(path), bytes };
}

/** Where a link leads; a path that no file has when that is outside. */
function inside(link: string, target: string): string {
  const path = target.startsWith("/") ? ".." : posix.join(posix.dirname(link), target);
  return path === ".." || path.startsWith("../") ? "" : path;
}

/** Of files that are not too large, as many as there is room for: kickstarts first. */
function fitting(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  const isKickstart = ({ path }: TreeEntry) => path.endsWith(".ks");
  let bytes = 0;
  return entries
    .toSorted((a, b) => Number(isKickstart(b)) - Number(isKickstart(a)))
    .filter(({ size }) => {
      const fits = size <= MAX_FILE_BYTES && bytes + size <= MAX_BYTES;
      if (fits) bytes += size;
      return fits;
    });
}

const tooLarge = ({ path, size }: TreeEntry) =>
  new TooCostlyError(
    `${path} has ${size} bytes; files of up to ${MAX_FILE_BYTES} bytes are read, and ${MAX_BYTES} of all files of a commit.`,
  );

/** `mode type oid size TAB path NUL`; a submodule is a commit and has no size. */
function readTree(listed: Buffer): readonly TreeEntry[] {
  return listed
    .toString("utf8")
    .split("\0")
    .flatMap((line) => {
      const [, mode = "", type, oid = "", size = "", path = ""] = /^(\d+) (\w+) (\w+) +(\S+)\t(.*)$/su.exec(line) ?? [];
      // JSON could not name it.
      return type !== "blob" || path.includes("\uFFFD") ? [] : [{ mode, oid, size: Number(size), path }];
    });
}

/** `oid blob size LF content LF` for each, in the order in which they were asked for. */
async function readBlobs(copy: GitCopy, oids: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const blobs = new Map<string, Buffer>();
  if (oids.length === 0) return blobs;
  const answer = await copy.read(["cat-file", "--batch"], { ...CONTENTS, input: `${oids.join("\n")}\n` });
  for (let at = 0; at < answer.length;) {
    const endOfHead = answer.indexOf(10, at);
    const [oid = "", type, size] = answer.toString("latin1", at, endOfHead).split(" ");
    if (type !== "blob") throw new GitError("failed", `the object ${oid} is missing`);
    const start = endOfHead + 1;
    blobs.set(oid, answer.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return blobs;
}
