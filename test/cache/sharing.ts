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

/** What holds between gateways that share a Redis, however it is set up. */
export function testSharing(redis: () => RedisSettings): void {
  let given: Given;
  let [one, other]: readonly Cache[] = [];
  let source: Source;
  let count = 0;

  const at = (cache: Cache | undefined) => cache ?? expect.fail("There is no such gateway.");
  const get = (cache: Cache | undefined, ids: readonly string[], options?: Parameters<Cache["get"]>[3]) =>
    at(cache).get(word, ids, source.fetch, options);
  const text = async (cache: Cache | undefined, id: string) => plain(await get(cache, [id]))[0];
  const peek = (cache: Cache | undefined, id: string) => at(cache).peek(word, id);
  const untilAsked = (times: number) => vi.waitFor(() => expect(source.asked).toHaveLength(times), { interval: 5 });
  const listening = (cache: Cache | undefined) => {
    const heard: string[] = [];
    at(cache).onChange((keys) => heard.push(...keys));
    return heard;
  };
  /** Both hold the value, and nothing is under way. */
  const bothKnow = async (id: string) => {
    await get(one, [id]);
    await vi.waitFor(async () => expect(origins(await get(other, [id]))).toEqual(["memory"]));
    expect(source.asked).toHaveLength(1);
  };

  beforeEach(async () => {
    given = givenGateways(redis());
    count += 1;
    const namespace = `https://koji.example.org/${process.pid}/shared/${count}`;
    const stores = await Promise.all([given.gateway(), given.gateway()]);
    expect(stores.map((store) => store.health()?.state)).toEqual(["up", "up"]);
    [one, other] = stores.map((store) => store.of(namespace));
    source = aSource();
  });
  afterEach(() => given.close());

  test("what one gateway fetched, another one has", async () => {
    const [first] = await get(one, ["a"]);
    await vi.waitFor(async () => expect(origins(await get(other, ["a"]))).toEqual(["memory"]));
    expect(peek(other, "a")).toEqual(atHand(first));
    expect(source.asked).toEqual([["a"]]);
  });

  test("what two gateways lack at the same time is fetched by one", async () => {
    source.hold();
    const answers = [get(one, ["a", "b"]), get(other, ["b", "a"])];
    await untilAsked(1);
    await wait(100);
    source.letGo();
    expect((await Promise.all(answers)).map((slots) => plain(slots).map(String).toSorted())).toEqual([
      ["A", "B"],
      ["A", "B"],
    ]);
    expect(source.asked.flat().toSorted()).toEqual(["a", "b"]);
  });

  test("where the one who fetches fails, the other one fetches", async () => {
    source.text = () => new Error("hub away");
    source.hold();
    const first = get(one, ["a"]);
    await untilAsked(1);
    source.text = () => "A";
    const second = get(other, ["a"]);
    await wait(50);
    expect(source.asked).toHaveLength(1);
    source.letGo();
    expect([plain(await first), plain(await second)]).toEqual([["hub away"], ["A"]]);
  });

  test("where the one who fetches leaves, the other one fetches", async () => {
    source.hold();
    const leaving = new AbortController();
    const first = get(one, ["a"], { signal: leaving.signal });
    await untilAsked(1);
    const second = get(other, ["a"]);
    await wait(50);
    leaving.abort();
    await expect(first).rejects.toThrow("aborted");
    await untilAsked(2);
    source.letGo();
    expect(plain(await second)).toEqual(["A"]);
  });

  test("what is fetched for long stays claimed", async () => {
    source.hold();
    const first = get(one, ["a"]);
    await untilAsked(1);
    const second = get(other, ["a"]);
    // Longer than a claim that nobody renews.
    await wait(2_500);
    expect(source.asked).toHaveLength(1);
    source.letGo();
    expect([await text(one, "a"), plain(await first), plain(await second)]).toEqual(["A", ["A"], ["A"]]);
    expect(source.asked).toHaveLength(1);
  });

  test("an old value is refreshed by one gateway, and the other one hears of it", async () => {
    await bothKnow("a");
    given.clock.advance(LIFETIME.softMs);
    source.hold();
    source.text = () => "new";
    expect([await text(one, "a"), await text(other, "a")]).toEqual(["A", "A"]);
    await untilAsked(2);
    await wait(50);
    source.letGo();
    await vi.waitFor(async () => expect([await text(one, "a"), await text(other, "a")]).toEqual(["new", "new"]));
    expect(source.asked).toHaveLength(2);
  });

  test("a value that stayed the same is current again everywhere, and no change", async () => {
    await bothKnow("a");
    const heard = listening(other);
    given.clock.advance(LIFETIME.softMs);
    await get(one, ["a"], { current: true });
    await vi.waitFor(() => expect(peek(other, "a")?.fetchedAt).toBe(given.clock.now()));
    expect(origins(await get(other, ["a"], { current: true }))).toEqual(["memory"]);
    expect(heard).toEqual([]);
  });

  test("a value that another gateway replaced is told once, and read from Redis", async () => {
    await bothKnow("a");
    const heard = listening(other);
    given.clock.advance(LIFETIME.softMs);
    source.text = () => "new";
    await get(one, ["a"], { current: true });
    await vi.waitFor(() => expect(heard).toEqual(["word:a"]));
    const slots = await get(other, ["a"]);
    expect([plain(slots), origins(slots)]).toEqual([["new"], ["redis"]]);
    expect(heard).toEqual(["word:a"]);
    expect(source.asked).toHaveLength(2);
  });

  test("an old value of another gateway is served, and refreshed behind the answer", async () => {
    await get(one, ["a"]);
    given.clock.advance(LIFETIME.softMs);
    source.text = () => "new";
    expect(await text(other, "a")).toBe("A");
    await vi.waitFor(() => expect(peek(other, "a")?.value).toBe("new"));
    expect(source.circumstances[1]?.behind).toBe(true);
  });

  test("a value of another gateway that is too old stands in where the source fails", async () => {
    await get(one, ["a"]);
    given.clock.advance(LIFETIME.hardMs);
    source.text = () => new Error("hub away");
    expect(await text(other, "a")).toBe("A");
    expect(source.circumstances[1]?.previous).toMatchObject([{ value: "A" }]);
  });

  test("what one gateway drops, all forget", async () => {
    await bothKnow("a");
    const heard = listening(other);
    source.text = () => "new";
    await at(one).drop(["word:a"]);
    await vi.waitFor(() => expect(heard).toEqual(["word:a"]));
    expect(peek(other, "a")).toBeNull();
    expect(await text(other, "a")).toBe("new");
    await vi.waitFor(async () => expect(await text(one, "a")).toBe("new"));
    expect(source.asked).toHaveLength(2);
  });

  test("an answer that another gateway drops while it is under way is kept nowhere", async () => {
    source.text = () => "before";
    source.hold();
    const before = get(one, ["a"]);
    await untilAsked(1);
    await at(other).drop(["word:a"]);
    source.letGo();
    expect(plain(await before)).toEqual(["before"]);
    source.text = () => "after";
    await vi.waitFor(() => expect(peek(one, "a")).toBeNull());
    expect([await text(other, "a"), await text(one, "a")]).toEqual(["after", "after"]);
  });

  test("values of another version are not taken, and do not change what is held", async () => {
    const [old, young] = [kindOfWord({ version: 1 }), kindOfWord({ version: 2 })];
    await at(one).get(old, ["a"], source.fetch);
    const heard = listening(one);
    source.text = () => "of version 2";
    given.clock.advance(1);
    expect(plain(await at(other).get(young, ["a"], source.fetch))).toEqual(["of version 2"]);
    await wait(50);
    expect([peek(one, "a")?.value, heard]).toEqual(["A", []]);
  });

  test("large values travel as well", async () => {
    const large = Array.from({ length: 5_000 }, (_, line) => `line ${line}`).join("\n");
    source.text = () => large;
    await get(one, ["a", "b"]);
    await vi.waitFor(async () => expect(origins(await get(other, ["b", "a"]))).toEqual(["memory", "memory"]));
    expect(peek(other, "a")?.value).toBe(large);
    expect(source.asked).toHaveLength(1);
  });

  test("a thousand ids are fetched once between them", async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `id ${index}`);
    const answers = await Promise.all([get(one, ids), get(other, ids), get(one, ids.toReversed())]);
    expect(answers.map((slots) => slots.filter((slot) => slot instanceof Error))).toEqual([[], [], []]);
    expect(source.asked.flat()).toHaveLength(1_000);
  });
}
