/** A value as several processes keep it: bytes that anybody may have written. */
export type Stored = Buffer;

/** Whoever holds a key's claim asks its source, and nobody else does. `token` tells whose claim it is. */
export type Held = { readonly key: string; readonly token: string };

/** `seen`: what was found under the key just now. */
export type Claim = Held & { readonly seen: Stored | null };

/**
 * `mine`: until it is stored, released, dropped, or this process dies. `free`: nobody keeps claims now, all may ask.
 * `holder`: the token of who has it. `stored`: what came in between.
 */
export type Claimed = "mine" | "free" | { readonly holder: string } | { readonly stored: Stored };

export type Storing = Held & {
  readonly sealed: string | Buffer;
  readonly keepMs: number;
  readonly news: News;
};

/** What others hear of a value: enough to tell whether it is the one that they hold. */
export type News = {
  readonly key: string;
  readonly version: number;
  readonly fetchedAt: number;
  readonly hash: string;
};

/** What another process did to values. */
export type Message =
  | { readonly type: "set"; readonly news: readonly News[] }
  | { readonly type: "drop"; readonly keys: readonly string[] };

/** What several processes keep together of one namespace. Nothing here rejects, and nothing takes longer than patience. */
export type Shared = {
  /** False: everything below would come to nothing. */
  readonly up: () => boolean;
  readonly look: (keys: readonly string[]) => Promise<readonly (Stored | null)[]>;
  readonly claim: (claims: readonly Claim[]) => Promise<readonly Claimed[]>;
  /** What was fetched before is not believed: it may have been dropped while nobody could be told. */
  readonly trustedSince: () => number;
  /** Until one of the keys is set or dropped by another process, or might have been. */
  readonly news: (keys: readonly string[]) => Promise<void>;
  /** False in the slot of what was dropped since it was claimed: it is not stored and must not be kept. */
  readonly store: (rows: readonly Storing[]) => Promise<readonly boolean[]>;
  readonly release: (claims: readonly Held[]) => Promise<void>;
  readonly drop: (keys: readonly string[]) => Promise<void>;
};

/** Of a process that has its memory alone. */
export const ALONE: Shared = {
  up: () => false,
  look: async (keys) => keys.map(() => null),
  claim: async (claims) => claims.map(() => "free"),
  trustedSince: () => 0,
  news: () => Promise.resolve(),
  store: async (rows) => rows.map(() => true),
  release: () => Promise.resolve(),
  drop: () => Promise.resolve(),
};
