import { expect, test } from "vitest";
import { createTurns } from "../../server/turns.ts";

const never = new AbortController().signal;

function held() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { begun, work, end };
}

test("so many are worked on at once, the others in the order in which they came", async () => {
  const { begun, work, end } = held();
  const turns = createTurns({ atOnce: 2 });
  const asked = ["a", "b", "c", "d"].map((name) => turns(work(name), never));
  await new Promise(setImmediate);
  expect(begun).toEqual(["a", "b"]);
  await end("b");
  expect(begun).toEqual(["a", "b", "c"]);
  await end("a");
  await end("c");
  await end("d");
  expect(await Promise.all(asked)).toEqual(["a", "b", "c", "d"]);
});

test("one that fails gives its turn on", async () => {
  const turns = createTurns({ atOnce: 1 });
  await expect(turns(() => Promise.reject(new Error("failed")), never)).rejects.toThrow("failed");
  expect(await turns(() => Promise.resolve("next"), never)).toBe("next");
});

test("who leaves while waiting is never worked on, and holds nobody up", async () => {
  const { begun, work, end } = held();
  const turns = createTurns({ atOnce: 1 });
  const first = turns(work("a"), never);
  const leaving = new AbortController();
  const left = turns(work("b"), leaving.signal);
  const last = turns(work("c"), never);
  leaving.abort(new Error("gone"));
  await expect(left).rejects.toThrow("gone");
  await end("a");
  await end("c");
  expect([await first, await last, begun]).toEqual(["a", "c", ["a", "c"]]);
});

test("beyond those that may wait, callers are told to come again", async () => {
  const { work, end } = held();
  const turns = createTurns({ atOnce: 1, maxWaiting: 1 });
  const first = turns(work("a"), never);
  const second = turns(work("b"), never);
  await expect(turns(work("c"), never)).rejects.toMatchObject({
    message: "1 questions wait already; ask again in a moment.",
    reason: { status: 503, code: "TOO_BUSY", headers: { "retry-after": "1" } },
  });
  await end("a");
  await end("b");
  expect([await first, await second]).toEqual(["a", "b"]);
});
