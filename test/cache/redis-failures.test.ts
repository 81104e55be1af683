import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Cache } from "../../cache/cache.ts";
import { type CacheStore, createCacheStore } from "../../cache/cache-store.ts";
import type { RedisSettings } from "../../cache/redis-access.ts";
import { type RedisServer, startRedis, WITH_REDIS } from "../support/redis-server.ts";
import { type BadLine, startBadLine } from "./bad-line.ts";
import { aSource, type Given, givenGateways, origins, plain, type Source, word } from "./given.ts";

const HUB = "https://koji.example.org/kojihub";

describe.skipIf(!WITH_REDIS.there)(`a Redis that fails${WITH_REDIS.note}`, () => {
  let server: RedisServer;
  let given: Given;
  let store: CacheStore;
  let cache: Cache;
  let source: Source;

  const text = async (id: string, of: Cache = cache) => plain(await of.get(word, [id], source.fetch))[0];
  const anotherGateway = async (patienceMs?: number) => given.gateway(patienceMs === undefined ? {} : { patienceMs });
  const untilState = (state: string, of: CacheStore = store) =>
    vi.waitFor(() => expect(of.health()?.state).toBe(state), { timeout: 10_000 });
  /** How often Redis was told the command since its statistics were reset. */
  const callsOf = async (command: string): Promise<number> => {
    const stats = await server.client.info("commandstats");
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`, "u").exec(stats)?.[1] ?? 0);
  };
  const keys = () => server.client.keys("koji-image:*:value:*");
  const states = () => given.events.flatMap((event) => (event.kind === "redis" ? [event.state] : []));
  /** Redis holds what is known of the id. */
  const untilShared = (id: string) =>
    vi.waitFor(async () => expect(await keys()).toContain(`koji-image:{${HUB}}:value:word:${id}`));

  beforeEach(async () => {
    server = await startRedis();
    given = givenGateways({ kind: "single", url: server.url });
    store = await given.gateway();
    cache = store.of(HUB);
    source = aSource();
  });
  afterEach(async () => {
    await given.close();
    await server.stop();
  });

  test("killed: what is at hand is served, the rest is fetched, and it heals by itself", async () => {
    await text("a");
    await server.kill();
    expect([await text("a"), await text("b")]).toEqual(["A", "B"]);
    await untilState("away");
    expect(await text("c")).toBe("C");
    await server.start();
    await untilState("up");
    await text("d");
    await untilShared("d");
    expect(await keys()).toHaveLength(1);
    expect(states()).toEqual(["up", "away", "up"]);
  });

  test("killed while the source is asked: the answer is given", async () => {
    source.hold();
    const answer = cache.get(word, ["a"], source.fetch);
    await vi.waitFor(() => expect(source.asked).toHaveLength(1));
    await server.kill();
    source.letGo();
    expect(plain(await answer)).toEqual(["A"]);
    expect(await text("a")).toBe("A");
  });

  test("flushed: what is not at hand is fetched anew, and shared again", async () => {
    await text("a");
    await untilShared("a");
    await server.client.flushall();
    const other = (await anotherGateway()).of(HUB);
    expect([await text("a"), await text("a", other)]).toEqual(["A", "A"]);
    expect(source.asked).toHaveLength(2);
    await untilShared("a");
  });

  test("flushed while the source is asked: the answer is given, and asked for again next time", async () => {
    source.hold();
    const answer = cache.get(word, ["a"], source.fetch);
    await vi.waitFor(() => expect(source.asked).toHaveLength(1));
    await server.client.flushall();
    source.letGo();
    expect(plain(await answer)).toEqual(["A"]);
    // It may have been dropped by someone who was not heard.
    await vi.waitFor(() => expect(cache.peek(word, "a")).toBeNull());
    expect(await text("a")).toBe("A");
    await untilShared("a");
  });

  test("its scripts forgotten: they are sent again", async () => {
    await text("a");
    await server.client.script("FLUSH");
    expect(await text("b")).toBe("B");
    await untilShared("b");
    expect(store.health()?.state).toBe("up");
  });

  test("absent at the start: nothing waits for it, and it is found when it comes", async () => {
    await server.kill();
    const early = await anotherGateway();
    expect(early.health()).toMatchObject({ state: "away", message: expect.stringContaining("ECONNREFUSED") });
    expect(await text("a", early.of(HUB))).toBe("A");
    await server.start();
    await untilState("up", early);
  });

  test("paused: no question but the first waits for it, and it heals by itself", async () => {
    const impatient = await anotherGateway(50);
    const its = impatient.of(HUB);
    await text("before", its);
    server.pause();
    const began = performance.now();
    // Each asks for one thing after another, as an answer does.
    for (let id = 0; id < 100; id += 1) expect(await text(`id ${id}`, its)).toBe(`ID ${id}`);
    // A hundred times its patience would be five seconds.
    expect(performance.now() - began).toBeLessThan(1_000);
    await untilState("away", impatient);
    server.resume();
    await untilState("up", impatient);
    expect(await text("before", its)).toBe("BEFORE");
  });

  test("paused while another gateway fetches: who waits for that one goes on alone", async () => {
    const impatient = await anotherGateway(1_000);
    source.hold();
    const first = cache.get(word, ["a"], source.fetch);
    await vi.waitFor(() => expect(source.asked).toHaveLength(1));
    const second = impatient.of(HUB).get(word, ["a"], source.fetch);
    await wait(100);
    expect(source.asked).toHaveLength(1);
    server.pause();
    await vi.waitFor(() => expect(source.asked).toHaveLength(2), { timeout: 10_000 });
    source.letGo();
    expect([plain(await first), plain(await second)]).toEqual([["A"], ["A"]]);
    server.resume();
  });

  test("slow, though each answer comes in time: an answer of many rounds goes on without it", async () => {
    const line = await startBadLine(server.port);
    const slow = givenGateways({ kind: "single", url: `redis://127.0.0.1:${line.port}` });
    try {
      const gateway = await slow.gateway({ patienceMs: 500 });
      const its = gateway.of(HUB);
      line.delayMs = 100;
      await server.client.config("RESETSTAT");
      const { signal } = new AbortController();
      for (let round = 0; round < 30; round += 1) {
        const slots = await its.get(word, [`id ${round}`], source.fetch, { signal });
        expect(plain(slots)).toEqual([`ID ${round}`]);
      }
      // Each round looks at Redis and then claims: a few rounds use up its patience.
      const looks = await callsOf("mget");
      expect(looks).toBeLessThan(15);
      // It is still there for other answers.
      expect(gateway.health()?.state).toBe("up");
      await its.get(word, ["another"], source.fetch, { signal: new AbortController().signal });
      expect(await callsOf("mget")).toBe(looks + 1);
    } finally {
      await slow.close();
      line.close();
    }
  });

  test("full: what it holds is read, nothing fails, and it is used again when there is room", async () => {
    await text("a");
    await untilShared("a");
    await server.client.config("SET", "maxmemory", "1");
    const other = await anotherGateway();
    const its = other.of(HUB);
    expect(origins(await its.get(word, ["a"], source.fetch))).toEqual(["redis"]);
    expect(await text("b", its)).toBe("B");
    expect(other.health()).toMatchObject({ state: "full", message: expect.stringContaining("OOM") });
    expect(await keys()).toHaveLength(1);
    // It can still be told to drop.
    await its.drop(["word:a"]);
    expect(await keys()).toHaveLength(0);
    await server.client.config("SET", "maxmemory", "0");
    await untilState("up", other);
    await text("c", its);
    await untilShared("c");
  });

  test("holding garbage: what makes no sense is not there, and is written over", async () => {
    const ids = ["text", "list", "number", "claimed", "cut", "wrong", "json", "future"];
    await cache.get(word, ids, source.fetch);
    for (const id of ids) await untilShared(id);
    const at = (id: string) => `koji-image:{${HUB}}:value:word:${id}`;
    const { client } = server;
    const good = await client.get(at("text"));
    await client.set(at("text"), "\u0000\u00FFkoji1 nonsense\n{}");
    await client.del(at("list"), at("number"), at("claimed"));
    await client.rpush(at("list"), "a", "list");
    await client.set(at("number"), "42");
    await client.rpush(`koji-image:{${HUB}}:claim:word:claimed`, "a claim that nobody holds");
    await client.set(at("cut"), String(good).slice(0, 20));
    await client.set(at("wrong"), String(good).replace('"TEXT"', '{"not":"a word"}'));
    await client.set(at("json"), `${String(good)}}`);
    await client.set(at("future"), String(good).replace(/ \d+ /u, ` ${Date.now() + 3_600_000} `));
    const other = (await anotherGateway()).of(HUB);
    const wanted = ids.map((id) => id.toUpperCase());
    expect(plain(await other.get(word, ids, source.fetch))).toEqual(wanted);
    expect(source.asked[1]?.toSorted()).toEqual(ids.toSorted());
    const third = (await anotherGateway()).of(HUB);
    await vi.waitFor(async () => expect(plain(await third.get(word, ids, source.fetch))).toEqual(wanted));
    expect(source.asked).toHaveLength(2);
  });

  test("full of noise: messages that make no sense are not heard", async () => {
    await text("a");
    const noise = ["", "{", "[]", '["drop"]', `["drop","${HUB}","x",[1]]`, `["set","${HUB}","x",[["word:a"]]]`, "null"];
    for (const message of noise) await server.client.publish("koji-image:changes", message);
    await server.client.publish("koji-image:changes", `["drop","${HUB}","someone",["word:b"]]`);
    await wait(50);
    expect(cache.peek(word, "a")?.value).toBe("A");
  });

  test("a gateway that died while it fetched is not waited for longer than its claim lasts", async () => {
    await server.client.set(`koji-image:{${HUB}}:claim:word:a`, "of the dead", "PX", 300);
    expect(await text("a")).toBe("A");
  });

  test("who waited in vain for one gateway does not wait for the next", async () => {
    const claim = (token: string) => server.client.set(`koji-image:{${HUB}}:claim:word:a`, token, "PX", 1_400);
    await claim("of one");
    const answer = cache.get(word, ["a"], source.fetch);
    await wait(100);
    expect(source.asked).toEqual([]);
    await claim("of the next");
    expect(plain(await answer)).toEqual(["A"]);
    expect(await server.client.get(`koji-image:{${HUB}}:claim:word:a`)).toBe("of the next");
  });

  test("after the connection was lost, everything is looked up again behind answers: drops may have been missed", async () => {
    const other = (await anotherGateway()).of(HUB);
    await text("a");
    await vi.waitFor(async () => expect(origins(await other.get(word, ["a"], source.fetch))).toEqual(["memory"]));
    await server.client.client("KILL", "TYPE", "pubsub");
    await untilState("away");
    // As another gateway would, which nobody can hear now.
    await server.client.del(`koji-image:{${HUB}}:value:word:a`);
    await vi.waitFor(() => expect(states().filter((state) => state === "up")).toHaveLength(4), { timeout: 5_000 });
    source.text = () => "new";
    expect(await text("a")).toBe("A");
    await vi.waitFor(() => expect(cache.peek(word, "a")?.value).toBe("new"));
    await vi.waitFor(async () => expect(await text("a", other)).toBe("new"));
    expect(source.asked).toHaveLength(2);
  });

  test("what was looked up again and had not changed is current again, without asking the source", async () => {
    await text("a");
    await untilShared("a");
    await server.client.client("KILL", "TYPE", "normal", "SKIPME", "yes");
    await untilState("away");
    given.clock.advance(1);
    await untilState("up");
    expect(cache.peek(word, "a")?.freshUntil).toBe(given.clock.now());
    expect(await text("a")).toBe("A");
    await vi.waitFor(() => expect(cache.peek(word, "a")?.freshUntil).toBeGreaterThan(given.clock.now()));
    expect(source.asked).toHaveLength(1);
  });

  describe("and a line to it that is cut", () => {
    let line: BadLine;
    let cutOff: Given;
    let gateway: CacheStore;
    let its: Cache;

    beforeEach(async () => {
      line = await startBadLine(server.port);
      cutOff = givenGateways({ kind: "single", url: `redis://127.0.0.1:${line.port}` });
      gateway = await cutOff.gateway();
      its = gateway.of(HUB);
      await text("a");
      await untilShared("a");
      line.cut();
      await untilState("away", gateway);
    });
    afterEach(async () => {
      await cutOff.close();
      line.close();
    });
    const mended = async () => {
      line.mend();
      await untilState("up", gateway);
      source.text = () => "new";
    };

    test("what was dropped meanwhile is dropped everywhere when it is back", async () => {
      await its.drop(["word:a"]);
      expect(cache.peek(word, "a")?.value).toBe("A");
      await mended();
      expect(await text("a", its)).toBe("new");
      await vi.waitFor(async () => expect(await text("a")).toBe("new"));
      expect(source.asked).toHaveLength(2);
    });

    test("where more was dropped meanwhile than can be remembered, nothing from before is believed", async () => {
      cutOff.clock.advance(10);
      await its.drop(["word:a"]);
      await its.drop(Array.from({ length: 20_000 }, (_, id) => `word:${id}`));
      cutOff.clock.advance(10);
      await mended();
      expect(await text("a", its)).toBe("new");
      expect(await text("a", (await anotherGateway()).of(HUB))).toBe("new");
    });

    test("what was not dropped is taken from it again", async () => {
      await mended();
      expect(await text("a", its)).toBe("A");
    });
  });

  test("one that may only be read is no use", async () => {
    await server.client.replicaof("127.0.0.1", 1);
    await untilState("away");
    expect(store.health()?.message).toMatch("READONLY");
    expect(await text("a")).toBe("A");
  });

  test("a password that is refused is told without the password", async () => {
    await server.client.config("SET", "requirepass", "right");
    const events: unknown[] = [];
    const refused = createCacheStore({
      memoryBytes: 1_000_000,
      redis: { kind: "single", url: `redis://gateway:hunter2@127.0.0.1:${server.port}` },
      now: Date.now,
      random: () => 0,
      log: (event) => events.push(event),
    });
    await refused.opened;
    expect(events).toEqual([{ kind: "redis", state: "away", message: expect.stringContaining("WRONGPASS") }]);
    expect(JSON.stringify(events)).not.toContain("hunter2");
    expect(await text("a", refused.of(HUB))).toBe("A");
    await refused.close();
  });

  test("where nobody listens, the log says so once, however long", async () => {
    const nobody = (kind: "single" | "cluster" | "sentinels"): RedisSettings => {
      const url = "redis://:hunter2@127.0.0.1:1";
      return kind === "single" ? { kind, url } : { kind, urls: [url], name: "images" };
    };
    for (const kind of ["single", "cluster", "sentinels"] as const) {
      const alone = givenGateways(nobody(kind));
      const gateway = await alone.gateway();
      await wait(kind === "single" ? 2_500 : 0);
      expect(alone.events).toEqual([{ kind: "redis", state: "away", message: expect.any(String) }]);
      expect([kind, JSON.stringify(alone.events)]).toEqual([
        kind,
        expect.stringMatching(/ECONNREFUSED|unreachable|Failed to refresh/u),
      ]);
      expect(JSON.stringify(alone.events)).not.toContain("hunter2");
      expect(await text(kind, gateway.of(HUB))).toBe(kind.toUpperCase());
      await alone.close();
    }
  });

  test("a password that is right is used for both connections", async () => {
    await server.client.config("SET", "requirepass", "p@ss/word");
    const settings = { kind: "single", url: `redis://:p%40ss%2Fword@127.0.0.1:${server.port}/3` } as const;
    const allowed = givenGateways(settings);
    const gateway = await allowed.gateway();
    expect(gateway.health()?.state).toBe("up");
    await allowed.close();
  });

  test("a user may have no more rights than the page of the configuration says", async () => {
    const page = readFileSync("docs/configuration.md", "utf8");
    const [, categories = "", keys = "", channels = ""] = /`(\+@.*?)`,\s`(~.*?)`\sand\s`(&.*?)`/u.exec(page) ?? [];
    await server.client.acl("SETUSER", "gateway", "on", ">secret", ...categories.split(" "), keys, channels);
    const url = `redis://gateway:secret@127.0.0.1:${server.port}`;
    const narrow = givenGateways({ kind: "single", url });
    const [one, other] = await Promise.all([narrow.gateway(), narrow.gateway()]);
    expect([one.health()?.state, other.health()?.state]).toEqual(["up", "up"]);
    await text("a", one.of(HUB));
    await untilShared("a");
    expect(await text("a", other.of(HUB))).toBe("A");
    await one.of(HUB).drop(["word:a"]);
    await vi.waitFor(() => expect(other.of(HUB).peek(word, "a")).toBeNull());
    expect([one.health()?.state, other.health()?.state, source.asked]).toEqual(["up", "up", [["a"]]]);
    await narrow.close();
  });

  test("a paused one does not hold up the end", async () => {
    server.pause();
    const late = await anotherGateway(50);
    await expect(late.close()).resolves.toBeUndefined();
    server.resume();
  });

  test("many questions of one tick are one look at Redis", async () => {
    await server.client.config("RESETSTAT");
    await Promise.all(Array.from({ length: 40 }, (_, id) => cache.get(word, [`${id}`, `${id + 1}`], source.fetch)));
    expect(await callsOf("mget")).toBe(1);
    // Claimed and stored, of which each may have been sent as a script first.
    expect((await callsOf("evalsha")) + (await callsOf("eval"))).toBeLessThanOrEqual(4);
  });
});
