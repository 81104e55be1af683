import type { HubReader } from "../koji/hub-reader.ts";
import type { Build } from "../model/build.ts";
import { PARENT_METHODS } from "../model/image-method.ts";
import type { Task } from "../model/task.ts";
import type { BuildLoaders } from "./build.ts";
import type { CachedReader } from "./cached-reader.ts";
import { each, once } from "./each.ts";
import { fromSeconds, toSeconds } from "./hub-times.ts";
import type { TaskLoaders } from "./task.ts";

/** `reach`: of what was made after it nothing is missing. The window's start, or later where a list had to be cut. */
export type Looked<T> = { readonly found: readonly T[]; readonly reach: Date };

/**
 * How far back attempts without a build are looked for, 3 KB each: two weeks of failures tell what a month of them would.
 * Builds, which most attempts became, are known from before.
 */
export const UNCLOSED_MS = 14 * 86_400_000;

/** What happened to images of a hub within its window, for whoever looks at many of them at once. */
export type Recent = {
  readonly since: Date;
  /** Every image build, newest first. */
  readonly builds: () => Promise<Looked<Build>>;
  /** Parent tasks that did not end well or have not ended, scratch ones among them, with their requests. */
  readonly unclosedTasks: (methods?: readonly string[]) => Promise<Looked<Task>>;
  /** Whether the builds were asked for, so that they cost no more. */
  readonly isAsked: () => boolean;
  /** Whether they were asked for or are at hand, so that the hub is not asked for them. */
  readonly isAtHand: () => boolean;
  /** Of the builds, if they are there already, the ids of those that have files. */
  readonly withFiles: () => readonly number[];
};

/** Without a cache nothing is at hand. */
export type RecentReader = Pick<HubReader, "readImageWindow" | "readUnclosedTasks"> &
  Partial<Pick<CachedReader, "holdsImageWindow">>;

type Sources = {
  readonly builds: BuildLoaders;
  readonly tasks: TaskLoaders;
  readonly since: Date;
  /** Where attempts without a build begin to be looked for. */
  readonly unclosedSince: Date;
};

export function createRecent(reader: RecentReader, { builds, tasks, since, unclosedSince }: Sources): Recent {
  let asked = false;
  let withFiles: readonly number[] = [];
  const tasksOf = each("unclosed tasks", async (method: string) => {
    const { rows, reach } = await reader.readUnclosedTasks({ method, since: toSeconds(unclosedSince) });
    return { found: tasks.learn(rows), reach: fromSeconds(reach) };
  });
  const readBuilds = once(async () => {
    const { rows, reach } = await reader.readImageWindow(toSeconds(since));
    const found = builds.learn(rows, "image");
    withFiles = found.filter(hasFiles).map(({ kojiId }) => kojiId);
    return { found, reach: fromSeconds(reach) };
  });
  return {
    since,
    builds: () => {
      asked = true;
      return readBuilds();
    },
    unclosedTasks: async (methods = PARENT_METHODS) => {
      const lists = await Promise.all(methods.map((method) => tasksOf.load(method)));
      return {
        found: lists.flatMap(({ found }) => found),
        reach: latest([unclosedSince, ...lists.map(({ reach }) => reach)]),
      };
    },
    isAsked: () => asked,
    isAtHand: () => asked || (reader.holdsImageWindow?.() ?? false),
    withFiles: () => withFiles,
  };
}

/** Koji keeps the list of a deleted build's files. */
const hasFiles = ({ state }: Build) => state === "COMPLETE" || state === "DELETED";

export const latest = (dates: readonly Date[]): Date => new Date(Math.max(...dates.map(Number)));
