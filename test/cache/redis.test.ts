import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RedisServer, startRedis, WITH_REDIS } from "../support/redis-server.ts";
import { testContract } from "./contract.ts";
import { holdsForAnySteps } from "./property.ts";
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

  test("whatever two gateways ask and drop: nothing is older than it may be, and nothing comes from before a drop", async () => {
    await expect(holdsForAnySteps(settings(), 60)).resolves.toBeUndefined();
  });
});
