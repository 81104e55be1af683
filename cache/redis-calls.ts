import { HEAD_BYTES } from "./envelope.ts";
import { dropMessage, newsPart } from "./messages.ts";
import type { RedisConnection } from "./redis-connection.ts";
import type { RedisCommands } from "./redis-link.ts";
import type { Claim, Claimed, Held, Stored, Storing } from "./shared.ts";

/** A claim ends by itself after this long, as when its process dies; a living one renews it. */
export const CLAIM_MS = 1_500;

export type RedisCallsOptions = {
  readonly connection: RedisConnection;
  readonly namespace: string;
  readonly channel: string;
  /** Names this process among those that share the Redis. */
  readonly sender: string;
};

/** What is said to Redis about one namespace: a command each. Null where it came to nothing. */
export type RedisCalls = ReturnType<typeof createRedisCalls>;

export function createRedisCalls({ connection, namespace, channel, sender }: RedisCallsOptions) {
  const ask = connection.ask.bind(connection);
  const { at, claimsOf, placesOf } = placesIn(namespace);

  return {
    look: (keys: readonly string[]): Promise<readonly (Stored | null)[] | null> => {
      const places = keys.map((key) => at("value", key));
      return ask((client) => client.mgetBuffer(places));
    },

    countClaims: (keys: readonly string[]): Promise<number | null> => {
      const places = claimsOf(keys.map((key) => ({ key })));
      return ask((client) => client.exists(places));
    },

    async claim(claims: readonly Claim[]): Promise<readonly Claimed[] | null> {
      const places = placesOf(claims);
      const args = claims.flatMap(({ token, seen }) => [token, seen?.subarray(0, HEAD_BYTES) ?? ""]);
      const slots = await ask((client) =>
        client.kojiClaimBuffer(places.length, places, [CLAIM_MS, HEAD_BYTES, ...args]),
      );
      return slots === null ? null : listIn(slots).map(claimedIn);
    },

    async store(rows: readonly Storing[]): Promise<readonly boolean[] | null> {
      const places = placesOf(rows);
      const args = rows.flatMap(({ token, sealed, keepMs, news }) => [token, sealed, keepMs, newsPart(news)]);
      const who = [channel, JSON.stringify(namespace), JSON.stringify(sender)];
      const slots = await ask((client) => client.kojiStore(places.length, places, [...who, ...args]));
      return slots === null ? null : listIn(slots).map((slot) => slot === 1);
    },

    release: (claims: readonly Held[]): Promise<unknown> =>
      ask((client) => client.kojiRelease(claims.length, claimsOf(claims), tokensOf(claims))),

    renew: (claims: readonly Held[]): Promise<unknown> =>
      ask((client) => client.kojiRenew(claims.length, claimsOf(claims), [CLAIM_MS, ...tokensOf(claims)])),

    drop: (keys: readonly string[]): Promise<unknown> => {
      const places = placesOf(keys.map((key) => ({ key })));
      const message = dropMessage(namespace, sender, keys);
      return ask((client) => client.kojiDrop(places.length, places, [channel, message]));
    },

    /** Fails where values of this namespace cannot be written. */
    probe: (client: RedisCommands): Promise<unknown> => client.set(at("probe", sender), "", "PX", CLAIM_MS),
  };
}

/** One tag, one slot: a cluster reads many keys at once, and runs scripts on them, only where they live together. */
function placesIn(namespace: string) {
  const at = (place: "value" | "claim" | "probe", key: string) => `koji-image:{${namespace}}:${place}:${key}`;
  const claimsOf = (claims: readonly Pick<Held, "key">[]) => claims.map(({ key }) => at("claim", key));
  const placesOf = (rows: readonly Pick<Held, "key">[]) =>
    rows.flatMap(({ key }) => [at("value", key), at("claim", key)]);
  return { at, claimsOf, placesOf };
}

const tokensOf = (claims: readonly Held[]) => claims.map(({ token }) => token);

const listIn = (reply: unknown): readonly unknown[] => (Array.isArray(reply) ? reply : []);

function claimedIn(slot: unknown): Claimed {
  if (slot === 1) return "mine";
  if (Buffer.isBuffer(slot)) return { stored: slot };
  return { holder: String(listIn(slot)[0]) };
}
