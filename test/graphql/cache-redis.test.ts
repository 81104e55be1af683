import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CacheStore, createCacheStore } from "../../cache/cache-store.ts";
import type { BoardQuery } from "../../generated/operations.ts";
import { gatewayOver, gatewayOverSample, hubService, NOW, type TestGateway } from "../support/gateway.ts";
import { type RedisServer, startRedis, WITH_REDIS } from "../support/redis-server.ts";

const BOARD = readFileSync("bench/board.graphql", "utf8");
const TRACE = { "x-koji-image-trace": "1" };

describe.skipIf(!WITH_REDIS.there)(`gateways on one Redis${WITH_REDIS.note}`, () => {
  let redis: RedisServer;
  let first: TestGateway;
  beforeAll(async () => {
    redis = await startRedis();
    first = await gatewayOverSample();
    // The sample makes its world in this process, and nothing else can run meanwhile.
    await first.ask(BOARD);
    first.forget();
  });
  afterAll(async () => {
    await first.close();
    await redis.stop();
  });

  /** As another process would start: with nothing in memory. */
  async function starts() {
    const store: CacheStore = createCacheStore({
      memoryBytes: 2 ** 26,
      redis: { kind: "single", url: redis.url },
      // What is looked at here is what is there, not how soon.
      patienceMs: 20_000,
      now: () => NOW.getTime(),
      random: () => 0,
      log: () => undefined,
    });
    await expect.poll(() => store.health()?.state, { timeout: 20_000 }).toBe("up");
    const gateway = gatewayOver([hubService("sample", first.hub, { cache: store.of(first.hub.hubUrl) })]);
    const board = () => gateway.ask<BoardQuery>(BOARD, {}, TRACE);
    return { board, close: () => Promise.all([gateway.close(), store.close()]) };
  }
  /** Answers do not wait until what they were made of is in Redis. */
  async function written(): Promise<void> {
    let size = -1;
    const isGrowing = async () => {
      const before = size;
      size = await redis.client.dbsize();
      return size !== before;
    };
    await expect.poll(isGrowing, { interval: 100, timeout: 20_000 }).toBe(false);
  }
  const calls = () => first.requests.splice(0).flatMap((request) => request.calls);

  test("the second one's first answer asks no hub", async () => {
    const [one, other] = [await starts(), await starts()];
    try {
      const { data } = await one.board();
      await written();
      expect(calls().length).toBeGreaterThan(0);
      const answer = await other.board();
      expect(calls()).toEqual([]);
      expect(answer.data).toEqual(data);
      expect(answer.extensions?.age).toBeUndefined();
      for (const [kind, hits] of Object.entries(answer.extensions?.hubCalls?.cache ?? {})) {
        expect(hits.redis, kind).toBeGreaterThan(0);
        expect(hits.source, kind).toBe(0);
      }
    } finally {
      await Promise.all([one.close(), other.close()]);
    }
  });

  test("what others wrote there is no answer: the hub is asked as if there were nothing", async () => {
    const one = await starts();
    try {
      const { data } = await one.board();
      await written();
      calls();
      for (const key of await redis.client.keys("*")) await redis.client.set(key, 'garbage {"v":1}');
      const other = await starts();
      const { data: again, errors } = await other.board();
      await other.close();
      expect(errors).toBeUndefined();
      expect(again).toEqual(data);
      expect(calls().length).toBeGreaterThan(0);
    } finally {
      await one.close();
    }
  });
});
