import { afterAll, beforeAll, describe } from "vitest";
import { startCluster, WITH_REDIS } from "../support/redis-server.ts";
import { testContract } from "./contract.ts";
import { testSharing } from "./sharing.ts";

describe.skipIf(!WITH_REDIS.there)(`on a cluster of three nodes${WITH_REDIS.note}`, () => {
  let cluster: Awaited<ReturnType<typeof startCluster>>;
  beforeAll(async () => {
    cluster = await startCluster(3);
  });
  afterAll(() => cluster.stop());

  const settings = () => ({ kind: "cluster", urls: cluster.nodes.map(({ url }) => url) }) as const;
  testContract(settings);
  testSharing(settings);
});
