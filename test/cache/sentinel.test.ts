import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type RedisServer, startRedis, startSentinel, WITH_REDIS } from "../support/redis-server.ts";
import { testContract } from "./contract.ts";
import { aSource, givenGateways, origins, plain, word } from "./given.ts";
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

describe.skipIf(!WITH_REDIS.there)(`a master behind a sentinel that dies${WITH_REDIS.note}`, () => {
  let servers: readonly RedisServer[] = [];
  afterAll(async () => void (await Promise.all(servers.map(({ stop }) => stop()))));

  test("its replica takes its place, and the cache finds it", { timeout: 60_000 }, async () => {
    const master = await startRedis();
    const replica = await startRedis("--replicaof", "127.0.0.1", String(master.port));
    const sentinel = await startSentinel(master);
    servers = [sentinel, replica, master];
    await sentinel.client.call("SENTINEL", "SET", "images", "down-after-milliseconds", "300");
    await vi.waitFor(
      async () => expect(await replica.client.info("replication")).toContain("master_link_status:up"),
      WAIT,
    );
    await vi.waitFor(
      async () => expect(await sentinel.client.call("SENTINEL", "REPLICAS", "images")).toHaveLength(1),
      WAIT,
    );
    const given = givenGateways({ kind: "sentinels", urls: [sentinel.url], name: "images" });
    const store = await given.gateway();
    const cache = store.of("hub");
    const source = aSource();
    expect(plain(await cache.get(word, ["a"], source.fetch))).toEqual(["A"]);
    await vi.waitFor(async () => expect(await replica.client.exists("koji-image:{hub}:value:word:a")).toBe(1), WAIT);
    await master.kill();
    expect(plain(await cache.get(word, ["b"], source.fetch))).toEqual(["B"]);
    await vi.waitFor(() => expect(store.health()?.state).toBe("up"), WAIT);
    // What the old master held, the new one has.
    const other = (await given.gateway()).of("hub");
    expect(origins(await other.get(word, ["a"], source.fetch))).toEqual(["redis"]);
    await given.close();
  });
});

const WAIT = { timeout: 30_000, interval: 50 };
