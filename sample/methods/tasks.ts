import { encodeCall, encodeFault, encodeResponse } from "../../koji/xmlrpc/encode.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { genericFault, sqlFault } from "../fault.ts";
import { isLazy, queryOpts, runQuery } from "../query.ts";
import { isStruct, repr, type Row } from "../values.ts";
import { channelId } from "../world/hosts.ts";
import { USERS } from "../world/people.ts";
import { type Task, TASK } from "../world/plan.ts";
import type { World } from "../world/world.ts";
import type { Handler, Methods } from "./hub.ts";
import { NO_OPERATOR, needTask, taskIdOf } from "./lookups.ts";
import { taskRow, taskState } from "./rows.ts";
import { deliverResult, requestOf, resultOf } from "./task-content.ts";
import { compareTimes, timeFilter } from "./times.ts";

function info(world: World, task: Task, request: unknown): Row {
  const row = taskRow(task, world.now());
  return request === true ? { ...row, request: requestOf(world, task) } : row;
}

const getTaskInfo: Handler = ({ world }, args) => {
  const { task_id: ids, request, strict } = args;
  const one = (id: unknown): XmlRpcValue => {
    const task = strict === true ? needTask(world, id) : world.task(taskIdOf(id));
    return task === null ? null : info(world, task, request);
  };
  return Array.isArray(ids) ? ids.map(one) : one(ids);
};

const childrenNow = (world: World, task: Task): readonly Task[] =>
  task.children.filter(({ createMs }) => createMs <= world.now());

const getTaskChildren: Handler = ({ world }, args) => {
  const task = args["strict"] === true ? needTask(world, args["task_id"]) : world.task(taskIdOf(args["task_id"]));
  return task === null ? [] : childrenNow(world, task).map((child) => info(world, child, args["request"]));
};

const getTaskDescendents: Handler = ({ world }, args) => {
  const id = taskIdOf(args["task_id"]);
  const found: Record<string, XmlRpcValue> = {};
  const visit = (task: Task) => {
    const children = [...childrenNow(world, task)].sort((one, other) => one.id - other.id);
    found[String(task.id)] = children.map((child) => info(world, child, args["request"]));
    children.forEach(visit);
  };
  const task = world.task(id);
  if (task === null) return { [String(id)]: [] };
  visit(task);
  return found;
};

const getTaskResult: Handler = ({ world }, args) => {
  const task = world.task(taskIdOf(args["taskId"]));
  if (task === null) throw genericFault("No such task");
  return deliverResult(world, task, args["raise_fault"] !== false);
};

type Test = (task: Task) => boolean;

const listTasks: Handler = ({ world }, args) => {
  const opts = queryOpts(args["queryOpts"]);
  const filters = isStruct(args["opts"]) ? args["opts"] : {};
  const now = world.now();
  const tests = taskTests(filters, now, isLazy(opts));
  const tasks: Task[] = [];
  for (const task of world.tasks(now)) if (tests.every((test) => test(task))) tasks.push(task);
  const decode = filters["decode"] === true && !opts.asList;
  const content = decode ? decodedContent : rawContent;
  return runQuery(
    tasks,
    {
      row: (task) => ({ ...taskRow(task, now), ...ownerOf(task), request: null, result: null }),
      column: (task, name) => (name === "id" ? task.id : taskRow(task, now)[name]),
      finish: (task, row) => ({ ...row, ...content(world, task) }),
    },
    opts,
  );
};

const OWNERS = new Map(USERS.map(({ id, name, usertype }) => [id, { owner_name: name, owner_type: usertype }]));

const ownerOf = (task: Task): Row => OWNERS.get(task.owner) ?? { owner_name: null, owner_type: null };

function decodedContent(world: World, task: Task): Row {
  const result = endedResult(world, task);
  const failed = taskState(task, world.now()) === TASK.FAILED;
  return { request: requestOf(world, task), result: result === undefined ? null : failed ? result : [result] };
}

/** As it lies in Koji's database. */
function rawContent(world: World, task: Task): Row {
  const result = endedResult(world, task);
  const failed = task.fault !== null && taskState(task, world.now()) === TASK.FAILED;
  const request = encodeCall(task.method, requestOf(world, task)).toString();
  if (result === undefined) return { request, result: null };
  if (failed && task.fault !== null)
    return { request, result: encodeFault(task.fault.faultCode, task.fault.faultString).toString() };
  return { request, result: encodeResponse(result).toString() };
}

/** Undefined while there is none: a task that runs or was canceled has no result. */
function endedResult(world: World, task: Task): XmlRpcValue | undefined {
  const state = taskState(task, world.now());
  return state === TASK.CLOSED || state === TASK.FAILED ? resultOf(world, task) : undefined;
}

function taskTests(filters: Readonly<Record<string, unknown>>, now: number, lazy: boolean): readonly Test[] {
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

export const TASK_METHODS: Methods = {
  getTaskInfo,
  getTaskChildren,
  getTaskDescendents,
  getTaskResult,
  listTasks,
  getTaskRequest: ({ world }, args) => requestOf(world, needTask(world, args["taskId"])),
  taskFinished: ({ world }, args) => needTask(world, args["taskId"]).endMs <= world.now(),
};
