import { expect, test } from "vitest";
import { isMet } from "../../bench/bench-part.ts";
import { contest } from "../../bench/contest.ts";

/** Turns that give these figures, one after the other. */
const turns = (...figures: number[]) => {
  let turn = 0;
  return () => Promise.resolve(figures[turn++] ?? Number.NaN);
};

test("of milliseconds, half of the other's are twice as fast, or half its time where that is the goal", async () => {
  const [faster, time] = await contest({
    what: "a task",
    rounds: 3,
    unit: "ms",
    ours: turns(10, 10, 20),
    peers: [
      { name: "one", turn: turns(20, 30, 20), goal: { atLeast: 1.5 } },
      { name: "another", turn: turns(20, 20, 20), goal: { atMost: 0.4 } },
    ],
  });
  expect(faster).toMatchObject({ measure: "times as fast as one", median: 2, min: 1, max: 3 });
  expect(faster?.sides).toEqual({ ours: 10, theirs: 20, unit: "ms" });
  expect(time).toMatchObject({ measure: "times the time of another", median: 0.5, min: 0.5, max: 1 });
  expect([faster, time].map((row) => row && isMet(row))).toEqual([true, false]);
});

test("of answers per second, twice the other's are twice as fast, or half its time", async () => {
  const peer = { name: "one", turn: turns(100, 100) };
  const rows = await contest({
    what: "a task",
    rounds: 1,
    unit: "answers/s",
    ours: turns(200),
    peers: [
      { ...peer, goal: null },
      { ...peer, goal: { atMost: 0.4 } },
    ],
  });
  expect(rows.map(({ median }) => median)).toEqual([2, 0.5]);
});

test("sides take turns, and each round begins with another one", async () => {
  const order: string[] = [];
  const turn = (name: string) => () => Promise.resolve(order.push(name));
  const peers = ["b", "c"].map((name) => ({ name, turn: turn(name), goal: null }));
  await contest({ what: "a task", rounds: 3, unit: "ms", ours: turn("a"), peers });
  expect(order.join("")).toBe("abcbcacab");
});
