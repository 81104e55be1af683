import { randomUUID } from "node:crypto";
import { chown, open, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import type { ScriptToken } from "./script-token.ts";
import { parseTokenFile, tokenFileText } from "./token-file.ts";
import { TokenFileError, tokensOrThrow } from "./token-store.ts";

/** What is to stand in the file, and what the caller wants to know of it; null for as it is. */
type Change<T> = (tokens: readonly ScriptToken[]) => {
  readonly tokens: readonly ScriptToken[] | null;
  readonly told: T;
};

/**
 * Changes a file of tokens in one step, one process after the other. Made when it is not there, for its maker alone to
 * read; what follows a link stays behind it. Rejects with TokenFileError, and then the file is as it was.
 */
export async function editTokenFile<T>(path: string, change: Change<T>): Promise<T> {
  const file = await realpath(path).catch(() => path);
  const unlock = await locked(`${file}.lock`);
  try {
    const text = await textOf(file);
    const { tokens, told } = change(tokensOrThrow(parseTokenFile(text, file)));
    if (tokens !== null) await replace(file, tokenFileText(tokens));
    return told;
  } catch (error) {
    throw error instanceof TokenFileError || !(error instanceof Error && "code" in error)
      ? error
      : refusal(file, error);
  } finally {
    await unlock();
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

async function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return "";
    throw error;
  });
}

const refusal = (file: string, { code }: { readonly code: unknown }) =>
  new TokenFileError(`${file} cannot be written (${String(code)}); choose a file in a folder that you may write to.`);

const LOCK_EVERY_MS = 20;
const LOCK_PATIENCE_MS = 30_000;

/** Held until what it gives is called. It names the process, so that others can tell when that was killed. */
async function locked(lock: string): Promise<() => Promise<void>> {
  const until = performance.now() + LOCK_PATIENCE_MS;
  while (!(await taken(lock))) {
    if (performance.now() > until || (await isLeft(lock))) {
      const cure = "If no other koji-image token is at work, remove that file.";
      throw new TokenFileError(
        `${lock} is there: somebody else changes the tokens, or was killed while doing so. ${cure}`,
      );
    }
    await after(LOCK_EVERY_MS);
  }
  return () => rm(lock, { force: true });
}

async function taken(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "EEXIST") return false;
    throw refusal(lock, error);
  }
}

/** Whether its process is no more. One that was made just now may not say whose it is yet. */
async function isLeft(lock: string): Promise<boolean> {
  const holder = Number(await readFile(lock, "utf8").catch(() => ""));
  if (!Number.isInteger(holder) || holder <= 0) return false;
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

/** Whoever reads it finds all of the old text or all of the new one, whatever happens. */
async function replace(file: string, text: string): Promise<void> {
  const next = join(dirname(file), `.${randomUUID()}.tmp`);
  try {
    const handle = await open(next, "wx", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await keepOwner(file, next);
    await rename(next, file);
  } finally {
    await rm(next, { force: true });
  }
}

/** An administrator's change leaves it readable for the gateway. */
async function keepOwner(file: string, next: string): Promise<void> {
  const before = await stat(file).catch(() => null);
  if (before !== null && before.uid !== process.getuid?.()) await chown(next, before.uid, before.gid);
}
