import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startCluster, WITH_REDIS } from "../support/redis-server.ts";
import { testContract } from "./contract.ts";
import { aSource, givenGateways, plain, word } from "./given.ts";
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

describe.skipIf(!WITH_REDIS.there)(`a cluster of which a node dies${WITH_REDIS.note}`, () => {
  let cluster: Awaited<ReturnType<typeof startCluster>>;
  beforeAll(async () => {
    cluster = await startCluster(3);
  });
  afterAll(() => cluster.stop());

  test("nothing fails, and it heals by itself when the node is back", { timeout: 60_000 }, async () => {
    const given = givenGateways({ kind: "cluster", urls: cluster.nodes.map(({ url }) => url) });
    const store = await given.gateway();
    const source = aSource();
    // One of them lives on each node.
    const caches = Array.from({ length: 12 }, (_, hub) => store.of(`hub ${hub}`));
    const all = async (id: string) =>
      Promise.all(caches.map(async (of) => plain(await of.get(word, [id], source.fetch))));
    await all("a");
    await cluster.nodes[1]?.kill();
    expect(await all("b")).toEqual(caches.map(() => ["B"]));
    await vi.waitFor(() => expect(store.health()?.state).toBe("away"), { timeout: 10_000 });
    expect(await all("c")).toEqual(caches.map(() => ["C"]));
    await cluster.nodes[1]?.start();
    await vi.waitFor(() => expect(store.health()?.state).toBe("up"), { timeout: 30_000 });
    expect(await all("a")).toEqual(caches.map(() => ["A"]));
    await given.close();
  });
});
