import type { HubReader } from "../koji/hub-reader.ts";
import { withoutSecrets } from "../koji/requests/credentials.ts";
import type { TaskRow } from "../koji/rows.ts";
import { clipTasks, type UnclosedTasks } from "../koji/unclosed-tasks.ts";
import type { XmlRpcValue } from "../koji/xmlrpc/value.ts";
import { idOfQuestion, idOfThing } from "./cache-ids.ts";
import type { CachedReads } from "./cached-reads.ts";
import { once } from "./each.ts";
import { KINDS } from "./kinds.ts";
import { isLiving } from "./lifetimes.ts";

/** Tasks, what they left, and lists of them. Requests are kept without the secrets that callers wrote into them. */
export function createCachedTasks(reads: CachedReads, now: Date) {
  const { one, list, many, past } = reads;
  return {
    ...createCachedFamilies(reads, now),
    getTaskInfos: (taskIds) =>
      many(KINDS.task, taskIds.map(String), async (hub, ids) =>
        (await hub.getTaskInfos(ids.map(Number))).map((row) => (row instanceof Error ? row : row && cleaned(row))),
      ),
    getTaskResult: (taskId) => one(KINDS.taskResult, `${taskId}`, (hub) => hub.getTaskResult(taskId)),
    downloadTaskOutput: (file, piece) => past().downloadTaskOutput(file, piece),

    readUnclosedTasks: async ({ method, since }) => {
      const read = async (hub: HubReader, previous: UnclosedTasks | null) => {
        const { rows, ...found } = await hub.readUnclosedTasks({ method, since }, previous);
        return { ...found, rows: rows.map(cleaned) };
      };
      return clipTasks(await one(KINDS.unclosedTasks, idOfThing(method), read), since);
    },
    listTasks: (filter, opts) =>
      list(KINDS.tasks, idOfQuestion(filter, opts), async (hub) => (await hub.listTasks(filter, opts)).map(cleaned)),
    countTasks: (filter) => list(KINDS.taskCount, idOfQuestion(filter), (hub) => hub.countTasks(filter)),
  } satisfies Partial<HubReader>;
}

/** By then a task whose children or whose build have ended has ended itself. */
const SETTLED_AFTER_SECONDS = 3600;

/** Which tasks this process knows to have ended. */
function createEndings(peek: CachedReads["peek"], now: Date) {
  const endedLongAgo = ({ completion_ts }: Pick<TaskRow, "completion_ts">) =>
    now.getTime() / 1000 - (completion_ts ?? Infinity) > SETTLED_AFTER_SECONDS;
  const builders = once(() => {
    const builds = peek(KINDS.imageWindow, "")?.value.rows ?? [];
    return new Set(builds.flatMap((build) => (endedLongAgo(build) ? (build.task_id ?? []) : [])));
  });
  /** Null where nothing is known of the task. To be asked before what is below it, so that nothing comes between. */
  const hasEnded = (id: string): boolean | null => {
    const row = peek(KINDS.task, id)?.value ?? null;
    if (row !== null) return !isLiving(row);
    return builders().has(Number(id)) ? true : null;
  };
  return { endedLongAgo, hasEnded };
}

/** What grows below a task while it runs. */
function createCachedFamilies({ one, many, peek }: CachedReads, now: Date) {
  const { endedLongAgo, hasEnded } = createEndings(peek, now);
  return {
    getTaskChildren: async (taskId) => {
      const read = async (hub: HubReader) => {
        const ended = hasEnded(`${taskId}`);
        const rows = await hub.getTaskChildren(taskId);
        const over = ended ?? (rows.length > 0 && rows.every(endedLongAgo));
        return { rows, settled: over && !rows.some(isLiving) };
      };
      return (await one(KINDS.children, `${taskId}`, read)).rows;
    },
    listFailedChildren: async (parents) => {
      const slots = await many(KINDS.failedChildren, parents.map(String), async (hub, ids) => {
        const ended = ids.map(hasEnded);
        const lists = await hub.listFailedChildren(ids.map(Number));
        return lists.map((rows, index) =>
          rows instanceof Error ? rows : { rows: rows.map(cleaned), settled: ended[index] ?? false },
        );
      });
      return slots.map((slot) => (slot instanceof Error ? slot : slot.rows));
    },
    listTaskOutput: async (taskId) => {
      const read = async (hub: HubReader) => {
        const settled = hasEnded(`${taskId}`) ?? false;
        return { settled, files: await hub.listTaskOutput(taskId) };
      };
      return (await one(KINDS.taskOutput, `${taskId}`, read)).files;
    },
  } satisfies Partial<HubReader>;
}

function cleaned(row: TaskRow): TaskRow {
  if (row.request === undefined) return row;
  // Decoded by the codec: an XML-RPC value, whatever its shape.
  return { ...row, request: withoutSecrets(row.request as XmlRpcValue) };
}
