import { expect, test } from "vitest";
import { createHubHealth } from "../../koji/wire/hub-health.ts";

function healthAndClock() {
  let time = Date.UTC(2026, 10, 22);
  const health = createHubHealth(() => time);
  return { health, pass: (seconds: number) => (time += seconds * 1000) };
}

test("latency is the median of recent answers", () => {
  const { health } = healthAndClock();
  for (const ms of [100, 9000, 200]) health.succeeded(ms, null);
  expect(health.report()).toMatchObject({ state: "UP", latencySeconds: 0.2 });
});

test("a hub that answers slowly is degraded, and its slowness is told", () => {
  const { health } = healthAndClock();
  for (const ms of [6000, 7000, 8000]) health.succeeded(ms, null);
  expect(health.report()).toMatchObject({ state: "DEGRADED", message: "The hub takes 7.0 s to answer." });
});

test("a failure is forgotten after five minutes of answers", () => {
  const { health, pass } = healthAndClock();
  health.failed("refused");
  pass(10);
  health.succeeded(100, null);
  expect(health.report()).toMatchObject({ state: "DEGRADED", message: "refused" });
  pass(295);
  health.succeeded(100, null);
  expect(health.report()).toMatchObject({ state: "UP", message: null });
});

test("a failure is forgotten after many answers", () => {
  const { health } = healthAndClock();
  health.failed("refused");
  for (let turn = 0; turn < 20; turn += 1) health.succeeded(100, null);
  expect(health.report().state).toBe("UP");
});

test("a hub that failed last stays down, however long ago that was", () => {
  const { health, pass } = healthAndClock();
  health.succeeded(100, "1.35.3");
  const lastSuccessAt = health.report().lastSuccessAt;
  pass(60);
  health.failed("refused");
  pass(3600);
  expect(health.report()).toEqual({
    state: "DOWN",
    latencySeconds: null,
    lastSuccessAt,
    message: "refused",
    hubVersion: "1.35.3",
  });
});
