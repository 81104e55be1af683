import { batched, inChunks } from "./batched.ts";
import { createHeldClaims } from "./held-claims.ts";
import { createOwedDrops } from "./owed-drops.ts";
import { CLAIM_MS, type RedisCalls, createRedisCalls } from "./redis-calls.ts";
import type { RedisConnection } from "./redis-connection.ts";
import type { RedisCommands } from "./redis-link.ts";
import type { Claim, Held, Shared, Storing } from "./shared.ts";
import { createWakers } from "./wakers.ts";

/** Who waits for another process glances at some of its claims as often: then they are noticed to be gone, or Redis is. */
const GLANCE_MS = 25;
const GLANCED_AT = 50;
/** And looks at all of them again after so many. */
const GLANCES = 20;

/** One command holds up all others: none is longer than a millisecond or so. */
const MAX_KEYS = 500;

export type RedisNamespaceOptions = {
  readonly connection: RedisConnection;
  readonly namespace: string;
  readonly channel: string;
  readonly sender: string;
  readonly now: () => number;
};

/** One namespace as the processes on a Redis share it. */
export type RedisNamespace = Shared & {
  /** Whoever waits for news of the keys looks again. */
  readonly wake: (keys: readonly string[]) => void;
  /** Drops what Redis could not be told to drop, before anything else is asked. */
  readonly makeUp: () => void;
  readonly probe: (client: RedisCommands) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

export function createRedisNamespace(options: RedisNamespaceOptions): RedisNamespace {
  const { connection, now } = options;
  const calls = createRedisCalls(options);
  const wakers = createWakers();
  const owed = createOwedDrops(now);
  const { claim, store, release, releaseAll } = createClaims(calls);
  const drop = inChunks(MAX_KEYS, async (keys: readonly string[]) => {
    if ((await calls.drop(keys)) === null) owed.add(keys);
    return [];
  });
  return {
    up: () => connection.isUp(),
    look: batched(inChunks(MAX_KEYS, async (keys) => (await calls.look(keys)) ?? keys.map(() => null))),
    claim: batched(inChunks(MAX_KEYS, claim)),
    store: batched(inChunks(MAX_KEYS, store)),
    release,
    drop: async (keys) => void (await drop(keys)),
    trustedSince: owed.trustedSince,
    async news(keys) {
      const some = keys.slice(0, GLANCED_AT);
      for (let glance = 0; glance < GLANCES; glance += 1) {
        if (await wakers.wait(keys, GLANCE_MS)) return;
        if ((await calls.countClaims(some)) !== some.length) return;
      }
    },
    wake: wakers.wake,
    makeUp: () => void drop(owed.take()),
    probe: calls.probe,
    close: releaseAll,
  };
}

/** Claims are held from when they are given until something is stored under them, or they are released. */
function createClaims(calls: RedisCalls) {
  const renew = inChunks(MAX_KEYS, async (claims: readonly Held[]) => [await calls.renew(claims)]);
  const held = createHeldClaims({ claimMs: CLAIM_MS, renew });

  const release = async (claims: readonly Held[]): Promise<void> => {
    held.letGo(claims);
    await inChunks(MAX_KEYS, async (some: readonly Held[]) => [await calls.release(some)])(claims);
  };
  const claim = async (claims: readonly Claim[]) => {
    const claimed = (await calls.claim(claims)) ?? claims.map(() => "free" as const);
    held.hold(claims.filter((_, index) => claimed[index] === "mine"));
    return claimed;
  };
  const store = async (rows: readonly Storing[]) => {
    const stored = await calls.store(rows);
    held.letGo(rows);
    // Too full, or away: then others may ask at once.
    if (stored === null) await release(rows);
    return stored ?? rows.map(() => true);
  };
  return { claim, store, release, releaseAll: () => release(held.all()) };
}
