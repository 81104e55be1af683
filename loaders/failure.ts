import DataLoader from "dataloader";
import { faultMessage } from "../koji/wire/faults.ts";
import type { HubReader } from "../koji/hub-reader.ts";
import { FaultRow } from "../koji/rows.ts";
import type { LogFile } from "../model/artifact.ts";
import { tellingLog, writesLogs } from "../model/failure-log.ts";
import type { Task } from "../model/task.ts";
import { each } from "./each.ts";
import type { OutputLoaders } from "./task-output.ts";
import type { TaskLoaders } from "./task.ts";

/** Why a task failed: the task in its tree where it began, the code and message it ended with, the log that tells. */
export type Failure = {
  readonly task: Task;
  /** Koji's fault code; null for a cancelled task. */
  readonly code: number | null;
  readonly message: string;
  readonly log: LogFile | null;
  /** No log is left of a task that must have written some. */
  readonly logGone: boolean;
};

/** By task id; null for a task that neither failed nor was cancelled. */
export type FailureLoader = DataLoader<number, Failure | null>;

export function createFailureLoader(
  reader: HubReader,
  { tasks, outputs }: { tasks: TaskLoaders; outputs: OutputLoaders },
): FailureLoader {
  return each("failure", async (taskId: number) => {
    const task = await tasks.byId.load(taskId);
    if (task === null || !wentWrong(task)) return null;
    const origin = await originOf(await cancelledFor(task, tasks), tasks);
    const [{ code, message }, logs] = await Promise.all([faultOf(origin, reader), outputs.logs.load(origin.kojiId)]);
    const fault = code === null ? null : { code, message };
    const telling = tellingLog(
      { method: origin.method, fault },
      logs.map(({ name }) => name),
    );
    const log = logs.find(({ name }) => name === telling) ?? null;
    return { task: origin, code, message, log, logGone: log === null && hadLogs(origin, message) };
  });
}

const hadLogs = ({ startedAt, method }: Task, message: string) =>
  startedAt !== null && (writesLogs(method) || /\bsee \S+\.log\b/u.test(message));

const wentWrong = ({ state }: Task) => state === "FAILED" || state === "CANCELED";

/** The one beside it that failed, for which Koji cancelled it; the task itself where somebody cancelled it. */
async function cancelledFor(task: Task, tasks: TaskLoaders): Promise<Task> {
  if (task.state !== "CANCELED" || task.parentId === null) return task;
  const parent = await tasks.byId.load(task.parentId);
  return parent?.state === "FAILED" ? ((await blamedUnder(parent, tasks)) ?? task) : task;
}

/** Down the tree to the first task that failed of itself: the others are cancelled because of it. */
async function originOf(task: Task, tasks: TaskLoaders): Promise<Task> {
  const blamed = await blamedUnder(task, tasks);
  return blamed === null ? task : originOf(blamed, tasks);
}

async function blamedUnder(task: Task, tasks: TaskLoaders): Promise<Task | null> {
  const children = await tasks.failedChildren.load(task.kojiId);
  return blamedOf(
    task,
    children.toSorted((a, b) => rank(a) - rank(b) || endOf(a) - endOf(b)),
  );
}

/**
 * Which of the children brought the task down. One for an arch that may fail did not, unless every arch failed: the
 * builder's only word then is "all subtasks failed" (builder/kojid).
 */
function blamedOf(task: Task, children: readonly Task[]): Task | null {
  if (task.state === "CANCELED") return children[0] ?? null;
  const failed = children.filter(({ state }) => state === "FAILED");
  const { arches = [], optionalArches = [] } = task.request?.image ?? {};
  const required = failed.find(({ imageMethod, arch }) => imageMethod === null || !optionalArches.includes(arch ?? ""));
  const all = arches.every((one) => failed.some(({ arch }) => arch === one));
  return required ?? (all ? (failed[0] ?? null) : null);
}

/** Of those that were cancelled, one that ran has logs which show how far it came. */
const rank = ({ state, startedAt }: Task) => (state === "FAILED" ? 0 : startedAt === null ? 2 : 1);
const endOf = ({ completedAt }: Task) => completedAt?.getTime() ?? Infinity;

async function faultOf(task: Task, reader: HubReader): Promise<{ code: number | null; message: string }> {
  if (task.state === "CANCELED") return { code: null, message: cancelled(task) };
  const fault = FaultRow.safeParse(await reader.getTaskResult(task.kojiId)).data;
  if (fault === undefined) return { code: null, message: `Task ${task.kojiId} failed, and the hub keeps no reason.` };
  return { code: fault.faultCode, message: faultMessage({ code: fault.faultCode, faultString: fault.faultString }) };
}

/** The hub keeps no reason for a cancellation: what is known is when, and whether a builder had it. */
function cancelled({ startedAt, completedAt, createdAt }: Task): string {
  const end = completedAt ?? createdAt;
  if (startedAt === null) {
    return `Cancelled ${duration(createdAt, end)} after it was asked for, before a builder took it.`;
  }
  return `Cancelled ${duration(startedAt, end)} after a builder started it.`;
}

function duration(from: Date, to: Date): string {
  const seconds = Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}
