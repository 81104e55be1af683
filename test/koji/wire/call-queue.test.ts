import { describe, expect, test } from "vitest";
import { CallQueue, type QueuedCall } from "../../../koji/wire/call-queue.ts";

type Call = QueuedCall & { readonly name: string };

const call = (name: string, { bytes = 1, alone = false } = {}): Call => ({
  name,
  encoded: new Uint8Array(bytes),
  alone,
  round: null,
});

const ROOMY = { maxCalls: 100, maxBytes: 1e6 };

function queueOf(asked: Readonly<Record<string, readonly (string | Call)[]>>) {
  const queue = new CallQueue<Call>();
  const askers = new Map(Object.keys(asked).map((name) => [name, {}]));
  const add = (asker: string, one: string | Call) => {
    const known = askers.get(asker) ?? {};
    askers.set(asker, known);
    queue.add(typeof one === "string" ? call(one) : one, known);
  };
  for (const [asker, calls] of Object.entries(asked)) for (const one of calls) add(asker, one);
  const take = (limits: Partial<typeof ROOMY> = {}) => queue.take({ ...ROOMY, ...limits }).map(({ name }) => name);
  return { queue, add, take };
}

describe("calls leave", () => {
  test("in the order in which one asker asked", () => {
    const { queue, take } = queueOf({ a: ["a1", "a2", "a3"] });
    expect(take({ maxCalls: 2 })).toEqual(["a1", "a2"]);
    expect(take()).toEqual(["a3"]);
    expect(take()).toEqual([]);
    expect(queue.size).toBe(0);
  });

  test("by turns where several ask", () => {
    const { take } = queueOf({ a: ["a1", "a2", "a3"], b: ["b1"], c: ["c1", "c2"] });
    expect(take()).toEqual(["a1", "b1", "c1", "a2", "c2", "a3"]);
  });

  test("of who comes late with little before the rest of who came first with much", () => {
    const many = Array.from({ length: 5000 }, (_, index) => `a${index}`);
    const { take, add } = queueOf({ a: many });
    expect(take({ maxCalls: 240 })).toHaveLength(240);
    add("b", "b1");
    add("b", "b2");
    expect(take({ maxCalls: 5 })).toEqual(["a240", "b1", "a241", "b2", "a242"]);
  });

  test("of who asks again and again no sooner than of who asked meanwhile", () => {
    const { take, add } = queueOf({ a: ["a1", "a2"], b: ["b1", "b2"] });
    expect(take({ maxCalls: 1 })).toEqual(["a1"]);
    add("a", "a3");
    expect(take()).toEqual(["b1", "a2", "b2", "a3"]);
  });

  test("sooner where another asks for the same, and once", () => {
    const shared = call("a3");
    const { take, add } = queueOf({ a: ["a1", "a2", shared, "a4"] });
    add("b", shared);
    expect(take()).toEqual(["a1", "a3", "a2", "a4"]);
  });

  test("no later where another who asks for the same has others before it", () => {
    const shared = call("a1");
    const { take } = queueOf({ a: [shared], b: ["b1", "b2", shared] });
    expect(take()).toEqual(["a1", "b1", "b2"]);
  });

  test("not at all when they are removed, even if that empties a round", () => {
    const gone = call("a2");
    const { queue, take } = queueOf({ a: ["a1", gone, "a3"] });
    queue.remove(gone);
    queue.remove(gone);
    expect(queue.size).toBe(2);
    expect(take()).toEqual(["a1", "a3"]);
    queue.remove(gone);
    expect(take()).toEqual([]);
  });
});

describe("one request takes", () => {
  test("as many calls as fit", () => {
    // 165 bytes around, and 100 more than its own for each call.
    const sizes = ["1", "2", "3", "4"].map((name) => call(name, { bytes: 300 }));
    const { take } = queueOf({ a: sizes });
    expect(take({ maxBytes: 165 + 2 * 400 })).toEqual(["1", "2"]);
    expect(take({ maxBytes: 165 + 2 * 400 - 1 })).toEqual(["3"]);
  });

  test("a call that is larger than a request may be, without others", () => {
    const { take } = queueOf({ a: ["1", call("2", { bytes: 5000 }), "3"] });
    const takes = [1, 2, 3].map(() => take({ maxBytes: 1000 }));
    expect(takes).toEqual([["1"], ["2"], ["3"]]);
  });

  test("a call that is to go alone, without others", () => {
    const { take } = queueOf({ a: ["1", call("2", { alone: true }), call("3", { alone: true }), "4"] });
    expect([1, 2, 3, 4].map(() => take())).toEqual([["1"], ["2"], ["3"], ["4"]]);
  });
});

test("those that wait can be told, each once", () => {
  const shared = call("a2");
  const { queue, add } = queueOf({ a: ["a1", shared], b: ["b1"] });
  add("c", shared);
  expect([...queue].map(({ name }) => name).toSorted()).toEqual(["a1", "a2", "b1"]);
});
