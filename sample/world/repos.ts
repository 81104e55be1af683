import { eventAt, timeOfEvent } from "./clock.ts";
import { type Task, TASK } from "./plan.ts";
import type { Release } from "./releases.ts";
import { REPOS_A_DAY } from "./side-work.ts";
import type { World } from "./world.ts";

/** koji.REPO_STATES */
export const REPO = { INIT: 0, READY: 1, EXPIRED: 2, PROBLEM: 4 } as const;

/** A repo of a build tag: what one newRepo task makes. */
export type Repo = {
  readonly id: number;
  readonly release: Release;
  readonly task: Task;
  readonly createEvent: number;
  readonly creationMs: number;
};

export function repoOf(task: Task): Repo | null {
  const { origin } = task;
  if (origin.kind !== "repo" || task.parent !== null) return null;
  const createEvent = eventAt(task.startMs + 3000);
  return { id: origin.repoId, release: origin.release, task, createEvent, creationMs: timeOfEvent(createEvent) };
}

/** By id, which says the day. */
export function repoById(world: World, id: number): Repo | null {
  const day = Math.floor(id / REPOS_A_DAY);
  return reposOf(world, day).find((repo) => repo.id === id && repo.creationMs <= world.now()) ?? null;
}

/** The newest that was ready by then. Every day makes some for each release, so that two days are enough to look at. */
export function repoFor(world: World, release: Release, ms: number): Repo | null {
  const today = world.calendar.dayOf(ms);
  for (const day of [today, today - 1])
    for (const repo of [...reposOf(world, day)].reverse())
      if (repo.release === release && repo.task.endMs <= ms && repo.task.end === TASK.CLOSED) return repo;
  return null;
}

export function* activeRepos(world: World): Generator<Repo> {
  const now = world.now();
  const today = world.calendar.dayOf(now);
  for (const day of [today - 1, today]) for (const repo of reposOf(world, day)) if (repo.creationMs <= now) yield repo;
}

function reposOf(world: World, day: number): readonly Repo[] {
  if (day < world.calendar.firstDay - 1 || day > world.today) return [];
  return world
    .day(day)
    .tasksBy("newRepo")
    .flatMap((task) => repoOf(task) ?? []);
}
