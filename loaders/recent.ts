import type { HubReader } from "../koji/hub-reader.ts";
import type { Build } from "../model/build.ts";
import { PARENT_METHODS } from "../model/image-method.ts";
import type { Task } from "../model/task.ts";
import type { BuildLoaders } from "./build.ts";
import { once } from "./each.ts";
import { toSeconds } from "./hub-times.ts";
import type { TaskLoaders } from "./task.ts";

/** Rows of one page of builds: 2.4 KB each. From 1000 on the hub answers lazily, and an error would spoil its batch. */
const PAGE = 999;
/** Pages of the window at most: older builds of a busier hub are found by name. */
const MAX_PAGES = 5;
/** Image tasks of one method that ended badly or run, at most; 5 KB each. */
const MAX_TASKS_PER_METHOD = 200;

/** FREE, OPEN, CANCELED, ASSIGNED, FAILED: every state but CLOSED, whose builds the list of builds holds. */
const NOT_CLOSED = [0, 1, 3, 4, 5];

/** What happened to images of a hub within its window, for whoever looks at many of them at once. */
export type Recent = {
  readonly since: Date;
  /** Every image build, newest first. */
  readonly builds: () => Promise<readonly Build[]>;
  /** Parent tasks that did not end well or have not ended, scratch ones among them, with their requests. */
  readonly unclosedTasks: (methods?: readonly string[]) => Promise<readonly Task[]>;
};

export function createRecent(
  reader: HubReader,
  { builds, tasks, since }: { builds: BuildLoaders; tasks: TaskLoaders; since: Date },
): Recent {
  const createdAfter = toSeconds(since);
  const page = (offset: number) =>
    reader.listBuilds({ type: "image", createdAfter }, { order: "-creation_ts,-build_id", limit: PAGE, offset });
  const tasksOf = new Map<string, Promise<readonly Task[]>>();
  const unclosed = async (method: string) =>
    tasks.learn(
      // `parent: null` and a state are what the hub has an index for.
      await reader.listTasks(
        { method, parent: null, state: NOT_CLOSED, createdAfter },
        { order: "-id", limit: MAX_TASKS_PER_METHOD },
      ),
    );
  return {
    since,
    builds: once(async () => {
      const found = new Map<number, Build>();
      for (let offset = 0, full = true; full && offset < PAGE * MAX_PAGES; offset += PAGE) {
        const rows = await page(offset);
        for (const build of builds.learn(rows, "image")) found.set(build.kojiId, build);
        full = rows.length === PAGE;
      }
      return [...found.values()];
    }),
    unclosedTasks: async (methods = PARENT_METHODS) => {
      const lists = methods.map((method) => {
        const list = tasksOf.get(method) ?? unclosed(method);
        tasksOf.set(method, list);
        return list;
      });
      return (await Promise.all(lists)).flat();
    },
  };
}
