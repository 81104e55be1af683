import * as fc from "fast-check";
import { setImmediate } from "node:timers/promises";
import { expect, vi } from "vitest";
import type { Cache, Fetch, Found } from "../../cache/cache.ts";
import type { RedisSettings } from "../../cache/redis-access.ts";
import { type Given, givenGateways, kindOfWord } from "./given.ts";

const LIFETIME = { softMs: 8_000, hardMs: 20_000, keepMs: 60_000 };
/** How long a value stands in once its source failed: a fourth of its soft age. */
const EXCUSE_MS = 2_000;

type Step =
  | { readonly do: "get"; readonly id: string; readonly gateway: number; readonly current: boolean }
  | { readonly do: "drop"; readonly id: string; readonly gateway: number }
  | { readonly do: "advance"; readonly ms: number }
  | { readonly do: "source"; readonly breaks: boolean };

const id = fc.constantFrom("a", "b", "c");
const step = (gateways: number): fc.Arbitrary<Step> => {
  const gateway = fc.nat(gateways - 1);
  return fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant("get" as const), id, gateway, current: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("drop" as const), id, gateway }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant("advance" as const), ms: fc.integer({ min: 1, max: 15_000 }) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("source" as const), breaks: fc.boolean() }) },
  );
};

/** What each answer must be, whatever was asked before and whatever happened in between. */
export async function holdsForAnySteps(redis: RedisSettings | null, runs: number): Promise<void> {
  const gateways = redis === null ? 1 : 2;
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step(gateways), { maxLength: 40 }), async (steps) => {
      const given = givenGateways(redis);
      run += 1;
      try {
        const namespace = `property ${process.pid} ${run}`;
        const stores = await Promise.all(Array.from({ length: gateways }, () => given.gateway()));
        await walk(
          steps,
          given,
          stores.map((store) => store.of(namespace)),
        );
      } finally {
        await given.close();
      }
    }),
    { numRuns: runs },
  );
}

async function walk(steps: readonly Step[], { clock }: Given, caches: readonly Cache[]): Promise<void> {
  const kind = kindOfWord({ lifetime: () => LIFETIME });
  const drops = new Map<string, number>();
  const failedAt = new Map<string, number>();
  let broken = false;

  const dropsOf = (id: string) => drops.get(id) ?? 0;
  // A word says how often its id had been dropped when it was asked for.
  const fetch: Fetch<string | null> = async (ids) => {
    const words = ids.map((id) => (broken ? new Error("broken") : `${id} ${dropsOf(id)}`));
    await setImmediate();
    for (const [index, id] of ids.entries()) if (words[index] instanceof Error) failedAt.set(id, clock.now());
    return words;
  };

  const check = (id: string, current: boolean, slot: Found<string | null> | Error | undefined) => {
    const failed = failedAt.get(id) ?? -Infinity;
    if (slot === undefined || slot instanceof Error) {
      expect(slot).toEqual(new Error("broken"));
      expect(broken || failed === clock.now()).toBe(true);
      return;
    }
    expect(slot.value).toBe(`${id} ${dropsOf(id)}`);
    const age = clock.now() - slot.fetchedAt;
    const excused = clock.now() - failed < EXCUSE_MS;
    expect(age).toBeLessThan(excused ? LIFETIME.keepMs : current ? LIFETIME.softMs : LIFETIME.hardMs);
    expect(slot.freshUntil).toBeLessThanOrEqual(slot.fetchedAt + LIFETIME.softMs);
  };

  for (const step of steps) {
    if (step.do === "advance") clock.advance(step.ms);
    else if (step.do === "source") broken = step.breaks;
    else {
      const cache = caches[step.gateway] ?? expect.fail("There is no such gateway.");
      if (step.do === "get") {
        const { id, current } = step;
        const [slot] = await cache.get(kind, [id], fetch, { current });
        check(id, current, slot);
      } else await dropped(step.id, cache);
    }
  }

  /** Until all have heard of it: messages take their time. */
  async function dropped(id: string, cache: Cache): Promise<void> {
    const key = `word:${id}`;
    const deaf = new Set(caches);
    const stops = caches.map((each) => each.onChange((keys) => keys.includes(key) && deaf.delete(each)));
    drops.set(id, dropsOf(id) + 1);
    await cache.drop([key]);
    await vi.waitFor(() => expect(deaf.size).toBe(0), { interval: 1 });
    for (const stop of stops) stop();
  }
}
