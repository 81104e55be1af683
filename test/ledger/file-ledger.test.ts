import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { openFileLedger } from "../../ledger/file-ledger.ts";
import { ledgerContract, PATIENCE_MS } from "./contract.ts";

ledgerContract("a ledger in a folder", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ledger-"));
  const open = () =>
    openFileLedger({ folder, perFile: 8, patienceMs: PATIENCE_MS, warn: (sentence) => expect.unreachable(sentence) });
  let ledger = await open();
  return {
    ledger,
    again: async () => {
      await ledger.close();
      ledger = await open();
      return ledger;
    },
    close: async () => {
      await ledger.close();
      rmSync(folder, { recursive: true });
    },
  };
});
