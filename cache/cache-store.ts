import { createBudgets } from "./budget.ts";
import type { Cache } from "./cache.ts";
import { age } from "./entry.ts";
import { createMemory } from "./memory.ts";
import { createNamespaceCache, type NamespaceCache } from "./namespace-cache.ts";
import { createSharedRedis, type SharedRedis } from "./redis.ts";
import type { RedisHealth } from "./redis-connection.ts";
import type { RedisSettings } from "./redis-access.ts";
import { ALONE } from "./shared.ts";

/** One per process. */
export type CacheStore = {
  /**
   * The values of one source: what `namespace` holds is nobody else's. Gateways that share a Redis and say the same
   * share values, so it has to tell the source as the world knows it: its address, not its name here.
   */
  readonly of: (namespace: string) => Cache;
  /** Null for memory alone. */
  readonly health: () => RedisHealth | null;
  /** Resolves once it is known whether Redis is there, half a second later at most. Nothing has to wait for it. */
  readonly opened: Promise<void>;
  readonly close: () => Promise<void>;
};

export type CacheStoreOptions = {
  /** What the values may take of this process' memory. */
  readonly memoryBytes: number;
  /** Null: memory alone. */
  readonly redis: RedisSettings | null;
  /** How long an answer may wait for Redis, in milliseconds. */
  readonly patienceMs?: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly log: (event: CacheEvent) => void;
};

/** For the log: what callers do not see, because the cache does without. */
export type CacheEvent =
  | ({ readonly kind: "redis" } & RedisHealth)
  /** A source failed, and what was old stood in. */
  | { readonly kind: "stale"; readonly message: string };

const PATIENCE_MS = 50;

export function createCacheStore(options: CacheStoreOptions): CacheStore {
  const { memoryBytes, patienceMs = PATIENCE_MS, redis: settings, now, random, log } = options;
  const memory = createMemory(memoryBytes);
  const caches = new Map<string, NamespaceCache>();
  const redis: SharedRedis | null =
    settings === null
      ? null
      : createSharedRedis({
          settings,
          patienceMs,
          now,
          log: (health) => log({ kind: "redis", ...health }),
          onMessage: (namespace, message) => caches.get(namespace)?.hear(message),
          // Drops may have been missed: everything is looked up again, behind answers.
          onMissed: () => memory.forEach((entry) => age(entry, now())),
        });
  const hidden = createHidden({ now, log });
  const budgets = createBudgets(patienceMs);

  return {
    of(namespace) {
      const known = caches.get(namespace);
      if (known !== undefined) return known;
      const shared = redis?.of(namespace) ?? ALONE;
      const cache = createNamespaceCache({ memory: memory.of(namespace), shared, budgets, now, random, hidden });
      caches.set(namespace, cache);
      return cache;
    },
    health: () => redis?.health() ?? null,
    opened: redis?.looked ?? Promise.resolve(),
    close: async () => redis?.close(),
  };
}

const HIDDEN_LOG_MS = 60_000;

/** A source that is away fails for every key: one a minute is told. */
function createHidden({ now, log }: Pick<CacheStoreOptions, "now" | "log">) {
  let silentUntil = 0;
  return (key: string, error: Error): void => {
    if (now() < silentUntil) return;
    silentUntil = now() + HIDDEN_LOG_MS;
    log({ kind: "stale", message: `${key} could not be read anew, an old value stands in for it: ${error.message}` });
  };
}
