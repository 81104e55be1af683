import type { Act, Ledger, LedgerEntry, LedgerFilter } from "../../ledger/ledger.ts";

/** Lately: a Redis numbers its entries by its own clock. */
export const START = Math.floor(Date.now() / 60_000) * 60_000 - 40 * 60_000;

/** `minutes`: after the start. */
export const anAct = (minutes = 0, changes: Partial<Act> = {}): Act => ({
  at: new Date(START + minutes * 60_000),
  viewer: "alice",
  action: "BUILD_IMAGE",
  hub: "sample",
  subject: `Aurora-Live for main, the ${minutes}th`,
  image: "Aurora-Live",
  allowed: true,
  policies: ["sig-builds"],
  requestId: `request-${minutes}`,
  ...changes,
});

/** All entries, by pages of a few. */
export async function allOf(ledger: Ledger, filter: LedgerFilter = {}, first = 7): Promise<readonly LedgerEntry[]> {
  const all: LedgerEntry[] = [];
  for (let olderThan: string | null = null; ;) {
    const { entries, hasMore, stoppedAt } = await ledger.page(filter, { first, olderThan });
    all.push(...entries);
    if (!hasMore) return all;
    olderThan = stoppedAt ?? entries.at(-1)?.id ?? null;
  }
}
