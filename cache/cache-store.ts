import type { Cache } from "./cache.ts";
import { createMemory } from "./memory.ts";
import { createNamespaceCache } from "./namespace-cache.ts";

/** One per process. */
export type CacheStore = {
  /** The values of one source: a namespace's keys, drops and changes are nobody else's. */
  readonly of: (namespace: string) => Cache;
  readonly close: () => Promise<void>;
};

export type CacheStoreOptions = {
  /** What the values may take of this process' memory. */
  readonly memoryBytes: number;
  /** Null: memory alone. */
  readonly redis: null;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly log: (event: CacheEvent) => void;
};

/** For the log: what callers do not see, because the cache does without. */
export type CacheEvent = { readonly kind: "redis"; readonly message: string };

export function createCacheStore({ memoryBytes, now, random }: CacheStoreOptions): CacheStore {
  const memory = createMemory(memoryBytes);
  const caches = new Map<string, Cache>();
  return {
    of(namespace) {
      const known = caches.get(namespace);
      if (known !== undefined) return known;
      const cache = createNamespaceCache({ memory: memory.of(namespace), now, random });
      caches.set(namespace, cache);
      return cache;
    },
    close: () => Promise.resolve(),
  };
}
