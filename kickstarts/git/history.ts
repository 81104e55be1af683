import type { KickstartCommit } from "../../model/kickstart-commit.ts";

/** A commit and what it did to files. */
export type HistoryEntry = KickstartCommit & {
  readonly touched: readonly string[];
  /** New name to old name. */
  readonly renamed: ReadonlyMap<string, string>;
};

/** For `git log -z`: one record per commit, whose fields cannot hold the byte that parts them. */
export const HISTORY_FORMAT = "--format=%x01%H%x02%an%x02%at%x02%s%x02";

/** Reads `git log -z --name-status -M` with HISTORY_FORMAT, newest first. */
export function readHistory(log: string): readonly HistoryEntry[] {
  return log
    .split("\u0001")
    .slice(1)
    .map((record) => {
      const [hash = "", author = "", seconds = "", subject = "", names = ""] = record.split("\u0002");
      return { hash, author, authoredAt: new Date(Number(seconds) * 1000), subject, ...readNames(names) };
    });
}

/** `M NUL path NUL`, and for renames and copies `R100 NUL old NUL new NUL`; a line feed stands before the first. */
function readNames(names: string): Pick<HistoryEntry, "touched" | "renamed"> {
  const words = names.replace(/^[\0\n]+/, "").split("\0");
  const touched: string[] = [];
  const renamed = new Map<string, string>();
  for (let at = 0; at + 1 < words.length;) {
    const [status = "", first = "", second = ""] = words.slice(at, at + 3);
    const moved = /^[RC]/.test(status);
    touched.push(moved ? second : first);
    if (status.startsWith("R")) {
      touched.push(first);
      renamed.set(second, first);
    }
    at += moved ? 3 : 2;
  }
  return { touched, renamed };
}

/** The commits that touched any of the files, newest first; a file is followed through its renames. */
export function historyOf(history: readonly HistoryEntry[], paths: Iterable<string>): readonly KickstartCommit[] {
  const names = new Set(paths);
  return history.filter(({ touched, renamed }) => {
    const hit = touched.some((path) => names.has(path));
    for (const [to, from] of renamed) {
      if (!names.delete(to)) continue;
      names.add(from);
    }
    return hit;
  });
}
