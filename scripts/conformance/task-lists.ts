import type { Check } from "./check.ts";
import type { Row } from "./hub.ts";
import { CHILD_METHODS, imageMethodOf, PARENT_METHODS } from "./image-methods.ts";
import { number, numberOrNull, rowOrNull, rows, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { numberOf, stateOf, TASK_STATES } from "./states.ts";
import { instant } from "./times.ts";
import { walk, walked } from "./walk.ts";

/** The API's, as far as it is given. */
type TaskFilter = {
  readonly method?: readonly string[];
  readonly imageMethod?: readonly string[];
  readonly state?: readonly string[];
  readonly owner?: string;
  readonly channel?: string;
  readonly host?: string;
  readonly arch?: string;
  readonly createdAfter?: string;
  readonly createdBefore?: string;
  readonly parentsOnly?: boolean;
};

/** A longer list is cut by time: each row of a child comes with its whole list of rpms. */
const LONGEST = { parents: 150, any: 40 };

/** A list of tasks with a random filter that one of `ids` fits, in random pages. */
export async function taskListCheck(sides: Sides, ids: readonly number[]): Promise<Check | null> {
  const { hub, ask, random } = sides;
  const tasks = rows(await hub("getTaskInfo", random.some(ids, 3)));
  if (tasks.length === 0) return null;
  const filter = await shortened(sides, await randomFilter(sides, tasks));
  const pageSize = 3 + random.below(25);
  return {
    kind: "list of tasks",
    thing: `${JSON.stringify(filter)} by ${pageSize}`,
    hub: async () => {
      const found = await listed(sides, filter);
      return { ...walked(found), totalCount: found.length };
    },
    gateway: async () => {
      const pages = await walk(ask, { operation: "tasks", filter }, pageSize);
      return Object.assign({}, pages, (await ask("tasks-count", { filter }))["list"]);
    },
  };
}

async function randomFilter({ hub, random }: Sides, tasks: readonly Row[]): Promise<TaskFilter> {
  const one = random.pick(tasks);
  const [createdAfter, createdBefore] = tasks.map((task) => instant(text(task, "create_time"))).toSorted();
  const nameOf = async (method: string, member: string) => {
    const id = numberOrNull(one, member);
    const row = id === null ? null : rowOrNull(await hub(method, id));
    return row === null ? null : text(row, "name");
  };
  const [owner, channel, host] = [
    await nameOf("getUser", "owner"),
    await nameOf("getChannel", "channel_id"),
    await nameOf("getHost", "host_id"),
  ];
  const [method, arch] = [text(one, "method"), textOrNull(one, "arch")];
  const imageMethod = imageMethodOf(method);
  const states = [stateOf(TASK_STATES, number(one, "state")), ...random.some(TASK_STATES, random.below(3))];
  return {
    ...(random.chance(0.3)
      ? { method: [...new Set([method, ...random.some(Object.keys(PARENT_METHODS), random.below(3))])] }
      : {}),
    ...(random.chance(0.3) && imageMethod ? { imageMethod: [imageMethod] } : {}),
    ...(random.chance(0.3) ? { state: [...new Set(states)] } : {}),
    ...(random.chance(0.2) && owner ? { owner } : {}),
    ...(random.chance(0.2) && channel ? { channel } : {}),
    ...(random.chance(0.15) && host ? { host } : {}),
    ...(random.chance(0.15) && arch ? { arch } : {}),
    ...(random.chance(0.2) && createdAfter ? { createdAfter } : {}),
    ...(random.chance(0.2) && createdBefore && createdBefore !== createdAfter ? { createdBefore } : {}),
    ...(random.chance(0.5) && one["parent"] === null ? { parentsOnly: true } : {}),
  };
}

async function shortened(sides: Sides, filter: TaskFilter): Promise<TaskFilter> {
  const base = await hubFilter(sides, filter);
  const offset = filter.parentsOnly ? LONGEST.parents : LONGEST.any;
  const [one] = rows(await sides.hub("listTasks", base, { order: "-id", offset, limit: 1 }));
  if (one === undefined) return filter;
  const createdAfter = instant(text(one, "create_time"));
  return { ...filter, createdAfter: [createdAfter, filter.createdAfter ?? ""].toSorted()[1] ?? createdAfter };
}

/** Numbers of all tasks of the filter, newest first. */
async function listed(sides: Sides, filter: TaskFilter): Promise<readonly number[]> {
  const base = await hubFilter(sides, filter);
  const methods = methodsOf(filter);
  const found: Row[] = [];
  for (const method of methods ?? [null]) {
    found.push(...rows(await sides.hub("listTasks", { ...base, ...(method === null ? {} : { method }) }, {})));
  }
  return found.map((row) => number(row, "id")).toSorted((a, b) => b - a);
}

/** Null: any. */
function methodsOf({ method, imageMethod, parentsOnly }: TaskFilter): readonly string[] | null {
  const all = { ...PARENT_METHODS, ...(parentsOnly ? {} : CHILD_METHODS) };
  const ofImages = imageMethod && Object.keys(all).filter((task) => imageMethod.includes(all[task] ?? ""));
  if (method && ofImages) return method.filter((task) => ofImages.includes(task));
  return method ?? ofImages ?? null;
}

/** What the hub filters by, methods left out: it takes one of them a call. */
async function hubFilter({ hub }: Sides, filter: TaskFilter): Promise<Row> {
  const idOf = async (method: string, name: string) => number(rowOrNull(await hub(method, name)) ?? {}, "id");
  return {
    ...(filter.state ? { state: filter.state.map((state) => numberOf(TASK_STATES, state)) } : {}),
    ...(filter.owner ? { owner: await idOf("getUser", filter.owner) } : {}),
    ...(filter.channel ? { channel_id: await idOf("getChannel", filter.channel) } : {}),
    ...(filter.host ? { host_id: await idOf("getHost", filter.host) } : {}),
    ...(filter.arch ? { arch: [filter.arch] } : {}),
    ...(filter.parentsOnly ? { parent: null } : {}),
    ...(filter.createdAfter ? { createdAfter: Date.parse(filter.createdAfter) / 1000 } : {}),
    ...(filter.createdBefore ? { createdBefore: Date.parse(filter.createdBefore) / 1000 } : {}),
  };
}
