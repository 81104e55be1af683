import { expect, test } from "vitest";
import { createTokenBucket } from "../../../koji/wire/token-bucket.ts";

function bucketAndClock({ perSecond = 10, burst = 20 } = {}) {
  let time = 1_000_000;
  const bucket = createTokenBucket({ perSecond, burst, now: () => time });
  return { ...bucket, pass: (ms: number) => (time += ms) };
}

test("a bucket is full at first, and tells when there will be enough", () => {
  const { available, spend, msUntil } = bucketAndClock();
  expect([available(), msUntil(20)]).toEqual([20, 0]);
  spend(15);
  expect([available(), msUntil(5), msUntil(6), msUntil(20)]).toEqual([5, 0, 100, 1500]);
});

test("it fills by and by, and never over", () => {
  const { available, spend, pass } = bucketAndClock();
  spend(20);
  pass(99);
  expect(available()).toBe(0);
  pass(1);
  expect(available()).toBe(1);
  pass(60_000);
  expect(available()).toBe(20);
});

test("what is spent that was not there is missing later", () => {
  const { available, spend, msUntil, pass } = bucketAndClock();
  spend(30);
  expect([available(), msUntil(1)]).toEqual([0, 1100]);
  pass(1000);
  expect([available(), msUntil(1)]).toEqual([0, 100]);
});

test("a clock that is put back takes nothing away", () => {
  const { available, spend, pass } = bucketAndClock();
  spend(10);
  pass(-60_000);
  expect(available()).toBe(10);
  pass(100);
  expect(available()).toBe(11);
});

test("without a limit there are always enough", () => {
  const { available, spend, msUntil, pass } = bucketAndClock({
    perSecond: Number.MAX_SAFE_INTEGER,
    burst: Number.MAX_SAFE_INTEGER,
  });
  for (let turn = 0; turn < 100; turn += 1) {
    spend(1_000_000);
    pass(turn % 2);
  }
  expect(available()).toBeGreaterThan(1e12);
  expect(msUntil(240)).toBe(0);
});
