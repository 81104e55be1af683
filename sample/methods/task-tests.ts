import { sqlFault } from "../fault.ts";
import { repr } from "../values.ts";
import { channelId } from "../world/hosts.ts";
import type { Task } from "../world/plan.ts";
import { NO_OPERATOR } from "./lookups.ts";
import { taskState } from "./rows.ts";
import { compareTimes, timeFilter } from "./times.ts";

type Test = (task: Task) => boolean;

/** What listTasks asks of a task. */
export function taskTests(filters: Readonly<Record<string, unknown>>, now: number, lazy: boolean): readonly Test[] {
  const tests: Test[] = [];
  const columns: Readonly<Record<string, (task: Task) => unknown>> = {
    arch: (task) => task.arch,
    state: (task) => taskState(task, now),
    owner: (task) => task.owner,
    host_id: (task) => (task.assignMs <= now ? task.hostId : null),
    channel_id: (task) => channelId(task.channel),
    parent: (task) => task.parent?.id ?? null,
  };
  for (const [column, read] of Object.entries(columns)) {
    const listOnly = column === "arch" || column === "state";
    for (const negated of [false, true]) {
      const key = negated ? `not_${column}` : column;
      if (Object.hasOwn(filters, key))
        tests.push(columnTest({ column, negated, listOnly, lazy, value: filters[key], read }));
    }
  }
  if (Object.hasOwn(filters, "method")) tests.push(methodTest(filters["method"], lazy));
  return [...tests, ...timeTests(filters, now, lazy)];
}

type Column = {
  readonly column: string;
  readonly negated: boolean;
  readonly listOnly: boolean;
  readonly lazy: boolean;
  readonly value: unknown;
  readonly read: (task: Task) => unknown;
};

function columnTest({ column, negated, listOnly, lazy, value, read }: Column): Test {
  const operator = negated ? "NOT IN" : "IN";
  if (Array.isArray(value)) {
    if (value.length === 0)
      throw sqlFault("SyntaxError", `syntax error at or near ")"\nLINE 5:  WHERE (${column} ${operator} ())\n`, lazy);
    // NULL is neither in a list nor outside of one.
    return (task) => read(task) !== null && value.includes(read(task)) !== negated;
  }
  if (listOnly)
    throw sqlFault(
      "SyntaxError",
      `syntax error at or near "${repr(value)}"\nLINE 5:  WHERE (${column} ${operator} ${repr(value)})\n`,
      lazy,
    );
  if (value === null) return (task) => (read(task) === null) !== negated;
  return (task) => read(task) !== null && (read(task) === value) !== negated;
}

function methodTest(method: unknown, lazy: boolean): Test {
  if (Array.isArray(method))
    throw sqlFault(
      "UndefinedFunction",
      `operator does not exist: text = record\nLINE 5:  WHERE (method = (${method.map(repr).join(", ")}))\n${NO_OPERATOR}`,
      lazy,
    );
  return (task) => task.method === method;
}

const TIMES: readonly (readonly [key: string, column: "createMs" | "startMs" | "endMs", sign: 1 | -1])[] = [
  ["createdBefore", "createMs", 1],
  ["createdAfter", "createMs", -1],
  ["startedBefore", "startMs", 1],
  ["startedAfter", "startMs", -1],
  ["completeBefore", "endMs", 1],
  ["completeAfter", "endMs", -1],
  ["completedBefore", "endMs", 1],
  ["completedAfter", "endMs", -1],
];

function timeTests(filters: Readonly<Record<string, unknown>>, now: number, lazy: boolean): Test[] {
  return TIMES.flatMap(([key, column, sign]): Test[] => {
    const limit = timeFilter(filters[key], `${column} ${sign === 1 ? "<" : ">"}`, lazy);
    return limit === null ? [] : [(task) => task[column] <= now && sign * compareTimes(limit, task[column]) > 0];
  });
}
