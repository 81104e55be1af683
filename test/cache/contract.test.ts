import { afterAll, beforeAll, describe } from "vitest";
import { NO_REDIS, type RedisServer, startCluster, startRedis, startSentinel } from "../support/redis-server.ts";
import { testContract } from "./contract.ts";

describe("memory alone", () => testContract(() => null));

describe.skipIf(NO_REDIS)(`on one Redis${because(NO_REDIS)}`, () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());
  testContract(() => ({ kind: "single", url: server.url }));
});

describe.skipIf(NO_REDIS)(`on a Redis that sentinels watch${because(NO_REDIS)}`, () => {
  let servers: readonly RedisServer[] = [];
  beforeAll(async () => {
    const master = await startRedis();
    servers = [await startSentinel(master), master];
  });
  afterAll(async () => void (await Promise.all(servers.map(({ stop }) => stop()))));
  testContract(() => ({ kind: "sentinels", urls: servers.slice(0, 1).map(({ url }) => url), name: "images" }));
});

describe.skipIf(NO_REDIS)(`on a cluster of three${because(NO_REDIS)}`, () => {
  let cluster: Awaited<ReturnType<typeof startCluster>>;
  beforeAll(async () => {
    cluster = await startCluster(3);
  });
  afterAll(() => cluster.stop());
  testContract(() => ({ kind: "cluster", urls: cluster.nodes.map(({ url }) => url) }));
});

function because(reason: string | null): string {
  return reason === null ? "" : ` (${reason})`;
}
