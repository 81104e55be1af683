import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppendFile } from "./append-file.ts";
import { actMembers, begun, parsed, readAct, readSettled } from "./entry-text.ts";
import type { Act, LedgerEntry, LedgerFilter, Settled } from "./ledger.ts";
import { DISORDER_MS } from "./limits.ts";

export type ActFilesOptions = {
  readonly folder: string;
  readonly warn: (sentence: string) => void;
  /** Entries of one file. */
  readonly perFile: number;
  /** How many files there are before the oldest goes. */
  readonly files: number;
};

const LINE = z
  .object({ id: z.int().positive(), act: z.unknown(), settled: z.unknown() })
  .partial({ act: true, settled: true });

/**
 * Entries numbered from 1 on, in files of some thousand, each named after its first: all that is known of an entry stands
 * in one file. Only the names are held in memory.
 */
export class ActFiles {
  readonly #options: ActFilesOptions;
  readonly #open = new Map<number, Promise<AppendFile>>();
  /** The first number of each file, ascending. */
  #firsts: number[];
  #next: number;

  private constructor(options: ActFilesOptions, firsts: number[], next: number) {
    this.#options = options;
    this.#firsts = firsts;
    this.#next = next;
  }

  static async open(options: ActFilesOptions): Promise<ActFiles> {
    const names = await readdir(options.folder);
    const firsts = names.flatMap((name) => {
      const [, digits] = /^acts-(\d{12})\.jsonl$/u.exec(name) ?? [];
      return digits === undefined ? [] : [Number(digits)];
    });
    firsts.sort((a, b) => a - b);
    const files = new ActFiles(options, firsts, 1);
    const last = firsts.at(-1);
    if (last !== undefined) {
      // Cuts off what was never whole, and tells of it, before the next number is known.
      await files.#file(last);
      files.#next = Number((await files.#read(last)).at(-1)?.id ?? last - 1) + 1;
    }
    return files;
  }

  /** The entry's id. */
  async add(act: Act): Promise<string> {
    const id = this.#next;
    this.#next += 1;
    const first = this.#firsts.at(-1);
    if (first === undefined || id - first >= this.#options.perFile) this.#firsts.push(id);
    await this.#append(this.#firsts.at(-1) ?? id, { id, act: actMembers(act) });
    await this.#forgetOldest();
    return String(id);
  }

  /** Nothing where the entry is not there any more. */
  async settle(id: string, { outcome, task }: Settled): Promise<void> {
    const first = this.#firstOf(id);
    if (first !== null) await this.#append(first, { id: Number(id), settled: { outcome, task } });
  }

  async entry(id: string): Promise<LedgerEntry | null> {
    const first = this.#firstOf(id);
    return first === null ? null : ((await this.#read(first)).find((entry) => entry.id === id) ?? null);
  }

  /** Newest first, a file's worth at once. */
  async *newestFirst(olderThan: string | null, { before }: LedgerFilter): AsyncGenerator<readonly LedgerEntry[]> {
    const end = olderThan === null ? Infinity : Number(olderThan);
    const firsts = this.#firsts.filter((first) => first < end);
    for (let index = before ? await this.#lastBefore(firsts, before) : firsts.length - 1; index >= 0; index -= 1) {
      const entries = await this.#read(firsts[index] ?? 0);
      yield entries.filter(({ id }) => Number(id) < end).reverse();
    }
  }

  async close(): Promise<void> {
    for (const file of await Promise.allSettled(this.#open.values())) {
      if (file.status === "fulfilled") await file.value.close();
    }
  }

  /** The index of the last file that may hold entries from before the moment: entries are about in order. */
  async #lastBefore(firsts: readonly number[], before: Date): Promise<number> {
    let low = 0;
    let high = firsts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const [oldest] = await this.#read(firsts[middle] ?? 0);
      if (oldest !== undefined && oldest.at.getTime() > before.getTime() + DISORDER_MS) high = middle - 1;
      else low = middle;
    }
    return high;
  }

  #firstOf(id: string): number | null {
    if (!/^\d{1,12}$/u.test(id) || Number(id) >= this.#next) return null;
    return this.#firsts.findLast((first) => first <= Number(id)) ?? null;
  }

  async #append(first: number, line: object): Promise<void> {
    const text = JSON.stringify(line);
    // Called at once when the file is open already: lines stay in the order of their numbers.
    await this.#file(first).then((file) => file.append(text));
  }

  #file(first: number): Promise<AppendFile> {
    const known = this.#open.get(first);
    if (known !== undefined) return known;
    const path = this.#path(first);
    const opened = AppendFile.open(path, (bytes) =>
      this.#options.warn(`${path} ended in a line that was never whole: its ${bytes} bytes were cut off.`),
    );
    this.#open.set(first, opened);
    // The next one tries anew.
    opened.catch(() => this.#open.delete(first));
    return opened;
  }

  /** In the order of their numbers; none of a file that is not there. */
  async #read(first: number): Promise<readonly LedgerEntry[]> {
    const path = this.#path(first);
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    const { entries, bad } = entriesIn(text);
    if (bad.length > 0) this.#options.warn(`${path} holds what no ledger wrote, in line ${bad.join(", ")}: left out.`);
    return entries;
  }

  async #forgetOldest(): Promise<void> {
    while (this.#firsts.length > this.#options.files) {
      const [oldest = 0] = this.#firsts.splice(0, 1);
      const open = this.#open.get(oldest);
      this.#open.delete(oldest);
      await open?.then((file) => file.close()).catch(() => undefined);
      await rm(this.#path(oldest), { force: true });
    }
  }

  #path(first: number): string {
    return join(this.#options.folder, `acts-${String(first).padStart(12, "0")}.jsonl`);
  }
}

/** `bad`: numbers of lines that cannot be read. */
function entriesIn(text: string): { entries: readonly LedgerEntry[]; bad: readonly number[] } {
  const entries = new Map<number, LedgerEntry>();
  const bad: number[] = [];
  // What stands behind the last line's end is being written, or never was whole.
  for (const [index, line] of text.split("\n").slice(0, -1).entries()) {
    const { id = 0, act, settled } = LINE.safeParse(parsed(line)).data ?? {};
    const known = entries.get(id);
    const acted = readAct(act);
    const came = readSettled(settled);
    if (acted !== null) entries.set(id, begun(String(id), acted));
    else if (came !== null && known !== undefined) entries.set(id, { ...known, ...came });
    else bad.push(index + 1);
  }
  return { entries: [...entries.values()], bad };
}
