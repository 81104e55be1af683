/** Up to which age a value serves, in milliseconds: `softMs` <= `hardMs` <= `keepMs`. */
export type Lifetime = {
  /** Served as it is; spread by a little, so that what was read together is not refreshed together. */
  readonly softMs: number;
  /** Served as it is, while a new one is fetched behind the answer. Older ones wait for the new one. */
  readonly hardMs: number;
  /** Stands in when no new one can be had. Then it is forgotten. */
  readonly keepMs: number;
};

/** One kind of values: how they are told apart from others, how long they live, and what they must look like. */
export type Kind<T> = {
  /** First part of their keys: `build` of `build:123`. */
  readonly name: string;
  /** Raised when their shape changes: a gateway of another version keeps its own. */
  readonly version: number;
  /** Of an absent thing (null) too, which is remembered as well. */
  readonly lifetime: (value: T, id: string) => Lifetime;
  /** What came out of a store that others write to; null for what is no such value, which is then fetched anew. */
  readonly check: (stored: unknown) => { readonly value: T } | null;
};

/** A value and where it came from. */
export type Found<T> = {
  readonly value: T;
  /** When its source was asked, in milliseconds since the epoch. */
  readonly fetchedAt: number;
  /** Until then it is current; later it is old, and says so. */
  readonly freshUntil: number;
  /** `flight`: someone else had asked the source for it already. */
  readonly from: "memory" | "redis" | "source" | "flight";
};

/**
 * Asks the source for what the cache lacks: one slot per id, in order; an Error in a slot is nobody else's and is not kept.
 * `signal` fires when nobody waits for it any longer, never for what is fetched behind an answer.
 */
export type Fetch<T> = (
  ids: readonly string[],
  asked: {
    readonly signal: AbortSignal;
    /** No answer waits for it. */
    readonly behind: boolean;
    /** What the cache still holds of each, too old to serve: enough perhaps to ask only for what changed. */
    readonly previous: readonly (Found<T> | null)[];
  },
) => Promise<readonly (T | Error)[]>;

/**
 * Best effort: a store that fails is a store that holds nothing, and nothing waits for it. Values are JSON; they are shared
 * and must not be changed. It does not know what it stores.
 */
export type Cache = {
  /**
   * One slot per id, in order. An id is fetched once however many ask for it at the same time, in this process and, where
   * they share a Redis, in others. `current`: nothing older than its soft age, unless its source fails.
   */
  readonly get: <T>(
    kind: Kind<T>,
    ids: readonly string[],
    fetch: Fetch<T>,
    options?: { readonly current?: boolean; readonly signal?: AbortSignal | undefined },
  ) => Promise<readonly (Found<T> | Error)[]>;
  /** What this process holds at hand; asks nobody. */
  readonly peek: <T>(kind: Kind<T>, id: string) => Found<T> | null;
  /** Forgets values everywhere, and the answers to questions under way about them. Keys are `kind:id`. */
  readonly drop: (keys: readonly string[]) => Promise<void>;
  /** `listener` hears keys whose value was dropped, or replaced by another one, here or by another gateway. Returns how to stop. */
  readonly onChange: (listener: (keys: readonly string[]) => void) => () => void;
};
