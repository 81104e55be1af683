import { readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { AppendFile, syncFolder } from "./append-file.ts";
import { parsed } from "./entry-text.ts";
import type { Json } from "./ledger.ts";
import { KEY_MS } from "./limits.ts";

export type KeyFileOptions = {
  readonly path: string;
  readonly warn: (sentence: string) => void;
  readonly now: () => number;
  /** Lines that say nothing any more, before the file is written anew. */
  readonly waste: number;
};

type Known = { readonly at: number; readonly value: Json };

const LINE = z.object({ key: z.string(), at: z.number(), value: z.json() });

/** What was last written under each key in the last days: in memory, and line by line in a file. */
export class KeyFile {
  readonly #options: KeyFileOptions;
  /** The one that was written last is the last. */
  readonly #known: Map<string, Known>;
  #file: Promise<AppendFile>;
  #lines: number;

  private constructor(options: KeyFileOptions, file: AppendFile, read: Pick<ReadKeys, "known" | "lines">) {
    this.#options = options;
    this.#file = Promise.resolve(file);
    this.#known = read.known;
    this.#lines = read.lines;
  }

  static async open(options: KeyFileOptions): Promise<KeyFile> {
    const { path, warn } = options;
    const file = await openFile(options);
    const read = readKeys(await readFile(path, "utf8"));
    if (read.bad.length > 0) warn(`${path} holds what no ledger wrote, in line ${read.bad.join(", ")}: left out.`);
    return new KeyFile(options, file, read);
  }

  /** Null for nothing, or what was forgotten. */
  get(key: string): Json | null {
    this.#forget();
    return this.#known.get(key)?.value ?? null;
  }

  async set(key: string, value: Json): Promise<void> {
    const at = this.#options.now();
    await this.#file.then((file) => file.append(JSON.stringify({ key, at, value })));
    this.#known.delete(key);
    this.#known.set(key, { at, value });
    this.#lines += 1;
    this.#forget();
    if (this.#lines - this.#known.size >= this.#options.waste) this.#compact();
  }

  async close(): Promise<void> {
    await (await this.#file).close();
  }

  #forget(): void {
    const oldest = this.#options.now() - KEY_MS;
    for (const [key, { at }] of this.#known) {
      if (at >= oldest) return;
      this.#known.delete(key);
    }
  }

  /** Whoever writes meanwhile waits. Where it fails, the file goes on as it was. */
  #compact(): void {
    this.#lines = this.#known.size;
    this.#file = this.#file.then(async (file) => {
      await file.close();
      await this.#writeAnew().catch((error: unknown) =>
        this.#options.warn(`${this.#options.path} grows: ${String(error)}`),
      );
      return openFile(this.#options);
    });
    // Whoever writes next is told, and the one after tries again.
    this.#file.catch(() => {
      this.#file = openFile(this.#options);
      this.#file.catch(() => undefined);
    });
  }

  async #writeAnew(): Promise<void> {
    const { path } = this.#options;
    const young = `${path}.new`;
    await rm(young, { force: true });
    const file = await AppendFile.open(young, () => undefined);
    try {
      const lines = [...this.#known].map(([key, { at, value }]) => JSON.stringify({ key, at, value }));
      if (lines.length > 0) await file.append(lines.join("\n"));
    } finally {
      await file.close();
    }
    await rename(young, path);
    await syncFolder(dirname(path));
  }
}

const openFile = ({ path, warn }: KeyFileOptions): Promise<AppendFile> =>
  AppendFile.open(path, (bytes) =>
    warn(`${path} ended in a line that was never whole: its ${bytes} bytes were cut off.`),
  );

type ReadKeys = { readonly known: Map<string, Known>; readonly lines: number; readonly bad: readonly number[] };

function readKeys(text: string): ReadKeys {
  const known = new Map<string, Known>();
  const bad: number[] = [];
  const lines = text.split("\n").slice(0, -1);
  for (const [index, line] of lines.entries()) {
    const { data } = LINE.safeParse(parsed(line));
    if (data === undefined) bad.push(index + 1);
    else {
      known.delete(data.key);
      known.set(data.key, { at: data.at, value: data.value });
    }
  }
  return { known, lines: lines.length, bad };
}
