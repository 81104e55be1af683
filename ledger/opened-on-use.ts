import { closedError } from "./key-errors.ts";
import type { Ledger } from "./ledger.ts";

/** Opens a ledger when it is used for the first time, and again after that failed. */
export function openedOnUse(open: () => Promise<Ledger>): Ledger & {
  /** Rejects with LedgerError where it cannot be opened. */
  readonly opened: () => Promise<void>;
} {
  let ledger: Promise<Ledger> | null = null;
  const opened = (): Promise<Ledger> => {
    if (ledger !== null) return ledger;
    ledger = open();
    ledger.catch(() => {
      ledger = null;
    });
    return ledger;
  };
  return {
    opened: async () => void (await opened()),
    record: async (act) => (await opened()).record(act),
    settle: async (id, settled) => (await opened()).settle(id, settled),
    entry: async (id) => (await opened()).entry(id),
    page: async (filter, size) => (await opened()).page(filter, size),
    withKey: async (key, work) => (await opened()).withKey(key, work),
    close: async () => {
      const last = ledger;
      ledger = Promise.reject(closedError());
      ledger.catch(() => undefined);
      await last?.then((it) => it.close()).catch(() => undefined);
    },
  };
}
