import type { Fetch, Found, Kind, Lifetime } from "../../cache/cache.ts";
import { type CacheEvent, type CacheStore, createCacheStore } from "../../cache/cache-store.ts";
import type { RedisSettings } from "../../cache/redis-access.ts";
import { until } from "../../cache/until.ts";

/** Long enough for a busy machine: what is tested is not how fast Redis is. */
const PATIENCE_MS = 10_000;

export const LIFETIME: Lifetime = { softMs: 10_000, hardMs: 30_000, keepMs: 100_000 };

/** Of words, or of nothing. */
export const kindOfWord = (overrides: Partial<Kind<string | null>> = {}): Kind<string | null> => ({
  name: "word",
  version: 1,
  lifetime: () => LIFETIME,
  check: (stored) => (typeof stored === "string" || stored === null ? { value: stored } : null),
  ...overrides,
});

export const word = kindOfWord();

/** A clock that stands still until it is moved. */
export function aClock() {
  let moment = Date.now();
  return {
    now: () => moment,
    advance: (ms: number) => {
      moment += ms;
    },
  };
}

export type Given = {
  readonly clock: ReturnType<typeof aClock>;
  readonly events: readonly CacheEvent[];
  /** Another gateway on the same Redis, if there is one; connected. */
  readonly gateway: (overrides?: {
    readonly patienceMs?: number;
    readonly memoryBytes?: number;
  }) => Promise<CacheStore>;
  readonly close: () => Promise<void>;
};

/** Gateways that share a clock and, where it is not null, a Redis. */
export function givenGateways(redis: RedisSettings | null): Given {
  const clock = aClock();
  const events: CacheEvent[] = [];
  const stores: CacheStore[] = [];
  return {
    clock,
    events,
    async gateway({ patienceMs = PATIENCE_MS, memoryBytes = 1_000_000 } = {}) {
      const log = (event: CacheEvent) => void events.push(event);
      const store = createCacheStore({ memoryBytes, redis, patienceMs, now: clock.now, random: () => 0, log });
      stores.push(store);
      await store.opened;
      return store;
    },
    close: async () => void (await Promise.all(stores.map((store) => store.close()))),
  };
}

/** A source of words, which tells what it was asked. Its words change with `text`. */
export type Source = {
  text: (id: string) => string | null | Error;
  readonly fetch: Fetch<string | null>;
  /** The ids of each fetch. */
  readonly asked: string[][];
  /** What came with them. */
  readonly circumstances: Parameters<Fetch<string | null>>[1][];
  /** From now on answers wait until they are let go. */
  readonly hold: () => void;
  readonly letGo: () => void;
};

export function aSource(): Source {
  let gate: Promise<void> = Promise.resolve();
  let open: () => void = () => undefined;
  const source: Source = {
    text: (id) => id.toUpperCase(),
    asked: [],
    circumstances: [],
    hold() {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    letGo: () => open(),
    async fetch(ids, circumstances) {
      source.asked.push([...ids]);
      source.circumstances.push(circumstances);
      // As it is when it is asked.
      const texts = ids.map(source.text);
      await until(gate, circumstances.signal);
      return texts;
    },
  };
  return source;
}

/** Values and errors, without where they came from. */
export const plain = (slots: readonly (Found<unknown> | Error)[]): readonly unknown[] =>
  slots.map((slot) => (slot instanceof Error ? slot.message : slot.value));

export const origins = (slots: readonly (Found<unknown> | Error)[]): readonly unknown[] =>
  slots.map((slot) => (slot instanceof Error ? "error" : slot.from));

/** The same value, once it is at hand. */
export function atHand(slot: Found<unknown> | Error | undefined): Found<unknown> {
  if (slot === undefined || slot instanceof Error) throw new Error(`There is no value: ${String(slot)}.`);
  return { ...slot, from: "memory" };
}
