import { describe, expect, test } from "vitest";
import { type Breaker, createBreaker, type Outcome } from "../../../koji/wire/breaker.ts";

function breakerAndClock() {
  let time = 1_000_000;
  const changes: string[] = [];
  const breaker = createBreaker({
    now: () => time,
    random: () => 0.5,
    onOpen: () => changes.push("open"),
    onClose: () => changes.push("closed"),
  });
  return { ...breaker, changes, pass: (seconds: number) => (time += seconds * 1000) };
}

const requests = (breaker: Breaker, outcomes: readonly Outcome[]) => {
  for (const outcome of outcomes) breaker.begin()(outcome);
};

describe("a breaker opens", () => {
  test("when three requests fail in a row", () => {
    const breaker = breakerAndClock();
    requests(breaker, ["failed", "failed"]);
    expect([breaker.state(), breaker.retryAfter()]).toEqual(["CLOSED", null]);
    requests(breaker, ["failed"]);
    expect([breaker.state(), breaker.retryAfter()]).toEqual(["OPEN", 1]);
    expect(breaker.changes).toEqual(["open"]);
  });

  test("not when an answer came between", () => {
    const breaker = breakerAndClock();
    requests(breaker, ["failed", "failed", "answered", "failed", "failed"]);
    expect(breaker.state()).toBe("CLOSED");
  });

  test("whatever callers do who leave", () => {
    const breaker = breakerAndClock();
    requests(breaker, ["failed", "left", "failed", "left"]);
    expect(breaker.state()).toBe("CLOSED");
    requests(breaker, ["failed"]);
    expect(breaker.state()).toBe("OPEN");
  });

  test("once, however many more fail that left before", () => {
    const breaker = breakerAndClock();
    const underWay = [1, 2, 3, 4, 5, 6].map(() => breaker.begin());
    for (const end of underWay) end("failed");
    expect(breaker.retryAfter()).toBe(1);
    expect(breaker.changes).toEqual(["open"]);
  });
});

describe("an open breaker", () => {
  function opened() {
    const breaker = breakerAndClock();
    requests(breaker, ["failed", "failed", "failed"]);
    return breaker;
  }

  test("lets one request through after its pause, and no other meanwhile", () => {
    const { begin, retryAfter, state, pass } = opened();
    pass(1);
    expect([retryAfter(), state()]).toEqual([null, "OPEN"]);
    begin();
    expect([retryAfter(), state()]).toEqual([1, "PROBING"]);
  });

  test("closes when that one is answered", () => {
    const { begin, retryAfter, state, pass, changes } = opened();
    pass(1);
    begin()("answered");
    expect([retryAfter(), state()]).toEqual([null, "CLOSED"]);
    expect(changes).toEqual(["open", "closed"]);
  });

  test("pauses longer each time that one fails, up to half a minute", () => {
    const { begin, retryAfter, pass } = opened();
    const pauses = Array.from({ length: 7 }, () => {
      const seconds = retryAfter() ?? 0;
      pass(seconds);
      expect(retryAfter()).toBeNull();
      begin()("failed");
      return seconds;
    });
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30]);
  });

  test("begins anew with a short pause once it was closed", () => {
    const { begin, retryAfter, pass, ...breaker } = opened();
    pass(1);
    begin()("failed");
    pass(2);
    begin()("answered");
    requests({ begin, retryAfter, ...breaker }, ["failed", "failed", "failed"]);
    expect(retryAfter()).toBe(1);
  });

  test("lets the next one through when nobody waited for the first to end", () => {
    const { begin, retryAfter, state, pass } = opened();
    pass(1);
    begin()("left");
    expect([retryAfter(), state()]).toEqual([null, "OPEN"]);
  });

  test("closes too when one is answered that left before it opened", () => {
    const breaker = breakerAndClock();
    const slow = breaker.begin();
    requests(breaker, ["failed", "failed", "failed"]);
    slow("answered");
    expect(breaker.state()).toBe("CLOSED");
  });
});

test("gateways that saw a hub fail together do not come back together", () => {
  const pauses = [0, 0.999].map((random) => {
    let time = 0;
    const breaker = createBreaker({
      now: () => time,
      random: () => random,
      onOpen: () => undefined,
      onClose: () => undefined,
    });
    requests(breaker, ["failed", "failed", "failed"]);
    for (let turn = 0; turn < 6; turn += 1) {
      time += 60_000;
      requests(breaker, ["failed"]);
    }
    return breaker.retryAfter();
  });
  expect(pauses).toEqual([23, 38]);
});
