import type { Build } from "./build.ts";
import type { ImageRequest, TaskState } from "./task.ts";

/**
 * How an attempt to build an image stands. A deleted build gave an image once, which ended any row of failures before
 * it; there is nothing of it to have now. A cancelled attempt gave no image, as a failed one.
 */
export type AttemptOutcome = "RUNNING" | "GOOD" | "FAILED" | "DELETED";

/** One try to build an image that is not scratch: a build, or a task that died before Koji made a build of it. */
export type Attempt = {
  /** The parent task; null for imported builds. */
  readonly taskId: number | null;
  readonly build: Build | null;
  readonly outcome: AttemptOutcome;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
};

/** What is known of attempts beyond their outcome, by parent task. An absent key: not known yet, ask the hub. */
export type Evidence = {
  /** Null: the task's request says nothing of an image. */
  readonly requests: ReadonlyMap<number, ImageRequest | null>;
  /** Arches whose own task failed or was cancelled. */
  readonly failedArches: ReadonlyMap<number, readonly string[]>;
};

const BUILD_OUTCOMES = {
  BUILDING: "RUNNING",
  COMPLETE: "GOOD",
  DELETED: "DELETED",
  FAILED: "FAILED",
  CANCELED: "FAILED",
} as const;

export const attemptOfBuild = (build: Build): Attempt => ({
  taskId: build.taskId,
  build,
  outcome: BUILD_OUTCOMES[build.state],
  createdAt: build.createdAt,
  endedAt: build.state === "BUILDING" ? null : (build.completedAt ?? build.createdAt),
});

/** For a task without a build. A closed one made no build although it ended well: nothing came of it. */
export function attemptOfTask(task: {
  readonly kojiId: number;
  readonly state: TaskState;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
}): Attempt {
  const ended = task.state === "FAILED" || task.state === "CANCELED" || task.state === "CLOSED";
  return {
    taskId: task.kojiId,
    build: null,
    outcome: ended ? "FAILED" : "RUNNING",
    createdAt: task.createdAt,
    endedAt: ended ? (task.completedAt ?? task.createdAt) : null,
  };
}

/**
 * Builds, and those tasks that have no build among them; newest first, each once. A build that is made again after a
 * failure keeps its id and belongs to the new task: the old task is an attempt of its own.
 */
export function mergeAttempts(
  builds: readonly Build[],
  tasks: readonly Parameters<typeof attemptOfTask>[0][],
): readonly Attempt[] {
  const ofBuilds = [...new Map(builds.map((build) => [build.kojiId, attemptOfBuild(build)])).values()];
  const built = new Set(ofBuilds.map(({ taskId }) => taskId));
  const unbuilt = new Map(tasks.filter(({ kojiId }) => !built.has(kojiId)).map((task) => [task.kojiId, task]));
  const attempts = [...ofBuilds, ...[...unbuilt.values()].map(attemptOfTask)];
  const started = attempts.filter(({ taskId }) => taskId !== null).sort(byTask);
  const imported = attempts.filter(({ taskId }) => taskId === null).sort(byTime);
  return interleave(started, imported);
}

/** Task ids grow with time and tell the order of starts better than the times of builds, which wait for a builder. */
const byTask = (a: Attempt, b: Attempt) => (b.taskId ?? 0) - (a.taskId ?? 0) || byTime(a, b);

const byTime = (a: Attempt, b: Attempt) =>
  b.createdAt.getTime() - a.createdAt.getTime() || (b.build?.kojiId ?? 0) - (a.build?.kojiId ?? 0);

/** Imported builds have only their own time: each stands before the first that began before it. */
function interleave(started: readonly Attempt[], imported: readonly Attempt[]): readonly Attempt[] {
  const merged: Attempt[] = [];
  let next = 0;
  for (const attempt of started) {
    for (let one = imported[next]; one && one.createdAt > attempt.createdAt; one = imported[++next]) merged.push(one);
    merged.push(attempt);
  }
  return [...merged, ...imported.slice(next)];
}
