import { createHash } from "node:crypto";
import { LedgerError } from "../model/errors.ts";

/** Of one length, whatever a key holds. */
export const placeOf = (key: string): string => createHash("sha256").update(key).digest("hex");

export const busyError = (patienceMs: number): LedgerError =>
  new LedgerError(
    `The same is being done under this key, and was not done after ${patienceMs / 1000} s. Nothing was sent to the hub; send it again in a minute.`,
  );

export const notHeldError = (): LedgerError =>
  new LedgerError(
    "The key is not held any more: another gateway may work under it. Nothing was sent to the hub; send it again.",
  );

export const closedError = (): LedgerError =>
  new LedgerError("The ledger is closed: the gateway ends. Ask another one.");
