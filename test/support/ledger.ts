import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileLedger } from "../../ledger/file-ledger.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { openedOnUse } from "../../ledger/opened-on-use.ts";

/** A ledger in a folder of its own, which is made when it is used, and removed when it is closed. */
export function temporaryLedger(now: () => Date = () => new Date()): Ledger {
  let folder: string | null = null;
  const ledger = openedOnUse(async () => {
    folder = await mkdtemp(join(tmpdir(), "ledger-"));
    return openFileLedger({ folder, now: () => now().getTime(), warn: () => undefined });
  });
  const close = async () => {
    await ledger.close();
    if (folder !== null) await rm(folder, { recursive: true });
  };
  return { ...ledger, close };
}
