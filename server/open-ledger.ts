import type { Logger } from "pino";
import type { LedgerConfiguration } from "../config/configuration.ts";
import type { HubService } from "../context/context.ts";
import { openFileLedger } from "../ledger/file-ledger.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { openedOnUse } from "../ledger/opened-on-use.ts";
import { toldLedger } from "./told-ledger.ts";

type Options = { readonly hubs: readonly Pick<HubService, "writer">[]; readonly log: Logger };

/**
 * Opened at once where a hub can be written to, else when it is used. Where that fails the gateway answers what is asked of
 * it, and does nothing.
 */
export function openLedger({ folder, redis }: LedgerConfiguration, { hubs, log }: Options): Ledger {
  const warn = (sentence: string) => log.warn(sentence);
  const ledger = openedOnUse(async () => {
    if (redis === null) return openFileLedger({ folder, warn });
    // Its client takes memory that a gateway without Redis can do without.
    const { openRedisLedger } = await import("../ledger/redis-ledger.ts");
    return openRedisLedger({ redis, warn });
  });
  if (hubs.some(({ writer }) => writer.unable === null)) {
    ledger.opened().catch((error: unknown) => log.error(error instanceof Error ? error.message : String(error)));
  }
  return toldLedger(ledger, log);
}
