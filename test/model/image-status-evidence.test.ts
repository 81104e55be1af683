import { describe, expect, test } from "vitest";
import { endOf, failed, good, imported, reason, running, unborn } from "../support/attempts.ts";

/** `5m 4n 3mx`: tasks 5 and 3 are for target main, 4 for next. */
const requests = (text: string) =>
  Object.fromEntries(
    text.split(" ").map((word) => [Number.parseInt(word, 10), { target: word.endsWith("m") ? "main" : "next" }]),
  );

const main = { target: "main" };

describe("without a target or arch in the question", () => {
  test("a failing image needs no evidence at all", () => {
    expect(reason([failed(3), good(2), good(1)]).rounds).toEqual([]);
  });

  test("a good one needs the failed arches down to its last failure, in one round", () => {
    const { rounds } = reason([good(5), good(4), failed(3), good(2), good(1)]);
    expect(rounds).toEqual([{ requests: [], failedArches: [5, 4] }]);
  });

  test("the running ones and those without a task are not asked about", () => {
    expect(reason([running(3), imported(2), good(1)]).rounds).toEqual([{ requests: [], failedArches: [1] }]);
  });
});

describe("a question for a target", () => {
  test("asks for the three newest requests first, and of goods their failed arches with them", () => {
    const { rounds } = reason([good(5), failed(4), good(3), good(2), good(1)], { requests: requests("5m 4m") }, main);
    expect(rounds[0]).toEqual({ requests: [5, 4, 3], failedArches: [5, 3, 2, 1] });
  });

  test("has its answer in one round where the three newest tell", () => {
    const { status, rounds } = reason(
      [good(5), failed(4), good(3), good(2)],
      { requests: requests("5m 4m 3m 2m") },
      main,
    );
    expect(status).toMatchObject({ state: "PASSING", since: endOf(5) });
    expect(rounds).toHaveLength(1);
  });

  test("asks for twice as many after three that were for another", () => {
    const attempts = [9, 8, 7, 6, 5, 4, 3, 2, 1].map(failed);
    const { status, rounds } = reason(attempts, { requests: requests("9n 8n 7n 6n 5n 4n 3n 2n 1n") }, main);
    expect(status.state).toBe("NEVER_BUILT");
    expect(rounds.map((round) => round.requests)).toEqual([
      [9, 8, 7],
      [6, 5, 4, 3, 2, 1],
    ]);
  });

  test("does not ask for attempts behind one that is known to decide", () => {
    const attempts = [failed(9), good(8), good(7), good(6), good(5), good(4)];
    const { status, rounds } = reason(attempts, { requests: requests("9m 8m 7m") }, main);
    expect(status).toMatchObject({ state: "FAILING", since: endOf(9), lastGood: { taskId: 8 } });
    expect(rounds.map((round) => round.requests)).toEqual([[9, 8, 7]]);
  });

  test("counts only its own failures, and asks for each of them", () => {
    const attempts = [failed(6), failed(5), unborn(4), failed(3), good(2), good(1)];
    const { status, rounds } = reason(attempts, { requests: requests("6m 5n 4m 3m 2m") }, main);
    expect(status).toMatchObject({ state: "FAILING", since: endOf(3), consecutiveFailures: 3 });
    expect(rounds.map((round) => round.requests)).toEqual([
      [6, 5, 4],
      [2, 1, 3],
    ]);
  });

  test("sees a failure of unknown target between good ones, and asks before it says since when", () => {
    const attempts = [good(6), good(5), good(4), failed(3), good(2)];
    const told = requests("6m 5m 4m 3m 2m");
    const { status, rounds } = reason(attempts, { requests: told }, main);
    expect(status).toMatchObject({ state: "PASSING", since: endOf(4) });
    expect(rounds.map((round) => round.requests)).toEqual([[6, 5, 4], [3]]);
  });

  test("of good attempts asks for the newest and the oldest ones, not for those between", () => {
    const attempts = Array.from({ length: 12 }, (_, index) => good(12 - index));
    const told = requests("12m 11m 10m 3n 2m 1n");
    const { status, rounds } = reason(attempts, { requests: told }, main);
    expect(status).toMatchObject({ state: "PASSING", since: endOf(2) });
    expect(rounds.map((round) => round.requests)).toEqual([
      [12, 11, 10],
      [1, 2, 3],
    ]);
  });

  test("asks for the running ones beside the ended ones", () => {
    const attempts = [running(6), running(5), good(4)];
    const { status, rounds } = reason(attempts, { requests: requests("6n 5m 4m") }, main);
    expect(status).toMatchObject({ state: "PASSING", building: { taskId: 5 } });
    expect(rounds).toEqual([{ requests: [6, 5, 4], failedArches: [4] }]);
  });

  test("is not about imported builds, nor about tasks whose requests say nothing of an image", () => {
    const { status } = reason([imported(3), good(2)], { requests: { 2: null } }, main);
    expect(status).toMatchObject({ state: "NEVER_BUILT", lastGood: null });
  });
});

describe("a question for an arch", () => {
  const both = { target: "main", arches: ["x86_64", "s390x"] };
  const one = { target: "main", arches: ["x86_64"] };
  const s390x = { arch: "s390x" };

  test("looks past the attempts that were not for it", () => {
    const { status } = reason([failed(3), good(2), failed(1)], { requests: { 3: one, 2: both, 1: both } }, s390x);
    expect(status).toMatchObject({ state: "PASSING", since: endOf(2), decisive: { taskId: 2 } });
  });

  test("counts a partial image as a failure of the arch that it lost, and is never partial itself", () => {
    const truth = { requests: { 3: both, 2: both, 1: both }, failedArches: { 3: ["s390x"], 2: ["s390x"] } };
    const { status } = reason([good(3), good(2), good(1)], truth, s390x);
    expect(status).toMatchObject({ state: "FAILING", since: endOf(2), consecutiveFailures: 2 });
    expect(status).toMatchObject({ lastGood: { taskId: 1 }, latest: { taskId: 3 } });
    expect(reason([good(3), good(2), good(1)], truth, { arch: "x86_64" }).status.state).toBe("PASSING");
  });

  test("together with a target is about attempts for both", () => {
    const next = { target: "next", arches: ["x86_64", "s390x"] };
    const truth = { requests: { 3: next, 2: one, 1: both } };
    const { status } = reason([failed(3), failed(2), good(1)], truth, { ...main, ...s390x });
    expect(status).toMatchObject({ state: "PASSING", decisive: { taskId: 1 } });
  });
});
