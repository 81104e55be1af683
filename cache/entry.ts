import type { Found, Kind } from "./cache.ts";

/** A value and its lifetime, in milliseconds since the epoch: `softAt` <= `hardAt` <= `keepUntil`. */
export type Entry = {
  readonly value: unknown;
  readonly kind: Kind<unknown>;
  /** Of the value's JSON. What tells whether two values are the same. */
  hash: string;
  fetchedAt: number;
  softAt: number;
  hardAt: number;
  keepUntil: number;
  /** Its source failed, or someone else asks it: until then it stands in without asking. */
  retryAt: number;
};

/** What was read together is not refreshed together: soft ages are up to this part shorter. */
const JITTER = 0.15;

export type EntryParts = Pick<Entry, "value" | "kind" | "hash" | "fetchedAt"> & {
  readonly id: string;
  readonly random: () => number;
};

export function entryOf({ value, kind, hash, fetchedAt, id, random }: EntryParts): Entry {
  const { softMs, hardMs, keepMs } = kind.lifetime(value, id);
  return {
    value,
    kind,
    hash,
    fetchedAt,
    softAt: fetchedAt + softMs * (1 - JITTER * random()),
    hardAt: fetchedAt + hardMs,
    keepUntil: fetchedAt + keepMs,
    retryAt: 0,
  };
}

export const foundOf = ({ value, fetchedAt, softAt }: Entry, from: Found<unknown>["from"]): Found<unknown> => ({
  value,
  fetchedAt,
  freshUntil: softAt,
  from,
});

/** As it is, or in place of a new one that cannot be had now. */
export const serves = (entry: Entry, moment: number, current: boolean): boolean =>
  moment < (current ? entry.softAt : entry.hardAt) || (moment < entry.retryAt && moment < entry.keepUntil);

export const wantsRefresh = (entry: Entry, moment: number): boolean =>
  moment >= entry.softAt && moment >= entry.retryAt;

const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 30_000;

/** A source that failed is asked again after a fourth of what it would have been good for. */
export function postpone(entry: Entry, moment: number): void {
  const pause = Math.min(RETRY_MAX_MS, Math.max(RETRY_MIN_MS, (entry.softAt - entry.fetchedAt) / 4));
  entry.retryAt = moment + pause;
}

/** Still served, but no longer current. */
export function age(entry: Entry, moment: number): void {
  entry.softAt = Math.min(entry.softAt, moment);
}
