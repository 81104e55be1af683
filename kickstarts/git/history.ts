import type { KickstartCommit } from "../../model/kickstart-commit.ts";

/** A commit and what it did to files. */
export type HistoryEntry = KickstartCommit & {
  readonly touched: readonly string[];
  /** New name to old name. */
  readonly renamed: ReadonlyMap<string, string>;
};

/** What `git log` is to be told for `readHistory`. No field can hold the byte that ends it. */
export const LOG = ["log", "-z", "--encoding=UTF-8", "--format=%H%x00%an%x00%at%x00%s"] as const;

/** After so many, others get their turn. */
const AT_A_TIME = 2_000;

/** Reads what LOG gives, with or without `--name-status -M`; newest first. */
export async function readHistory(log: string): Promise<readonly HistoryEntry[]> {
  const reading: Reading = { words: log.split("\0"), at: 0 };
  const entries: HistoryEntry[] = [];
  while (reading.at < reading.words.length) {
    const hash = next(reading).trim();
    if (hash === "") continue;
    const [author, seconds, subject] = [plain(next(reading)), next(reading), plain(next(reading))];
    entries.push({ hash, author, authoredAt: dateOf(seconds), subject, ...readNames(reading) });
    if (entries.length % AT_A_TIME === 0) await new Promise(setImmediate);
  }
  return entries;
}

type Reading = { readonly words: readonly string[]; at: number };

const next = (reading: Reading): string => reading.words[reading.at++] ?? "";

/** Without what a terminal would obey. */
const plain = (text: string): string => text.slice(0, 1000).replaceAll(/\p{C}+/gu, " ");

/** Dates are whatever the author's clock said, or what somebody made up. */
function dateOf(seconds: string): Date {
  const date = new Date(Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? new Date(0) : date;
}

/** `M NUL path NUL`, and for renames and copies `R100 NUL old NUL new NUL`; a line feed stands before the first. */
function readNames(reading: Reading): Pick<HistoryEntry, "touched" | "renamed"> {
  const touched: string[] = [];
  const renamed = new Map<string, string>();
  for (;;) {
    const status = /^\n?([ACDMRTUXB]\d*)$/.exec(reading.words[reading.at] ?? "")?.[1];
    if (status === undefined) return { touched, renamed };
    reading.at += 1;
    const first = next(reading);
    if (!/^[RC]/.test(status)) touched.push(first);
    else {
      const second = next(reading);
      touched.push(second);
      if (status.startsWith("C")) continue;
      touched.push(first);
      renamed.set(second, first);
    }
  }
}

/** The commits that touched any of the files, newest first; a file is followed through its renames. */
export function historyOf(history: readonly HistoryEntry[], paths: Iterable<string>): readonly KickstartCommit[] {
  const names = new Set(paths);
  return history.filter(({ touched, renamed }) => {
    const hit = touched.some((path) => names.has(path));
    for (const [to, from] of renamed) if (names.delete(to)) names.add(from);
    return hit;
  });
}
