import type { HubReader } from "../koji/hub-reader.ts";
import type { TaskRow } from "../koji/rows.ts";
import type { XmlRpcStruct } from "../koji/xmlrpc/value.ts";
import { IMAGE_METHODS } from "../model/image-method.ts";
import type { Page, PageArgs } from "../model/page.ts";
import { TASK_STATES, type Task, type TaskFilter } from "../model/task.ts";
import { tightest } from "./build-list.ts";
import type { HostLoaders } from "./host.ts";
import { type PositionList, positionPage } from "./position-page.ts";
import type { TaskLoaders } from "./task.ts";

/** Parent tasks looked at for one page of an image's attempts: the hub cannot filter by image. 5 KB each. */
const MAX_SCANNED = 1000;
/** Fewer than a hub answers lazily, more than a page. */
const ATTEMPTS_CHUNK = 200;

export type TaskLists = {
  /** Tasks of a hub, newest first; everything is filtered by the hub. */
  readonly tasks: (filter: TaskFilter, args: PageArgs) => Promise<Page<Task>>;
  /** Parent tasks that were to build this image, scratch ones among them, newest first. */
  readonly attempts: (isOfImage: IsOfImage, methods: readonly string[], args: PageArgs) => Promise<Page<Task>>;
};

/** Which of these parent tasks are for the image. */
export type IsOfImage = (tasks: readonly Task[]) => Promise<readonly boolean[]>;

export function createTaskLists(
  reader: HubReader,
  { tasks, hosts }: { tasks: TaskLoaders; hosts: HostLoaders },
): TaskLists {
  return {
    tasks: async (filter, args) => {
      const base = await hubFilter(filter, hosts);
      const streams = base === null ? [] : methodsOf(filter).map((method) => ({ ...base, ...method }));
      return positionPage(
        {
          ...taskList(reader, streams, filter),
          keep: (rows) => Promise.resolve(tasks.learn(rows)),
          chunk: null,
          maxRows: Number.MAX_SAFE_INTEGER,
        },
        args,
      );
    },
    attempts: (isOfImage, methods, args) => {
      const streams = methods.map((method) => ({ method, parent: null }));
      return positionPage(
        {
          ...taskList(reader, streams, {}),
          chunk: ATTEMPTS_CHUNK,
          count: () => Promise.resolve(null),
          keep: async (rows) => {
            const found = tasks.learn(rows);
            const ofImage = await isOfImage(found);
            return found.map((task, index) => (ofImage[index] ? task : null));
          },
          maxRows: MAX_SCANNED,
        },
        args,
      );
    },
  };
}

type TimeFilter = Pick<TaskFilter, "createdAfter" | "createdBefore">;

/** Of all tasks, more than a hundred million, the hub can sort only by id. */
function taskList(
  reader: HubReader,
  filters: readonly XmlRpcStruct[],
  filter: TimeFilter,
): Pick<PositionList<TaskRow, Task>, "idOf" | "streams" | "count"> {
  const times = tightest(filter, { madeAfter: null, madeBefore: null });
  return {
    idOf: ({ id }) => id,
    streams: filters.map(
      (one) =>
        ({ order, ...cut }) =>
          reader.listTasks({ ...one, ...times }, { order: order === "newest first" ? "-id" : "id", ...cut }),
    ),
    count: async () => {
      const counts = await Promise.all(filters.map((one) => reader.countTasks({ ...one, ...times })));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

/** One stream per method, for the hub takes one method a call; one for any method. */
function methodsOf({ method, imageMethod, parentsOnly }: TaskFilter): readonly { readonly method?: string }[] {
  const ofImages = imageMethod?.flatMap((one): string[] => {
    const { parent, child } = IMAGE_METHODS[one];
    return [parent, parentsOnly ? null : child].filter((name) => name !== null);
  });
  const named = method && method.length > 0 ? [...method] : null;
  const both = named && ofImages ? named.filter((name) => ofImages.includes(name)) : (named ?? ofImages ?? null);
  return both === null ? [{}] : [...new Set(both)].map((name) => ({ method: name }));
}

/** The hub's own filter; null where a name in it is unknown to the hub, so that nothing can match. */
async function hubFilter(filter: TaskFilter, hosts: HostLoaders): Promise<XmlRpcStruct | null> {
  const [owner, channel, host] = await Promise.all([
    filter.owner ? hosts.user.load(filter.owner) : undefined,
    filter.channel ? hosts.channel.load(filter.channel) : undefined,
    filter.host ? hosts.host.load(filter.host) : undefined,
  ]);
  if (owner === null || channel === null || host === null) return null;
  return {
    ...(owner ? { owner: owner.kojiId } : {}),
    ...(channel ? { channel_id: channel.kojiId } : {}),
    ...(host ? { host_id: host.kojiId } : {}),
    ...(filter.arch ? { arch: [filter.arch] } : {}),
    ...(filter.state && filter.state.length > 0
      ? { state: [...new Set(filter.state)].map((state) => TASK_STATES.indexOf(state)) }
      : {}),
    ...(filter.parentsOnly ? { parent: null } : {}),
  };
}
