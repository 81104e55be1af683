import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";

type Waiting = { readonly text: string; readonly done: () => void; readonly failed: (error: unknown) => void };

/**
 * A file of lines that grows at its end. A line is on the disk once `append` resolves; those that wait share one sync. If
 * it rejects, nothing of the line stays, as far as the disk lets itself be told.
 */
export class AppendFile {
  readonly #handle: FileHandle;
  readonly #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  /** Of what is known to be whole. */
  #size: number;
  #spoiled = false;

  private constructor(handle: FileHandle, size: number) {
    this.#handle = handle;
    this.#size = size;
  }

  /** Made where it is missing. `torn`: told how many bytes of a last line were cut off that was never whole. */
  static async open(path: string, torn: (bytes: number) => void): Promise<AppendFile> {
    const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    try {
      const { size } = await handle.stat();
      const whole = await wholeSize(handle, size);
      if (whole < size) {
        await handle.truncate(whole);
        torn(size - whole);
      }
      await handle.sync();
      await syncFolder(dirname(path));
      return new AppendFile(handle, whole);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  append(line: string): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ text: `${line}\n`, done, failed });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Once all that waits is written. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#handle.close();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const together = this.#waiting.splice(0);
      try {
        await this.#write(together.map(({ text }) => text).join(""));
        for (const { done } of together) done();
      } catch (error) {
        for (const { failed } of together) failed(error);
      }
    }
    this.#writing = null;
  }

  async #write(text: string): Promise<void> {
    if (this.#spoiled) await this.#handle.truncate(this.#size);
    this.#spoiled = true;
    const bytes = Buffer.from(text, "utf8");
    try {
      for (let written = 0; written < bytes.length;) {
        written += (await this.#handle.write(bytes, written, bytes.length - written, this.#size + written))
          .bytesWritten;
      }
      await this.#handle.datasync();
    } catch (error) {
      await this.#handle.truncate(this.#size).catch(() => undefined);
      throw error;
    }
    this.#size += bytes.length;
    this.#spoiled = false;
  }
}

const CHUNK = 65_536;
const NEWLINE = 10;

/** Up to the last line's end. */
async function wholeSize(handle: FileHandle, size: number): Promise<number> {
  const chunk = Buffer.alloc(CHUNK);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - CHUNK);
    const { bytesRead } = await handle.read(chunk, 0, end - start, start);
    const at = chunk.subarray(0, bytesRead).lastIndexOf(NEWLINE);
    if (at >= 0) return start + at + 1;
    end = start;
  }
  return 0;
}

/** So that files just made or renamed are still there after a power failure. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
