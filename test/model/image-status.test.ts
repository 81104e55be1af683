import { describe, expect, test } from "vitest";
import type { Attempt } from "../../model/attempt.ts";
import type { ImageStatus } from "../../model/image-status.ts";
import { at } from "../support/builds.ts";
import { deleted, endOf, failed, good, imported, NOON, reason, running, unborn } from "../support/attempts.ts";

const HOUR_MS = 3_600_000;

/** Attempts that a test expects by their numbers. */
function summary({ state, since, building, latest, lastGood, consecutiveFailures, decisive }: ImageStatus) {
  const number = (attempt: Attempt | null) => attempt?.taskId ?? null;
  const of = { building: number(building), latest: number(latest), lastGood: number(lastGood) };
  return { state, since, ...of, decisive: number(decisive), consecutiveFailures };
}

const statusOf = (...args: Parameters<typeof reason>) => summary(reason(...args).status);

describe("an image", () => {
  test("that nobody tried to build was never built", () => {
    const nothing = { building: null, latest: null, lastGood: null, decisive: null, consecutiveFailures: 0 };
    expect(statusOf([])).toEqual({ state: "NEVER_BUILT", since: null, ...nothing });
  });

  test("whose first attempt runs is building since that began", () => {
    expect(statusOf([running(3)])).toMatchObject({ state: "BUILDING", since: at(3), building: 3, decisive: 3 });
  });

  test("with several attempts running and none ended shows the newest, and builds since the oldest began", () => {
    expect(statusOf([running(5), running(3)])).toMatchObject({ state: "BUILDING", since: at(3), building: 5 });
  });

  test("whose newest attempt gave every arch passes since the end of the first that did", () => {
    const status = statusOf([good(4), good(3), failed(2), good(1)]);
    expect(status).toMatchObject({ state: "PASSING", since: endOf(3), latest: 4, lastGood: 4, consecutiveFailures: 0 });
  });

  test("whose newest attempt gave none fails since the end of the first that did not, and counts them", () => {
    const status = statusOf([failed(4), unborn(3), failed(2), good(1)]);
    expect(status).toMatchObject({ state: "FAILING", since: endOf(2), latest: 4, lastGood: 1, consecutiveFailures: 3 });
  });

  test("whose newest attempt lost an arch that may fail is partial since the first that did", () => {
    const failedArches = { 4: ["s390x"], 3: ["ppc64le"] };
    const status = statusOf([good(4), good(3), good(2)], { failedArches });
    expect(status).toMatchObject({ state: "PARTIAL", since: endOf(3), lastGood: 4, consecutiveFailures: 0 });
  });

  test("passes only since its last partial attempt", () => {
    const status = statusOf([good(4), good(3), good(2)], { failedArches: { 3: ["s390x"] } });
    expect(status).toMatchObject({ state: "PASSING", since: endOf(4) });
  });

  test("keeps the state of its newest ended attempt while another runs", () => {
    expect(statusOf([running(3), failed(2), good(1)])).toMatchObject({ state: "FAILING", building: 3, latest: 2 });
    expect(statusOf([running(3), good(2)])).toMatchObject({ state: "PASSING", building: 3, decisive: 2 });
  });

  test("of which an older attempt ended while a newer one still runs shows both", () => {
    expect(statusOf([running(3), good(2), running(1)])).toMatchObject({ state: "PASSING", building: 3, latest: 2 });
  });

  test("that died before Koji made a build fails, and has no newest build but an older one", () => {
    expect(statusOf([unborn(2)])).toMatchObject({ state: "FAILING", since: endOf(2), latest: null, decisive: 2 });
    expect(statusOf([unborn(2), good(1)])).toMatchObject({ state: "FAILING", latest: 1, lastGood: 1, decisive: 2 });
  });

  test("that was imported passes although no task made it", () => {
    const { status, rounds } = reason([imported(2)]);
    expect(status).toMatchObject({ state: "PASSING", since: endOf(2), lastGood: { build: { kojiId: 2 } } });
    expect(rounds).toEqual([]);
  });
});

describe("a stale image", () => {
  const staleAfterMs = 24 * HOUR_MS;
  /** The number of an attempt that ended so many hours before now, and a half. */
  const ago = (hours: number) => (NOON.getTime() - at(0).getTime()) / HOUR_MS - hours - 1;

  test("is one that passed longer ago than the catalogue allows, since the moment it became too old", () => {
    const number = ago(48);
    const since = new Date(endOf(number).getTime() + staleAfterMs);
    const status = statusOf([good(number), good(number - 1)], {}, { staleAfterMs });
    expect(status).toMatchObject({ state: "STALE", since, lastGood: number, consecutiveFailures: 0 });
  });

  test("is not asked whether an arch of it is missing", () => {
    const { status, rounds } = reason([good(ago(48))], { failedArches: { [ago(48)]: ["s390x"] } }, { staleAfterMs });
    expect(status.state).toBe("STALE");
    expect(rounds).toEqual([]);
  });

  test.each([
    ["a millisecond before", 1, "PASSING"],
    ["at the very moment", 0, "STALE"],
    ["a millisecond after", -1, "STALE"],
  ])("%s it becomes so", (_, milliseconds, state) => {
    const now = new Date(endOf(5).getTime() + staleAfterMs - milliseconds);
    expect(statusOf([good(5)], {}, { staleAfterMs, now }).state).toBe(state);
  });

  test("does not become so without a limit, nor while its newest attempt fails", () => {
    expect(statusOf([good(1)]).state).toBe("PASSING");
    expect(statusOf([failed(2), good(1)], {}, { staleAfterMs }).state).toBe("FAILING");
  });

  test("stays so while a new attempt runs", () => {
    const status = statusOf([running(ago(1)), good(ago(48))], {}, { staleAfterMs });
    expect(status).toMatchObject({ state: "STALE", building: ago(1) });
  });
});

describe("a deleted build", () => {
  test("leaves the older good one to speak for the image", () => {
    expect(statusOf([deleted(3), failed(2), good(1)])).toMatchObject({ state: "PASSING", latest: 3, lastGood: 1 });
  });

  test("with nothing good beside it leaves the image stale, and nobody knows since when", () => {
    const status = statusOf([deleted(3), failed(2), deleted(1)]);
    expect(status).toMatchObject({ state: "STALE", since: null, latest: 3, lastGood: null, decisive: 3 });
    expect(statusOf([running(4), deleted(3)])).toMatchObject({ state: "STALE", building: 4 });
  });

  test("was an image when it ended: failures after it are counted up to it", () => {
    const status = statusOf([failed(5), failed(4), deleted(3), failed(2), good(1)]);
    expect(status).toMatchObject({ state: "FAILING", since: endOf(4), consecutiveFailures: 2, lastGood: 1 });
  });

  test("was an image when it ended: those after it pass since then", () => {
    expect(statusOf([good(4), deleted(3), deleted(2), failed(1)])).toMatchObject({ state: "PASSING", since: endOf(2) });
  });
});
