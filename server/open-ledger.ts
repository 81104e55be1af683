import type { Logger } from "pino";
import type { LedgerConfiguration } from "../config/configuration.ts";
import type { HubService } from "../context/context.ts";
import { openFileLedger } from "../ledger/file-ledger.ts";
import { type Ledger, NO_LEDGER } from "../ledger/ledger.ts";
import { openedOnUse } from "../ledger/opened-on-use.ts";

type Options = { readonly hubs: readonly Pick<HubService, "writer">[]; readonly log: Logger };

/**
 * Opened at once where a hub can be written to, else when somebody wants to read it. Where that fails the gateway answers
 * what is asked of it, and does nothing.
 */
export function openLedger({ folder, redis }: LedgerConfiguration, { hubs, log }: Options): Ledger {
  const warn = (sentence: string) => log.warn(sentence);
  const ledger =
    redis === null
      ? openedOnUse(() => openFileLedger({ folder, warn }))
      : openedOnUse(() => Promise.resolve(NO_LEDGER));
  if (hubs.some(({ writer }) => writer.unable === null)) {
    ledger.opened().catch((error: unknown) => log.error(error instanceof Error ? error.message : String(error)));
  }
  return ledger;
}
