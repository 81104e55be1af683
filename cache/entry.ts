import type { Found, Kind } from "./cache.ts";

/** A value and its lifetime. All times are milliseconds since the epoch; `softAt` <= `hardAt` <= `keepUntil`. */
export type Entry = {
  readonly value: unknown;
  readonly kind: Kind<unknown>;
  readonly id: string;
  readonly fetchedAt: number;
  /** Of the newest value that is known to be somewhere, which is this one unless another gateway announced a newer. */
  hash: string;
  softAt: number;
  hardAt: number;
  readonly keepUntil: number;
  /** Nobody asks for a new one before: someone else does, or its source has just failed. */
  askAt: number;
  /** Its source has just failed: until then it stands in for a new one. */
  excusedUntil: number;
};

export type EntryParts = Pick<Entry, "value" | "kind" | "id" | "hash" | "fetchedAt">;

/** What was read together is not refreshed together: soft ages are shorter by up to this part. */
const JITTER = 0.15;

export function entryOf({ value, kind, id, hash, fetchedAt }: EntryParts, random: () => number): Entry {
  const { softMs, hardMs, keepMs } = kind.lifetime(value, id);
  const softAt = fetchedAt + softMs * (1 - JITTER * random());
  const [hardAt, keepUntil] = [fetchedAt + hardMs, fetchedAt + keepMs];
  return { value, kind, id, fetchedAt, hash, softAt, hardAt, keepUntil, askAt: 0, excusedUntil: 0 };
}

export const foundOf = ({ value, fetchedAt, softAt }: Entry, from: Found<unknown>["from"]): Found<unknown> => ({
  value,
  fetchedAt,
  freshUntil: softAt,
  from,
});

/** For an answer now; `current`: only within its soft age. */
export const serves = ({ softAt, hardAt, excusedUntil }: Entry, moment: number, current: boolean): boolean =>
  moment < (current ? softAt : hardAt) || moment < excusedUntil;

export const wantsRefresh = ({ softAt, askAt }: Entry, moment: number): boolean => moment >= softAt && moment >= askAt;

const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 30_000;

/** Its source failed: it is asked again after a fourth of what its answer would have been good for. */
export function excuse(entry: Entry, moment: number): void {
  const { softMs } = entry.kind.lifetime(entry.value, entry.id);
  entry.excusedUntil = moment + Math.min(RETRY_MAX_MS, Math.max(RETRY_MIN_MS, softMs / 4));
  entry.askAt = entry.excusedUntil;
}

/** Another gateway asks for a new one, and will announce it. */
export function leaveToOthers(entry: Entry, moment: number): void {
  entry.askAt = moment + RETRY_MIN_MS;
}

/** Still served, but no longer current. */
export function age(entry: Entry, moment: number): void {
  entry.softAt = Math.min(entry.softAt, moment);
}

/** There is a newer one elsewhere: this one only stands in for it. */
export function supersede(entry: Entry, moment: number, hash: string): void {
  age(entry, moment);
  entry.hardAt = entry.softAt;
  entry.askAt = 0;
  entry.excusedUntil = 0;
  entry.hash = hash;
}
