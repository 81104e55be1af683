import { encodeCall, encodeFault, encodeResponse } from "../../koji/xmlrpc/encode.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { answerSearch } from "../collect.ts";
import { genericFault } from "../fault.ts";
import { isLazy, queryOpts, type Source } from "../query.ts";
import { isStruct, type Row } from "../values.ts";
import { USERS } from "../world/people.ts";
import { type Task, TASK } from "../world/plan.ts";
import type { World } from "../world/world.ts";
import type { Handler, Methods } from "./hub.ts";
import { needTask, taskIdOf } from "./lookups.ts";
import { taskRow, taskState } from "./rows.ts";
import { deliverResult, requestOf, resultOf } from "./task-content.ts";
import { taskSearch } from "./task-search.ts";
import { taskTests } from "./task-tests.ts";

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

const listTasks: Handler = ({ world }, args) => {
  const opts = queryOpts(args["queryOpts"]);
  const filters = isStruct(args["opts"]) ? args["opts"] : {};
  const now = world.now();
  const tests = taskTests(filters, now, isLazy(opts));
  const decode = filters["decode"] === true && !opts.asList;
  const content = decode ? decodedContent : rawContent;
  const source: Source<Task> = {
    row: (task) => ({ ...taskRow(task, now), ...ownerOf(task), request: null, result: null }),
    column: (task, name) => taskColumn(task, name, now),
    finish: (task, row) => ({ ...row, ...content(world, task) }),
  };
  return answerSearch(taskSearch(world, filters, tests), source, opts);
};

/** To sort by: times as numbers have the order of times as text. */
function taskColumn(task: Task, name: string, now: number): XmlRpcValue | undefined {
  if (name === "id") return task.id;
  if (name === "create_time") return task.createMs;
  if (name === "completion_time") return task.endMs > now ? null : task.endMs;
  return taskRow(task, now)[name];
}

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

export const TASK_METHODS: Methods = {
  getTaskInfo,
  getTaskChildren,
  getTaskDescendents,
  getTaskResult,
  listTasks,
  getTaskRequest: ({ world }, args) => requestOf(world, needTask(world, args["taskId"])),
  taskFinished: ({ world }, args) => needTask(world, args["taskId"]).endMs <= world.now(),
};
