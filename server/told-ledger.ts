import type { Logger } from "pino";
import type { Ledger } from "../ledger/ledger.ts";
import { LedgerError } from "../model/errors.ts";

/**
 * Tells the log when a ledger cannot be used any more, and when it can be again: meanwhile nothing is done for anybody, and
 * only those who ask are told.
 */
export function toldLedger(ledger: Ledger, log: Pick<Logger, "error" | "warn">): Ledger {
  let isAway = false;
  const seen = (error: unknown) => {
    // One without a cause is about a key, or the end of the gateway.
    if (isAway || !(error instanceof LedgerError) || error.cause === undefined) return;
    isAway = true;
    log.error(error.message);
  };
  const watched = async <T>(doing: Promise<T>): Promise<T> => {
    try {
      const done = await doing;
      if (isAway) log.warn("The ledger can be used again.");
      isAway = false;
      return done;
    } catch (error) {
      seen(error);
      throw error;
    }
  };
  return {
    record: (act) => watched(ledger.record(act)),
    settle: (id, settled) => watched(ledger.settle(id, settled)),
    entry: (id) => watched(ledger.entry(id)),
    page: (filter, size) => watched(ledger.page(filter, size)),
    withKey: (key, work) => watched(ledger.withKey(key, work)),
    close: () => ledger.close(),
  };
}
