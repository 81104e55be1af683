import { afterAll, beforeAll, describe } from "vitest";
import { type RedisServer, startRedis, WITH_REDIS } from "../support/redis-server.ts";
import { testContract } from "./contract.ts";
import { testSharing } from "./sharing.ts";

describe.skipIf(!WITH_REDIS.there)(`on one Redis${WITH_REDIS.note}`, () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  const settings = () => ({ kind: "single", url: server.url }) as const;
  testContract(settings);
  testSharing(settings);
});
