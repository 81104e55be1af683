import { afterAll, beforeAll, describe } from "vitest";
import type { LedgerRedis } from "../../ledger/redis-client.ts";
import { openRedisLedger } from "../../ledger/redis-ledger.ts";
import { type RedisServer, startCluster, startRedis, startSentinel, WITH_REDIS } from "../support/redis-server.ts";
import { type GivenLedger, ledgerContract, PATIENCE_MS } from "./contract.ts";

/** One Redis for all tests; each finds it empty. */
function inRedis(name: string, start: () => Promise<Started>): void {
  describe.skipIf(!WITH_REDIS.there)(`with redis-server${WITH_REDIS.note}`, () => {
    let started: Started;
    beforeAll(async () => void (started = await start()));
    afterAll(() => started.stop());

    ledgerContract(name, async (): Promise<GivenLedger> => {
      for (const { client } of started.masters) await client.flushall();
      const open = () => openRedisLedger({ redis: started.redis, patienceMs: PATIENCE_MS, warn: () => undefined });
      let ledger = await open();
      return {
        ledger,
        again: async () => {
          await ledger.close();
          ledger = await open();
          return ledger;
        },
        close: () => ledger.close(),
      };
    });
  });
}

type Started = {
  readonly redis: LedgerRedis;
  readonly masters: readonly RedisServer[];
  readonly stop: () => Promise<unknown>;
};

inRedis("a ledger in Redis", async () => {
  const server = await startRedis();
  return { redis: { kind: "single", url: server.url }, masters: [server], stop: server.stop };
});

inRedis("a ledger in a cluster", async () => {
  const { nodes, stop } = await startCluster(3);
  return { redis: { kind: "cluster", urls: nodes.map(({ url }) => url) }, masters: nodes, stop };
});

inRedis("a ledger behind sentinels", async () => {
  const master = await startRedis();
  const sentinel = await startSentinel(master);
  const stop = () => Promise.all([sentinel.stop(), master.stop()]);
  return { redis: { kind: "sentinels", urls: [sentinel.url], name: "images" }, masters: [master], stop };
});
