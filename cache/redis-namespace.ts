import { batched, inChunks } from "./batched.ts";
import { createHeldClaims } from "./held-claims.ts";
import { createOwedDrops } from "./owed-drops.ts";
import { CLAIM_MS, createRedisCalls } from "./redis-calls.ts";
import type { RedisConnection } from "./redis-connection.ts";
import type { RedisCommands } from "./redis-link.ts";
import type { Claim, Held, Shared, Storing } from "./shared.ts";
import { createWakers } from "./wakers.ts";

/** Who waits for another process looks as often where nothing is heard: also how soon the end of Redis is noticed. */
const LOOK_AGAIN_MS = 25;

/** One command holds up all others: none is longer than a millisecond or so. */
const MAX_KEYS = 500;

export type RedisNamespaceOptions = {
  readonly connection: Pick<RedisConnection, "ask" | "up">;
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
  const calls = createRedisCalls({ ...options, ask: connection.ask });
  const wakers = createWakers();
  const owed = createOwedDrops(now);
  const renewed = async (claims: readonly Held[]) => [await calls.renew(claims)];
  const held = createHeldClaims({ claimMs: CLAIM_MS, renew: inChunks(MAX_KEYS, renewed) });

  const claim = async (claims: readonly Claim[]) => {
    const claimed = (await calls.claim(claims)) ?? claims.map(() => "free" as const);
    held.hold(claims.filter((_, index) => claimed[index] === "mine"));
    return claimed;
  };
  const release = async (claims: readonly Held[]) => {
    held.letGo(claims);
    if (claims.length > 0) await calls.release(claims);
    return [];
  };
  const store = async (rows: readonly Storing[]) => {
    const stored = await calls.store(rows);
    await release(rows.filter((_, index) => stored === null || stored[index] !== true));
    held.letGo(rows);
    return stored ?? rows.map(() => true);
  };
  const drop = async (keys: readonly string[]) => {
    if ((await calls.drop(keys)) === null) owed.add(keys);
    return [];
  };
  const dropInChunks = inChunks(MAX_KEYS, drop);
  return {
    up: connection.up,
    look: batched(inChunks(MAX_KEYS, async (keys) => (await calls.look(keys)) ?? keys.map(() => null))),
    claim: batched(inChunks(MAX_KEYS, claim)),
    store: batched(inChunks(MAX_KEYS, store)),
    release: async (claims) => void (await inChunks(MAX_KEYS, release)(claims)),
    drop: async (keys) => void (await dropInChunks(keys)),
    trustedSince: owed.trustedSince,
    news: (keys) => wakers.wait(keys, LOOK_AGAIN_MS),
    wake: wakers.wake,
    makeUp: () => void dropInChunks(owed.take()),
    probe: calls.probe,
    close: async () => void (await release(held.all())),
  };
}
