import type { LedgerEntry, LedgerFilter, LedgerPage } from "./ledger.ts";
import { DISORDER_MS, MAX_SCANNED } from "./limits.ts";

/** A page of what `chunks` hold, newest first; no more of them are read than the page, or its bound, takes. */
export async function pageOf(
  chunks: AsyncIterable<readonly LedgerEntry[]>,
  filter: LedgerFilter,
  first: number,
): Promise<LedgerPage> {
  const entries: LedgerEntry[] = [];
  const oldest = filter.after ? filter.after.getTime() - DISORDER_MS : -Infinity;
  let scanned = 0;
  for await (const chunk of chunks) {
    for (const entry of chunk) {
      if (entry.at.getTime() < oldest) return { entries, hasMore: false, stoppedAt: null };
      if (matches(entry, filter)) {
        if (entries.length === first) return { entries, hasMore: true, stoppedAt: null };
        entries.push(entry);
      }
      scanned += 1;
      if (scanned === MAX_SCANNED) return { entries, hasMore: true, stoppedAt: entry.id };
    }
  }
  return { entries, hasMore: false, stoppedAt: null };
}

const matches = (entry: LedgerEntry, { viewer, action, image, after, before, allowed }: LedgerFilter): boolean =>
  isWanted(viewer, entry.viewer) &&
  isWanted(action, entry.action) &&
  isWanted(image, entry.image) &&
  isWanted(allowed, entry.allowed) &&
  !(after && entry.at <= after) &&
  !(before && entry.at >= before);

const isWanted = <T>(wanted: T | null | undefined, value: T | null): boolean =>
  wanted === null || wanted === undefined || wanted === value;
