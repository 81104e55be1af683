import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Ledger } from "../../ledger/ledger.ts";
import type { LedgerRedis } from "../../ledger/redis-client.ts";
import { openRedisLedger } from "../../ledger/redis-ledger.ts";
import { type RedisServer, startRedis, startSentinel, WITH_REDIS } from "../support/redis-server.ts";
import { allOf, anAct } from "./acts.ts";
import { startChild } from "./child.ts";

/** With what it says to the one who asks. */
const ledgerError = (message: RegExp) => ({
  name: "LedgerError",
  code: "LEDGER_UNAVAILABLE",
  message: expect.stringMatching(message),
});

describe.skipIf(!WITH_REDIS.there)(`a Redis that fails${WITH_REDIS.note}`, () => {
  let server: RedisServer;
  let warnings: string[];
  let opened: Ledger[];
  beforeEach(async () => {
    server = await startRedis();
    warnings = [];
    opened = [];
  });
  afterEach(async () => {
    await Promise.all(opened.map((ledger) => ledger.close()));
    await server.stop();
  });

  const at = (redis: LedgerRedis, options: Partial<Parameters<typeof openRedisLedger>[0]> = {}) =>
    openRedisLedger({ redis, warn: (sentence) => warnings.push(sentence), commandMs: 500, ...options });
  const open = async (options: Partial<Parameters<typeof openRedisLedger>[0]> = {}) => {
    const ledger = await at({ kind: "single", url: server.url }, options);
    opened.push(ledger);
    return ledger;
  };
  /** It answers again. */
  const untilWell = async (ledger: Ledger) => {
    while (!(await ledger.record(anAct()).catch(() => null))) await wait(20);
  };

  test("absent at the start: it cannot be opened, and the reason is told without a password", async () => {
    await server.kill();
    const url = `redis://gateway:hush@127.0.0.1:${server.port}`;
    const place = `127\\.0\\.0\\.1:${server.port}`;
    const told = new RegExp(
      `^The ledger in Redis \\(${place}\\) cannot be used, so nothing is sent.*ECONNREFUSED`,
      "u",
    );
    const error: unknown = await at({ kind: "single", url }).catch((reason: unknown) => reason);
    expect(error).toMatchObject(ledgerError(told));
    expect(String(error)).not.toContain("hush");
  });

  test("a wrong password: the reason is told, and not the password", async () => {
    await server.client.config("SET", "requirepass", "secret");
    const url = `redis://:hush@127.0.0.1:${server.port}`;
    const error: unknown = await at({ kind: "single", url }).catch((reason: unknown) => reason);
    expect(error).toMatchObject(ledgerError(/WRONGPASS/u));
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("hush");
  });

  test("killed: everything is refused with the reason, and it goes on when Redis is back", async () => {
    const ledger = await open();
    const id = await ledger.record(anAct());
    await server.kill();
    const error = ledgerError(
      /cannot be used, so nothing is sent to a hub: .*(?:ECONNREFUSED|connection was lost).*send it again/u,
    );
    await expect(ledger.record(anAct())).rejects.toMatchObject(error);
    await expect(ledger.settle(id, { outcome: "DONE", task: 1 })).rejects.toMatchObject(error);
    await expect(ledger.withKey("k", () => Promise.resolve())).rejects.toMatchObject(error);
    await expect(ledger.page({}, { first: 1, olderThan: null })).rejects.toMatchObject(error);
    await server.start();
    await untilWell(ledger);
    await ledger.withKey("k", (held) => held.write(1));
  });

  test("hanging: everything is refused after a while, and it goes on when Redis does", async () => {
    const ledger = await open();
    server.pause();
    await expect(ledger.record(anAct(1))).rejects.toMatchObject(ledgerError(/it gave no answer/u));
    await expect(ledger.withKey("k", () => Promise.resolve())).rejects.toMatchObject(ledgerError(/./u));
    server.resume();
    await untilWell(ledger);
  });

  test("lost while a key is held: what is to be written under it is refused", async () => {
    const ledger = await open();
    await ledger.withKey("k", async (held) => {
      await server.kill();
      await expect(held.write(1)).rejects.toMatchObject(ledgerError(/cannot be used/u));
      await server.start();
      await untilWell(ledger);
      // It began anew, and knows of no holder.
      await expect(held.write(2)).rejects.toMatchObject(ledgerError(/not held any more/u));
    });
    expect(await ledger.withKey("k", (held) => Promise.resolve(held.known))).toBeNull();
  });

  test("full: nothing is thought to be written", async () => {
    const ledger = await open();
    await server.client.config("SET", "maxmemory", "1");
    await expect(ledger.record(anAct())).rejects.toMatchObject(ledgerError(/OOM/u));
    await expect(ledger.withKey("k", (held) => held.write(1))).rejects.toMatchObject(ledgerError(/OOM/u));
    await server.client.config("SET", "maxmemory", "0");
    await ledger.record(anAct());
    expect(await allOf(ledger)).toHaveLength(1);
  });

  test("one that throws away what was written is warned of", async () => {
    await server.client.config("SET", "appendonly", "yes");
    await open();
    expect(warnings).toEqual([]);
    await server.client.config("SET", "maxmemory-policy", "allkeys-lru");
    await open();
    expect(warnings).toEqual([
      `The Redis of the ledger (127.0.0.1:${server.port}) throws away what was written when its memory is full: its maxmemory-policy is allkeys-lru. Set it to noeviction, or give the ledger a Redis of its own: \`ledger: { redis: … }\`.`,
    ]);
  });

  test("one that keeps nothing on a disk is warned of", async () => {
    await open();
    expect(warnings).toEqual([
      expect.stringMatching(/may lose what was written last when it ends: its appendonly is no/u),
    ]);
  });

  test("what the configuration's page says is enough for a user of Redis", async () => {
    const rights = ["+@read", "+@write", "+@scripting", "+@connection", "~koji-image:*", "&koji-image:*"];
    await server.client.call("ACL", "SETUSER", "gateway", "on", ">hush", ...rights);
    const redis = { kind: "single", url: `redis://gateway:hush@127.0.0.1:${server.port}` } as const;
    const blind = await at(redis);
    expect(warnings).toEqual([expect.stringMatching(/does not tell whether it loses anything.*`\+info`\.$/u)]);
    await server.client.call("ACL", "SETUSER", "gateway", "+info");
    const ledger = await at(redis);
    const id = await ledger.record(anAct());
    await blind.settle(id, { outcome: "DONE", task: 1 });
    await ledger.withKey("k", (held) => held.write(1));
    expect(await allOf(ledger)).toMatchObject([{ outcome: "DONE" }]);
    expect(warnings).toHaveLength(2);
    await Promise.all([blind.close(), ledger.close()]);
  });

  test("a master that fails is followed to the next one", { timeout: 60_000 }, async () => {
    const replica = await startRedis("--replicaof", "127.0.0.1", String(server.port));
    while (!(await replica.client.info("replication")).includes("master_link_status:up")) await wait(50);
    const sentinel = await startSentinel(server);
    await sentinel.client.call("SENTINEL", "SET", "images", "down-after-milliseconds", "300");
    while (!String(await sentinel.client.call("SENTINEL", "REPLICAS", "images")).includes(String(replica.port))) {
      await wait(50);
    }
    const ledger = await at({ kind: "sentinels", urls: [sentinel.url], name: "images" });
    opened.push(ledger);
    await ledger.record(anAct(1));
    await ledger.withKey("k", (held) => held.write("before"));
    expect(await server.client.wait(1, 5_000)).toBe(1);
    await server.kill();
    await untilWell(ledger);
    expect(await replica.client.role()).toContain("master");
    expect(await ledger.withKey("k", (held) => Promise.resolve(held.known))).toBe("before");
    expect(await allOf(ledger)).toHaveLength(2);
    await Promise.all([sentinel.stop(), replica.stop()]);
  });

  test("the oldest entries go, with what came of them", async () => {
    const ledger = await open({ kept: 200 });
    const ids: string[] = [];
    for (let minutes = 0; minutes < 207; minutes += 1) {
      const id = await ledger.record(anAct(minutes));
      await ledger.settle(id, { outcome: "DONE", task: minutes });
      ids.push(id);
    }
    const left = await allOf(ledger, {}, 100);
    expect(left.map(({ id }) => id)).toEqual(ids.slice(-left.length).toReversed());
    expect(left.length).toBeGreaterThanOrEqual(200);
    expect(left.length).toBeLessThanOrEqual(202);
    await ledger.settle(ids[0] ?? "", { outcome: "UNKNOWN", task: null });
    expect(await server.client.hlen("koji-image:{ledger}:outcomes")).toBe(left.length);
  });

  test("keys are remembered for a week", async () => {
    const ledger = await open();
    await ledger.withKey("k", (held) => held.write(1));
    const [key = ""] = await server.client.keys("koji-image:{ledger}:key:*");
    const days = (await server.client.pttl(key)) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThanOrEqual(7);
  });

  test("a holder that lives keeps its key for as long as it works", async () => {
    const [ledger, other] = [await open({ lockMs: 150 }), await open({ lockMs: 150 })];
    const order: string[] = [];
    const first = ledger.withKey("k", async (held) => {
      await wait(1_000);
      order.push("first");
      await held.write("first");
    });
    while ((await server.client.keys("koji-image:{ledger}:lock:*")).length === 0) await wait(5);
    await other.withKey("k", (held) => Promise.resolve(order.push(JSON.stringify(held.known))));
    await first;
    expect(order).toEqual(["first", '"first"']);
  });

  test("a holder that was paused for too long writes nothing any more", async () => {
    const child = startChild("holding.ts", { arguments: ["hold", server.url] });
    await child.told(1);
    child.signal("SIGSTOP");
    const ledger = await open({ lockMs: 600 });
    await ledger.withKey("k", async (held) => {
      child.signal("SIGCONT");
      child.say("write");
      await child.told(2);
      expect(child.lines()[1]).toMatch(/^LedgerError: The key is not held any more/u);
      await held.write("mine");
    });
    expect(await ledger.withKey("k", (held) => Promise.resolve(held.known))).toBe("mine");
  });

  test("a paused holder writes nothing although nobody took its key meanwhile", async () => {
    const child = startChild("holding.ts", { arguments: ["hold", server.url] });
    await child.told(1);
    child.signal("SIGSTOP");
    while ((await server.client.keys("koji-image:{ledger}:lock:*")).length > 0) await wait(20);
    child.signal("SIGCONT");
    child.say("write");
    await child.told(2);
    expect(child.lines()[1]).toMatch(/^LedgerError/u);
  });

  test("a holder that was killed keeps its key no longer than its time", async () => {
    const child = startChild("holding.ts", { arguments: ["hold", server.url] });
    await child.told(1);
    await child.kill();
    const ledger = await open();
    expect(await server.client.keys("koji-image:{ledger}:lock:*")).toHaveLength(1);
    expect(await ledger.withKey("k", (held) => Promise.resolve(held.known))).toBeNull();
  });

  test("of two processes with a hundred that want one key each, one at a time has it", async () => {
    const children = [0, 1].map(() => startChild("holding.ts", { arguments: ["count", server.url, "100"] }));
    await Promise.all(children.map((child) => child.told(100)));
    const seen = children.flatMap((child) => child.lines().map(Number));
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, index) => index));
    const ledger = await open();
    expect(await ledger.withKey("k", (held) => Promise.resolve(held.known))).toBe(200);
  });

  test("who waits too long for another process gives up with the reason", async () => {
    const child = startChild("holding.ts", { arguments: ["hold", server.url] });
    await child.told(1);
    const ledger = await open({ patienceMs: 200 });
    await expect(ledger.withKey("k", () => Promise.resolve())).rejects.toMatchObject(
      ledgerError(/same is being done.*not done after 0\.2 s.*send it again in a minute/u),
    );
    child.say("write");
    await child.told(2);
    expect(child.lines()[1]).toBe("written");
    expect(await (await open()).withKey("k", (held) => Promise.resolve(held.known))).toBe("late");
  });
});
