import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attemptOfBuild, attemptOfTask, mergeAttempts } from "../../model/attempt.ts";
import type { BuildState } from "../../model/build.ts";
import type { TaskState } from "../../model/task.ts";
import { aBuild, aTask, at } from "../support/builds.ts";

const ids = (attempts: ReturnType<typeof mergeAttempts>) =>
  attempts.map(({ taskId, build }) => [taskId, build?.kojiId ?? null]);

describe("an attempt", () => {
  test.each<[BuildState, string]>([
    ["BUILDING", "RUNNING"],
    ["COMPLETE", "GOOD"],
    ["DELETED", "DELETED"],
    ["FAILED", "FAILED"],
    ["CANCELED", "FAILED"],
  ])("whose build is %s is %s", (state, outcome) => {
    expect(attemptOfBuild(aBuild({ state })).outcome).toBe(outcome);
  });

  test.each<[TaskState, string]>([
    ["FREE", "RUNNING"],
    ["ASSIGNED", "RUNNING"],
    ["OPEN", "RUNNING"],
    ["FAILED", "FAILED"],
    ["CANCELED", "FAILED"],
    ["CLOSED", "FAILED"],
  ])("without a build whose task is %s is %s", (state, outcome) => {
    const attempt = attemptOfTask(aTask({ kojiId: 7, state }));
    expect(attempt).toMatchObject({ outcome, taskId: 7, build: null });
  });

  test("ends with its build or task, and not while that runs", () => {
    expect(attemptOfBuild(aBuild({ completedAt: at(9) })).endedAt).toEqual(at(9));
    expect(attemptOfBuild(aBuild({ state: "BUILDING", completedAt: null })).endedAt).toBeNull();
    expect(attemptOfTask(aTask({ state: "FAILED", completedAt: at(9) })).endedAt).toEqual(at(9));
    expect(attemptOfTask(aTask({ state: "OPEN", completedAt: null })).endedAt).toBeNull();
  });

  test("that ended, and the hub tells no moment, ended when it began", () => {
    expect(attemptOfBuild(aBuild({ state: "CANCELED", createdAt: at(3), completedAt: null })).endedAt).toEqual(at(3));
    expect(attemptOfTask(aTask({ state: "CANCELED", createdAt: at(3), completedAt: null })).endedAt).toEqual(at(3));
  });
});

describe("builds and tasks", () => {
  test("of the same attempt are one", () => {
    const attempts = mergeAttempts(
      [aBuild({ kojiId: 5, taskId: 20, state: "FAILED" })],
      [aTask({ kojiId: 20, state: "FAILED" })],
    );
    expect(ids(attempts)).toEqual([[20, 5]]);
  });

  test("both count where a build was made again: it keeps its id and takes the new task", () => {
    const again = aBuild({ kojiId: 102, taskId: 615, createdAt: at(12) });
    const other = aBuild({ kojiId: 103, taskId: 520, createdAt: at(1) });
    const attempts = mergeAttempts([again, other], [aTask({ kojiId: 499, state: "FAILED", createdAt: at(0) })]);
    expect(ids(attempts)).toEqual([
      [615, 102],
      [520, 103],
      [499, null],
    ]);
  });

  test("read twice count once, as the later reading says", () => {
    const builds = [aBuild({ kojiId: 5, state: "BUILDING" }), aBuild({ kojiId: 5, state: "COMPLETE" })];
    const task = aTask({ kojiId: 6, state: "OPEN" });
    const attempts = mergeAttempts(builds, [task, task]);
    expect(ids(attempts)).toEqual([
      [6, null],
      [5, 5],
    ]);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(["RUNNING", "GOOD"]);
  });

  test("are in the order in which their tasks began, though a build waited long for its builder", () => {
    const waited = aBuild({ kojiId: 1, taskId: 10, createdAt: at(100) });
    expect(ids(mergeAttempts([waited], [aTask({ kojiId: 11, state: "FAILED", createdAt: at(50) })]))).toEqual([
      [11, null],
      [10, 1],
    ]);
  });

  test("have imported builds among them, by time", () => {
    const imported = [
      aBuild({ kojiId: 8, taskId: null, createdAt: at(2.5) }),
      aBuild({ kojiId: 9, taskId: null, createdAt: at(9) }),
    ];
    const attempts = mergeAttempts([aBuild({ kojiId: 2 }), ...imported, aBuild({ kojiId: 3 })], []);
    expect(ids(attempts)).toEqual([
      [null, 9],
      [3, 3],
      [null, 8],
      [2, 2],
    ]);
  });

  test("come in one order, whatever order the hub gives them in", () => {
    const hour = fc.integer({ min: 0, max: 5 });
    const build = fc.record({ hour, hasTask: fc.boolean() });
    const drawn = fc.array(build, { maxLength: 12, size: "max" }).chain((builds) => {
      const rows = builds.map(({ hour, hasTask }, index) =>
        aBuild({ kojiId: index + 1, taskId: hasTask ? index + 1 : null, createdAt: at(hour) }),
      );
      return fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }));
    });
    fc.assert(
      fc.property(drawn, ([rows, shuffled]) => {
        expect(ids(mergeAttempts(shuffled, []))).toEqual(ids(mergeAttempts(rows, [])));
      }),
    );
  });
});
