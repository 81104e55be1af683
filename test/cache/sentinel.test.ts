import { afterAll, beforeAll, describe } from "vitest";
import { type RedisServer, startRedis, startSentinel, WITH_REDIS } from "../support/redis-server.ts";
import { testContract } from "./contract.ts";
import { testSharing } from "./sharing.ts";

describe.skipIf(!WITH_REDIS.there)(`on a Redis that a sentinel watches${WITH_REDIS.note}`, () => {
  let master: RedisServer;
  let sentinel: RedisServer;
  beforeAll(async () => {
    master = await startRedis();
    sentinel = await startSentinel(master);
  });
  afterAll(async () => {
    await sentinel.stop();
    await master.stop();
  });

  const settings = () => ({ kind: "sentinels", urls: [sentinel.url], name: "images" }) as const;
  testContract(settings);
  testSharing(settings);
});
