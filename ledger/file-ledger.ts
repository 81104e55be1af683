import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { LedgerError } from "../model/errors.ts";
import { ActFiles } from "./act-files.ts";
import { syncFolder } from "./append-file.ts";
import { FolderHeldError, lockFolder } from "./folder-lock.ts";
import { closedError, notHeldError, placeOf } from "./key-errors.ts";
import { KeyFile } from "./key-file.ts";
import type { HeldKey, Ledger } from "./ledger.ts";
import { PATIENCE_MS } from "./limits.ts";
import { pageOf } from "./page-of.ts";
import { Turns } from "./turns.ts";

export type FileLedgerOptions = {
  /** Made where it is missing. On a disk of this machine. */
  readonly folder: string;
  /** What somebody should know who looks after the gateway. */
  readonly warn: (sentence: string) => void;
  readonly now?: () => number;
  /** For one that waits for a key. */
  readonly patienceMs?: number;
  /** Entries of one file, and how many files there are before the oldest goes. */
  readonly perFile?: number;
  readonly files?: number;
  /** Lines that say nothing any more, before keys are written anew. */
  readonly waste?: number;
};

/** A million entries in all, of which two thousand are read at once. */
const PER_FILE = 2_000;
const FILES = 500;
const WASTE = 10_000;

/** A ledger in a folder that no other gateway has. Rejects with LedgerError. */
export async function openFileLedger(options: FileLedgerOptions): Promise<Ledger> {
  const { folder, warn, now = Date.now, patienceMs = PATIENCE_MS } = options;
  const told = <T>(doing: Promise<T>) => doing.catch((error: unknown) => Promise.reject(ledgerError(folder, error)));
  const { acts, keys, release } = await told(openParts({ ...options, now }));
  const turns = new Turns(patienceMs);
  let closing: Promise<void> | null = null;
  let closed = false;
  const open = async <T>(act: () => Promise<T>): Promise<T> => {
    if (closed) throw closedError();
    return told(act());
  };
  const close = async () => {
    await turns.end();
    closed = true;
    await Promise.all([acts.close(), keys.close()]).catch((error: unknown) => warn(String(error)));
    await release();
  };
  return {
    record: (act) => open(() => acts.add(act)),
    settle: (id, settled) => open(() => acts.settle(id, settled)),
    entry: (id) => open(() => acts.entry(id)),
    page: (filter, { first, olderThan }) => open(() => pageOf(acts.newestFirst(olderThan, filter), filter, first)),
    withKey: async (key, work) => {
      const place = placeOf(key);
      return turns.take(place, async () => {
        let released = false;
        const write: HeldKey["write"] = (value) => {
          if (released) return Promise.reject(notHeldError());
          return open(() => keys.set(place, value));
        };
        try {
          return await work({ known: await open(async () => keys.get(place)), write });
        } finally {
          released = true;
        }
      });
    },
    close: () => (closing ??= close()),
  };
}

async function openParts(options: FileLedgerOptions & { readonly now: () => number }) {
  const { folder, warn, now, perFile = PER_FILE, files = FILES, waste = WASTE } = options;
  await makeFolder(folder);
  const release = await lockFolder(folder);
  let keys: KeyFile | null = null;
  try {
    keys = await KeyFile.open({ path: join(folder, "keys.jsonl"), warn, now, waste });
    return { acts: await ActFiles.open({ folder, warn, perFile, files }), keys, release };
  } catch (error) {
    await keys?.close();
    await release();
    throw error;
  }
}

/** Whoever can read it reads who did what. */
async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made === undefined) return;
  for (let place = folder; place.length >= made.length; place = dirname(place)) await syncFolder(dirname(place));
}

/** A bug stays what it is. */
function ledgerError(folder: string, error: unknown): unknown {
  if (error instanceof FolderHeldError) {
    return new LedgerError(
      `The ledger in ${folder} is kept by another gateway (process ${error.pid}), and has room for one. Give this one a folder of its own, or let both keep theirs in Redis: \`ledger: { redis: … }\`.`,
    );
  }
  if (!(error instanceof Error && "code" in error) || error instanceof LedgerError) return error;
  return new LedgerError(
    `The ledger in ${folder} cannot be used, so nothing is sent to a hub: ${error.message}. Let the gateway write there and give it room, or name another folder: \`ledger: { folder: … }\`.`,
    { cause: error },
  );
}
