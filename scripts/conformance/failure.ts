import { type Expected, isThing, Rule } from "./compare.ts";
import { CANCELED, cancelledBy, FAILED, whereItBegan } from "./failure-origin.ts";
import { named, type Row } from "./hub.ts";
import { CHILD_METHODS } from "./image-methods.ts";
import { number, numberOrNull, rowOrNull, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { logsAmong, type TaskFile, taskFiles } from "./task-files.ts";
import { childrenOf, taskById } from "./task-rows.ts";

/** `Failure` of a task's tree; null for a task that neither failed nor was cancelled. */
export async function expectedFailure(sides: Sides, taskId: number): Promise<Expected> {
  const task = await taskById(sides, taskId);
  if (task === null) throw new Error(`Task ${taskId} is gone from the hub.`);
  const state = number(task.row, "state");
  if (state === FAILED) return failureOf(sides, await whereItBegan(sides, task));
  if (state !== CANCELED) return null;
  const culprit = await cancelledBy(sides, task.row);
  return culprit === null ? cancelled(sides, task.row) : expectedFailure(sides, number(culprit, "id"));
}

async function failureOf(sides: Sides, origin: Row): Promise<Expected> {
  const id = number(origin, "id");
  const result = rowOrNull(await sides.hub("getTaskResult", id, named({ raise_fault: false }))) ?? {};
  const files = await taskFiles(sides, id);
  const code = numberOrNull(result, "faultCode");
  return {
    task: { kojiId: id },
    code,
    message: messageRule(textOrNull(result, "faultString") ?? ""),
    log: logRule(text(origin, "method"), code, files),
    logGone: goneRule(origin, files),
  };
}

/** A cancellation runs down the tree at once: any of its cancelled tasks is where it began. */
async function cancelled(sides: Sides, task: Row): Promise<Expected> {
  const children = await childrenOf(sides, number(task, "id"));
  const failed = children.find((child) => number(child, "state") === FAILED);
  if (failed !== undefined) return expectedFailure(sides, number(failed, "id"));
  const all = [task, ...children].filter((one) => number(one, "state") === CANCELED);
  const ids = all.map((one) => number(one, "id"));
  const files: TaskFile[] = [];
  for (const id of ids) files.push(...(await taskFiles(sides, id)));
  return {
    task: { kojiId: new Rule(`one of ${ids.join(", ")}`, (actual) => ids.some((one) => one === actual)) },
    code: null,
    message: new Rule("that it was cancelled", (actual) => typeof actual === "string" && /^Cancelled\b/u.test(actual)),
    log: anyOf(logsAmong(files), ids.length > 1 ? "or none" : "must be one"),
    logGone: new Rule("yes or no", (actual) => typeof actual === "boolean"),
  };
}

/** Which methods write logs at once is not the hub's to tell: only that none is gone which is there, or never was. */
function goneRule(task: Row, files: readonly TaskFile[]): Expected {
  if (logsAmong(files).length > 0 || task["start_time"] === null) return false;
  return new Rule("yes or no", (actual) => typeof actual === "boolean");
}

const LONGEST = 500;
const cut = (message: string) => message.slice(0, LONGEST);

/** The builder's words; of a traceback, what stands at its end. */
function messageRule(fault: string): Rule {
  const plain = fault.replaceAll("\r", "").trim();
  if (!plain.includes("Traceback (most recent call last)")) {
    return new Rule(plain, (actual) => typeof actual === "string" && cut(plain) === cut(actual.replace(/…$/u, "")));
  }
  const end = plain.split("\n").findLast((line) => /^\S/u.test(line)) ?? "";
  return new Rule(
    `the end of a traceback: ${end}`,
    (actual) => typeof actual === "string" && actual !== "" && end.includes(actual) && !actual.includes('File "'),
  );
}

/** The log to read first, by Koji's own advice. */
const TELLING: { readonly [method: string]: RegExp } = {
  createLiveMedia: /^livemedia-out\.log$/u,
  createLiveCD: /^livecd\.log$/u,
  createAppliance: /^appliance\.log$/u,
  createImage: /^oz-/u,
  createKiwiImage: /^image-root\./u,
};
const BUILDROOT_ERROR = 1012;

function logRule(method: string, code: number | null, files: readonly TaskFile[]): Expected {
  const logs = logsAmong(files);
  const pattern = code === BUILDROOT_ERROR && method in CHILD_METHODS ? /^root\.log$/u : TELLING[method];
  const telling = logs.filter(({ name }) => pattern?.test(name));
  return anyOf(telling.length > 0 ? telling : logs, "must be one");
}

function anyOf(logs: readonly TaskFile[], or: "or none" | "must be one"): Expected {
  if (logs.length === 0) return null;
  const known = new Set(logs.map(({ name, url, size }) => JSON.stringify({ name, url, size })));
  return new Rule(`one of the logs ${logs.map(({ name }) => name).join(", ")}`, (actual) => {
    if (!isThing(actual)) return actual === null && or === "or none";
    const { name = null, url = null, size = null } = actual;
    return known.has(JSON.stringify({ name, url, size }));
  });
}
