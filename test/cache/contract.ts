import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Cache } from "../../cache/cache.ts";
import type { RedisSettings } from "../../cache/redis-access.ts";
import {
  aSource,
  atHand,
  type Given,
  givenGateways,
  kindOfWord,
  LIFETIME,
  origins,
  plain,
  type Source,
  word,
} from "./given.ts";

/** What holds of a cache whatever it stands on. */
export function testContract(redis: () => RedisSettings | null): void {
  let given: Given;
  let cache: Cache;
  let source: Source;
  let count = 0;

  const get = (ids: readonly string[], options?: Parameters<Cache["get"]>[3]) =>
    cache.get(word, ids, source.fetch, options);
  const text = async (id: string, options?: Parameters<Cache["get"]>[3]) => plain(await get([id], options))[0];
  const untilAsked = (times: number) => vi.waitFor(() => expect(source.asked).toHaveLength(times));
  /** Nothing is under way any more: what was asked last has been kept. */
  const untilKept = (id: string, value: string | null) =>
    vi.waitFor(() => expect(cache.peek(word, id)?.value).toBe(value));

  beforeEach(async () => {
    given = givenGateways(redis());
    count += 1;
    const store = await given.gateway();
    expect(store.health()?.state).toBe(redis() === null ? undefined : "up");
    cache = store.of(`https://koji.example.org/${process.pid}/${count}`);
    source = aSource();
  });
  afterEach(() => given.close());

  test("ids that are lacking are fetched together, in order, and are at hand from then on", async () => {
    expect(plain(await get(["b", "a"]))).toEqual(["B", "A"]);
    const again = await get(["a", "b"]);
    expect(plain(again)).toEqual(["A", "B"]);
    expect(origins(again)).toEqual(["memory", "memory"]);
    expect(plain(await get(["a", "c"]))).toEqual(["A", "C"]);
    expect(source.asked).toEqual([["b", "a"], ["c"]]);
  });

  test("a value tells when it was fetched and until when it is current", async () => {
    const found = { fetchedAt: given.clock.now(), freshUntil: given.clock.now() + LIFETIME.softMs };
    expect(await get(["a"])).toEqual([{ value: "A", ...found, from: "source" }]);
    given.clock.advance(20);
    expect(await get(["a"])).toEqual([{ value: "A", ...found, from: "memory" }]);
  });

  test("an id that is asked for twice at once is fetched once", async () => {
    expect(plain(await get(["a", "b", "a"]))).toEqual(["A", "B", "A"]);
    expect(source.asked).toEqual([["a", "b"]]);
  });

  test("nothing is fetched for nothing", async () => {
    expect(await get([])).toEqual([]);
    expect(source.asked).toEqual([]);
  });

  test("what is absent is remembered as well", async () => {
    source.text = () => null;
    expect(await text("a")).toBeNull();
    expect(await text("a")).toBeNull();
    expect(source.asked).toHaveLength(1);
  });

  test("many who ask at once are answered by one fetch", async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => get(["a", "b"])));
    expect(new Set(answers.map((slots) => plain(slots).join()))).toEqual(new Set(["A,B"]));
    expect(answers.slice(1).map(origins)).toEqual(answers.slice(1).map(() => ["flight", "flight"]));
    expect(source.asked).toEqual([["a", "b"]]);
  });

  test("who asks for more than is under way fetches only the rest", async () => {
    expect((await Promise.all([get(["a", "b"]), get(["b", "c"])])).map(plain)).toEqual([
      ["A", "B"],
      ["B", "C"],
    ]);
    expect(source.asked).toEqual([["a", "b"], ["c"]]);
  });

  test("within the soft age nothing is asked", async () => {
    await get(["a"]);
    given.clock.advance(LIFETIME.softMs - 1);
    await get(["a"]);
    await get(["a"], { current: true });
    await wait(20);
    expect(source.asked).toHaveLength(1);
  });

  test("between soft and hard age the old value is served and a new one is fetched behind it", async () => {
    await get(["a"]);
    given.clock.advance(LIFETIME.softMs);
    source.text = () => "new";
    expect(await text("a")).toBe("A");
    await untilKept("a", "new");
    expect(source.asked).toEqual([["a"], ["a"]]);
    expect(source.circumstances.map(({ behind }) => behind)).toEqual([false, true]);
    expect(await text("a")).toBe("new");
    expect(source.asked).toHaveLength(2);
  });

  test("many old values are refreshed once, however often they are asked for", async () => {
    await get(["a", "b"]);
    given.clock.advance(LIFETIME.softMs);
    source.hold();
    for (let round = 0; round < 3; round += 1) expect(plain(await get(["a", "b"]))).toEqual(["A", "B"]);
    await untilAsked(2);
    source.letGo();
    await wait(20);
    expect(source.asked).toEqual([
      ["a", "b"],
      ["a", "b"],
    ]);
  });

  test("from the hard age on, the new value is waited for", async () => {
    await get(["a"]);
    given.clock.advance(LIFETIME.hardMs);
    source.text = () => "new";
    expect(await text("a")).toBe("new");
  });

  test("who wants it current waits from the soft age on", async () => {
    await get(["a"]);
    given.clock.advance(LIFETIME.softMs);
    source.text = () => "new";
    expect(await text("a", { current: true })).toBe("new");
    expect(source.circumstances[1]?.behind).toBe(false);
  });

  test("who wants it current joins a refresh under way", async () => {
    await get(["a"]);
    given.clock.advance(LIFETIME.softMs);
    source.text = () => "new";
    source.hold();
    await get(["a"]);
    const current = get(["a"], { current: true });
    await untilAsked(2);
    source.letGo();
    const slots = await current;
    expect([plain(slots), origins(slots)]).toEqual([["new"], ["flight"]]);
    expect(source.asked).toHaveLength(2);
  });

  test("a fetch is told what is known of old", async () => {
    const [first] = await get(["a"]);
    given.clock.advance(LIFETIME.hardMs);
    await get(["a", "b"]);
    expect(source.circumstances[1]?.previous).toEqual([atHand(first), null]);
  });

  test("lifetimes go by the value", async () => {
    const moody = kindOfWord({
      name: "moody",
      lifetime: (value) => (value === null ? { softMs: 5, hardMs: 5, keepMs: 5 } : LIFETIME),
    });
    source.text = (id) => (id === "none" ? null : id);
    await cache.get(moody, ["none", "some"], source.fetch);
    given.clock.advance(6);
    await cache.get(moody, ["none", "some"], source.fetch);
    expect(source.asked).toEqual([["none", "some"], ["none"]]);
  });

  test("an error stands in its own slot, is given to all who wait, and is not kept", async () => {
    source.text = (id) => (id === "bad" ? new Error("no") : id);
    const [one, other] = await Promise.all([get(["good", "bad"]), get(["bad"])]);
    expect([plain(one), plain(other)]).toEqual([["good", "no"], ["no"]]);
    source.text = (id) => id;
    expect(await text("bad")).toBe("bad");
  });

  test("a fetch that fails as a whole fails in each slot", async () => {
    const failing = () => Promise.reject(new Error("hub away"));
    expect(plain(await cache.get(word, ["a", "b"], failing))).toEqual(["hub away", "hub away"]);
    const short = () => Promise.resolve(["only one"]);
    expect(plain(await cache.get(word, ["a", "b"], short))[1]).toMatch("1 values for 2 ids");
  });

  test("what JSON cannot hold is an error, not a value", async () => {
    const big = kindOfWord({ name: "big" });
    const fetch = () => Promise.resolve([10n, undefined] as unknown as string[]);
    expect(await cache.get(big, ["a", "b"], fetch)).toEqual([expect.any(Error), expect.any(Error)]);
  });

  test("where the source fails, the old value stands in and tells its age", async () => {
    const [first] = await get(["a"]);
    given.clock.advance(LIFETIME.hardMs);
    source.text = () => new Error("hub away");
    expect(await get(["a", "b"])).toEqual([atHand(first), new Error("hub away")]);
    expect(given.events.filter(({ kind }) => kind === "stale")).toHaveLength(1);
    given.clock.advance(LIFETIME.keepMs);
    expect(await text("a")).toBe("hub away");
  });

  test("a source that failed is not asked again at once, and then asked again", async () => {
    await get(["a"]);
    given.clock.advance(LIFETIME.hardMs);
    source.text = () => new Error("hub away");
    for (let round = 0; round < 3; round += 1) expect(await text("a")).toBe("A");
    expect(await text("a", { current: true })).toBe("A");
    expect(source.asked).toHaveLength(2);
    source.text = () => "new";
    given.clock.advance(LIFETIME.softMs / 4);
    expect(await text("a")).toBe("new");
  });

  test("a refresh that failed keeps the old value, and is not tried again at once", async () => {
    await get(["a"]);
    given.clock.advance(LIFETIME.softMs);
    source.text = () => new Error("hub away");
    await get(["a"]);
    await untilAsked(2);
    await wait(20);
    expect(await text("a")).toBe("A");
    await wait(20);
    expect(source.asked).toHaveLength(2);
    given.clock.advance(LIFETIME.softMs / 4);
    await get(["a"]);
    await untilAsked(3);
  });

  test("what was dropped is fetched anew", async () => {
    await get(["a", "b"]);
    source.text = () => "new";
    await cache.drop(["word:a", "word:never-heard-of"]);
    expect(cache.peek(word, "a")).toBeNull();
    expect(plain(await get(["a", "b"]))).toEqual(["new", "B"]);
  });

  test("an answer that was under way when its key was dropped is given, as old, to who asked before, and is not kept", async () => {
    source.text = () => "before";
    source.hold();
    const before = get(["a"]);
    await untilAsked(1);
    const dropped = cache.drop(["word:a"]);
    source.text = () => "after";
    const after = get(["a"]);
    await dropped;
    source.letGo();
    expect(await before).toEqual([
      { value: "before", fetchedAt: given.clock.now(), freshUntil: given.clock.now(), from: "source" },
    ]);
    expect(plain(await after)).toEqual(["after"]);
    expect(await text("a")).toBe("after");
  });

  test("a dropped value does not stand in for a new one", async () => {
    await get(["a"]);
    given.clock.advance(LIFETIME.hardMs);
    source.text = () => new Error("hub away");
    source.hold();
    const waiting = get(["a"]);
    await untilAsked(2);
    await cache.drop(["word:a"]);
    source.letGo();
    expect(plain(await waiting)).toEqual(["hub away"]);
  });

  test("changes are told: dropped, and replaced by another value, but not by the same", async () => {
    const heard: (readonly string[])[] = [];
    const stop = cache.onChange((keys) => heard.push(keys));
    await get(["a", "b"]);
    expect(heard).toEqual([]);
    given.clock.advance(LIFETIME.hardMs);
    source.text = (id) => (id === "a" ? "new" : "B");
    await get(["a", "b"]);
    expect(heard).toEqual([["word:a"]]);
    await cache.drop(["word:b", "task:5"]);
    expect(heard).toEqual([["word:a"], ["word:b", "task:5"]]);
    stop();
    await cache.drop(["word:b"]);
    expect(heard).toHaveLength(2);
  });

  test("who leaves is let go at once, and the fetch goes on as long as anyone waits", async () => {
    source.hold();
    const leaving = new AbortController();
    const [one, other] = [get(["a"], { signal: leaving.signal }), get(["a"])];
    await untilAsked(1);
    const reason = new Error("left");
    leaving.abort(reason);
    await expect(one).rejects.toBe(reason);
    expect(source.circumstances[0]?.signal.aborted).toBe(false);
    source.letGo();
    expect(plain(await other)).toEqual(["A"]);
  });

  test("a fetch that nobody waits for any longer is told so, and nobody joins it", async () => {
    source.hold();
    const [one, other] = [new AbortController(), new AbortController()];
    const waiting = [get(["a", "b"], { signal: one.signal }), get(["b"], { signal: other.signal })];
    const rejected = Promise.all(waiting.map((slots) => expect(slots).rejects.toThrow("aborted")));
    await untilAsked(1);
    one.abort();
    expect(source.circumstances[0]?.signal.aborted).toBe(false);
    other.abort();
    await rejected;
    expect(source.circumstances[0]?.signal.aborted).toBe(true);
    source.letGo();
    expect(await text("a")).toBe("A");
    expect(source.asked).toHaveLength(2);
  });

  test("who has left before asks nothing", async () => {
    await expect(get(["a"], { signal: AbortSignal.abort(new Error("left")) })).rejects.toThrow("left");
    expect(source.asked).toEqual([]);
  });

  test("a fetch that was answered is not told that nobody waits", async () => {
    await get(["a"]);
    expect(source.circumstances[0]?.signal.aborted).toBe(false);
  });

  test("a refresh behind an answer is not given up when its reader leaves", async () => {
    await get(["a"]);
    given.clock.advance(LIFETIME.softMs);
    source.text = () => "new";
    source.hold();
    const reader = new AbortController();
    await get(["a"], { signal: reader.signal });
    await untilAsked(2);
    const impatient = get(["a"], { current: true, signal: reader.signal });
    reader.abort();
    await expect(impatient).rejects.toThrow("aborted");
    source.letGo();
    await untilKept("a", "new");
    expect(source.circumstances[1]?.signal.aborted).toBe(false);
  });

  test("values are copies: what a fetch returned may change", async () => {
    const list = {
      name: "list",
      version: 1,
      lifetime: () => LIFETIME,
      check: (stored: unknown) => ({ value: stored }),
    };
    const row = { tags: ["f45"] };
    const [slot] = await cache.get(list, ["a"], () => Promise.resolve([row]));
    row.tags.push("f46");
    expect(slot).toMatchObject({ value: { tags: ["f45"] } });
  });

  test("kinds and namespaces are kept apart", async () => {
    await get(["a"]);
    source.text = () => "other";
    expect(plain(await cache.get(kindOfWord({ name: "verb" }), ["a"], source.fetch))).toEqual(["other"]);
    expect(await text("a")).toBe("A");
    const elsewhere = (await given.gateway()).of("https://koji.example.test/kojihub");
    expect(elsewhere.peek(word, "a")).toBeNull();
  });

  test("a lifetime that fails ends in an error and hangs nobody", async () => {
    const broken = kindOfWord({
      name: "broken",
      lifetime: () => {
        throw new Error("no lifetime");
      },
    });
    expect(plain(await cache.get(broken, ["a"], source.fetch))).toEqual(["no lifetime"]);
  });
}
