import { Cluster, type Redis } from "ioredis";
import { placeOf } from "./key-errors.ts";
import type { Ledger } from "./ledger.ts";
import { PATIENCE_MS } from "./limits.ts";
import { pageOf } from "./page-of.ts";
import { createRedisActs } from "./redis-acts.ts";
import { createRedisKeys } from "./redis-keys.ts";
import type { LedgerRedis, RedisClient } from "./redis-client.ts";
import { RedisLink } from "./redis-link.ts";
import { Turns } from "./turns.ts";

export type RedisLedgerOptions = {
  readonly redis: LedgerRedis;
  /** What somebody should know who looks after the gateway. */
  readonly warn: (sentence: string) => void;
  /** For one answer of Redis. */
  readonly commandMs?: number;
  /** After which a key is free whose holder died. */
  readonly lockMs?: number;
  /** For one that waits for a key. */
  readonly patienceMs?: number;
  /** Entries that are kept. */
  readonly kept?: number;
};

const COMMAND_MS = 2_000;
const LOCK_MS = 10_000;
/** Some hundred megabytes. */
const KEPT = 250_000;

/** A ledger that gateways share. Rejects with LedgerError where the Redis cannot be reached. */
export async function openRedisLedger(options: RedisLedgerOptions): Promise<Ledger> {
  const { redis, warn, commandMs = COMMAND_MS, lockMs = LOCK_MS, patienceMs = PATIENCE_MS, kept = KEPT } = options;
  const link = new RedisLink(redis, commandMs);
  try {
    for (const sentence of await weaknesses(link)) warn(sentence);
  } catch (error) {
    link.close();
    throw error;
  }
  const acts = createRedisActs(link, kept);
  const hold = createRedisKeys({ link, lockMs, patienceMs });
  const turns = new Turns(patienceMs);
  return {
    record: acts.add,
    settle: acts.settle,
    entry: acts.entry,
    page: (filter, { first, olderThan }) => pageOf(acts.newestFirst(olderThan, filter), filter, first),
    // Those of this process wait here: Redis is asked by one of them.
    withKey: (key, work) => turns.take(placeOf(key), () => hold(placeOf(key), work)),
    close: async () => {
      await turns.end();
      link.close();
    },
  };
}

/** Why what is written there may not stay, for each reason a sentence with its cure. */
async function weaknesses(link: RedisLink): Promise<readonly string[]> {
  const told = await link.ask((client) => Promise.all(nodesOf(client).map(infoOf)));
  const subject = `The Redis of the ledger (${link.place})`;
  const policy = told.map(memoryPolicy).find((found) => found !== null && found !== "noeviction") ?? null;
  return [
    told.some((text) => text === "")
      ? `${subject} does not tell whether it loses anything: allow this user INFO, with \`+info\`.`
      : null,
    policy === null
      ? null
      : `${subject} throws away what was written when its memory is full: its maxmemory-policy is ${policy}. Set it to noeviction, or give the ledger a Redis of its own: \`ledger: { redis: … }\`.`,
    told.some((text) => /^aof_enabled:0/mu.test(text))
      ? `${subject} may lose what was written last when it ends: its appendonly is no. Set it to yes.`
      : null,
  ].filter((sentence) => sentence !== null);
}

/** Empty where it may not be told. */
const infoOf = (node: Redis): Promise<string> =>
  node.info("everything").catch((error: Error) => {
    if (error.message.startsWith("NOPERM")) return "";
    throw error;
  });

const memoryPolicy = (info: string): string | null => /^maxmemory_policy:(\S+)/mu.exec(info)?.[1] ?? null;

const nodesOf = (client: RedisClient): readonly Redis[] =>
  client instanceof Cluster ? client.nodes("master") : [client];
