import { expect, test } from "vitest";
import { testContract } from "./contract.ts";
import { holdsForAnySteps } from "./property.ts";
import { aSource, givenGateways, plain, word } from "./given.ts";

testContract(() => null);

test("the source is asked in the tick of the question: what others ask it in that tick travels along", async () => {
  const given = givenGateways(null);
  const source = aSource();
  const cache = (await given.gateway()).of("hub");
  const answer = cache.get(word, ["a"], source.fetch);
  expect(source.asked).toEqual([["a"]]);
  expect(plain(await answer)).toEqual(["A"]);
});

test("what was longest unused leaves when memory is full", async () => {
  const given = givenGateways(null);
  const source = aSource();
  const cache = (await given.gateway({ memoryBytes: 100_000 })).of("hub");
  source.text = (id) => id.repeat(1_000);
  for (let id = 100; id < 200; id += 1) {
    await cache.get(word, ["first", String(id)], source.fetch);
  }
  expect(cache.peek(word, "first")).not.toBeNull();
  expect(cache.peek(word, "100")).toBeNull();
  expect(cache.peek(word, "199")).not.toBeNull();
});

test("what is larger than the memory is given, and not kept", async () => {
  const given = givenGateways(null);
  const source = aSource();
  const cache = (await given.gateway({ memoryBytes: 10_000 })).of("hub");
  source.text = () => "x".repeat(20_000);
  expect(plain(await cache.get(word, ["a"], source.fetch))).toEqual(["x".repeat(20_000)]);
  expect(cache.peek(word, "a")).toBeNull();
});

test("without a Redis there is no health to tell", async () => {
  const given = givenGateways(null);
  expect((await given.gateway()).health()).toBeNull();
});

test("whatever is asked, dropped and broken: nothing is older than it may be, and nothing comes from before a drop", async () => {
  await expect(holdsForAnySteps(null, 500)).resolves.toBeUndefined();
});
