import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { parsed } from "./entry-text.ts";
import { busyError, notHeldError } from "./key-errors.ts";
import type { HeldKey, Json } from "./ledger.ts";
import { KEY_MS } from "./limits.ts";
import type { RedisLink } from "./redis-link.ts";

const ACQUIRE = `
if redis.call("SET", KEYS[1], ARGV[1], "NX", "PX", ARGV[2]) then return { 1, redis.call("GET", KEYS[2]) } end
return { 0, false }`;

const RENEW = `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call("PEXPIRE", KEYS[1], ARGV[2])`;

/** Whoever lost the lock, by pausing for too long, writes nothing. */
const WRITE = `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
redis.call("SET", KEYS[2], ARGV[2], "PX", ARGV[3])
return 1`;

const RELEASE = `
if redis.call("GET", KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call("DEL", KEYS[1])`;

export type RedisKeysOptions = {
  readonly link: RedisLink;
  /** After which a key is free whose holder died; a living one renews it. */
  readonly lockMs: number;
  /** For one that waits for a key. */
  readonly patienceMs: number;
};

/** Holds a key in all processes that share the Redis; within one process only one at a time may ask for it. */
export function createRedisKeys({ link, lockMs, patienceMs }: RedisKeysOptions) {
  const acquire = async (places: Places, token: string): Promise<Json | null> => {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      const answer = await link.ask((client) => client.eval(ACQUIRE, 2, places.lock, places.value, token, lockMs));
      const [got, text]: readonly unknown[] = Array.isArray(answer) ? answer : [];
      if (got === 1) return typeof text === "string" ? jsonOf(text) : null;
      if (performance.now() >= deadline) throw busyError(patienceMs);
      await wait(10 + Math.random() * 50);
    }
  };

  return async <T>(place: string, work: (held: HeldKey) => Promise<T>): Promise<T> => {
    const places = { lock: `koji-image:{ledger}:lock:${place}`, value: `koji-image:{ledger}:key:${place}` };
    const token = randomUUID();
    const known = await acquire(places, token);
    let released = false;
    const renewing = setInterval(() => {
      link.ask((client) => client.eval(RENEW, 1, places.lock, token, lockMs)).catch(() => undefined);
    }, lockMs / 3).unref();
    const write: HeldKey["write"] = async (value) => {
      if (released) throw notHeldError();
      const text = JSON.stringify(value);
      const written = await link.ask((client) => client.eval(WRITE, 2, places.lock, places.value, token, text, KEY_MS));
      if (written !== 1) throw notHeldError();
    };
    try {
      return await work({ known, write });
    } finally {
      released = true;
      clearInterval(renewing);
      // Where that fails the lock ends by itself.
      await link.ask((client) => client.eval(RELEASE, 1, places.lock, token)).catch(() => undefined);
    }
  };
}

type Places = { readonly lock: string; readonly value: string };

/** What stands there was written by `write`. */
function jsonOf(text: string): Json | null {
  const value = parsed(text);
  return value === undefined ? null : (value as Json);
}
