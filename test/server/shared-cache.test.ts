import { readFileSync } from "node:fs";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { loadConfiguration } from "../../config/load-configuration.ts";
import { type SampleHub, type SampleHubRequest, startSampleHub } from "../../sample/sample-hub.ts";
import { serve } from "../../server/serve.ts";
import { type RedisServer, startRedis, WITH_REDIS } from "../support/redis-server.ts";

const BOARD = readFileSync("bench/board.graphql", "utf8");

describe.skipIf(!WITH_REDIS.there)(`gateways that share a Redis${WITH_REDIS.note}`, () => {
  const requests: SampleHubRequest[] = [];
  let hub: SampleHub;
  let redis: RedisServer;

  beforeAll(async () => {
    redis = await startRedis();
    hub = await startSampleHub({ seed: 1, onRequest: (request) => requests.push(request) });
  });
  afterAll(async () => {
    await hub.close();
    await redis.stop();
  });

  const gateway = async (redisUrl = redis.url) => {
    const flags = { config: null, host: null, port: "0", logLevel: null };
    const configured = loadConfiguration(flags, { KOJI_HUB_URL: hub.hubUrl, REDIS_URL: redisUrl });
    if ("problems" in configured) throw new Error(JSON.stringify(configured.problems));
    const served = await serve({ ...configured, catalogue: [], log: pino({ level: "silent" }) });
    onTestFinished(() => served.close());
    const board = async (): Promise<unknown> => {
      const body = JSON.stringify({ query: BOARD });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${served.url}/graphql`, { method: "POST", headers, body });
      return answer.json();
    };
    const cache = async (): Promise<unknown> => (await (await fetch(`${served.url}/readyz`)).json()).cache;
    return { board, cache };
  };

  // On a machine that leaves Redis no time for 50 ms a gateway does, rightly, without it.
  test("what one gateway asked the hub, another one does not ask", { retry: 3 }, async () => {
    const first = await (await gateway()).board();
    expect(first).toMatchObject({ data: { images: { nodes: expect.any(Array) } } });
    const before = requests.length;
    const second = await gateway();
    expect(await second.board()).toEqual(first);
    expect(requests.length - before).toBe(0);
    expect(await second.cache()).toEqual({ redis: "UP", message: null });
  });

  test("a gateway whose Redis is away answers, and is ready", async () => {
    const alone = await gateway("redis://127.0.0.1:1");
    expect(await alone.board()).toMatchObject({ data: { images: { nodes: expect.any(Array) } } });
    expect(await alone.cache()).toMatchObject({ redis: "AWAY", message: expect.stringContaining("ECONNREFUSED") });
  });
});
