import { type Expected, isThing, Rule } from "./compare.ts";
import { named, type Row } from "./hub.ts";
import { number, numberOrNull, rowOrNull, rows, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { CHILD_METHODS } from "./image-methods.ts";
import { logsAmong, type TaskFile, taskFiles } from "./task-files.ts";

const FAILED = 5;
const CANCELED = 3;

/** `Failure` of a task's tree; null for a task that neither failed nor was cancelled. */
export async function expectedFailure(sides: Sides, taskId: number): Promise<Expected> {
  const task = await taskRow(sides, taskId);
  const state = number(task, "state");
  if (state === CANCELED) return cancelled(sides, task);
  if (state !== FAILED) return null;
  const origin = await whereItBegan(sides, task);
  const id = number(origin, "id");
  const [result, files] = [
    rowOrNull(await sides.hub("getTaskResult", id, named({ raise_fault: false }))) ?? {},
    await taskFiles(sides, id),
  ];
  const code = numberOrNull(result, "faultCode");
  const log = logRule(text(origin, "method"), code, files);
  return { task: { kojiId: id }, code, message: messageRule(textOrNull(result, "faultString") ?? ""), log };
}

async function taskRow({ hub }: Sides, id: number): Promise<Row> {
  const row = rowOrNull(await hub("getTaskInfo", id));
  if (row === null) throw new Error(`Task ${id} is gone from the hub.`);
  return row;
}

/** Down to the task that failed first; those above failed because of it. */
async function whereItBegan(sides: Sides, task: Row): Promise<Row> {
  const children = rows(await sides.hub("getTaskChildren", number(task, "id")));
  const failed = children.filter((child) => number(child, "state") === FAILED);
  const [first] = failed.toSorted((a, b) => number(a, "completion_ts") - number(b, "completion_ts"));
  return first === undefined ? task : whereItBegan(sides, first);
}

/** A cancellation runs down the tree at once: any of its cancelled tasks is where it began. */
async function cancelled(sides: Sides, task: Row): Promise<Expected> {
  const id = number(task, "id");
  const children = rows(await sides.hub("getTaskChildren", id));
  const failed = children.find((child) => number(child, "state") === FAILED);
  if (failed !== undefined) return expectedFailure(sides, number(failed, "id"));
  const ids = [task, ...children].filter((one) => number(one, "state") === CANCELED).map((one) => number(one, "id"));
  const fileLists: (readonly TaskFile[])[] = [];
  for (const one of ids) fileLists.push(await taskFiles(sides, one));
  return {
    task: { kojiId: new Rule(`one of ${ids.join(", ")}`, (actual) => ids.some((one) => one === actual)) },
    code: null,
    message: new Rule("that it was cancelled", (actual) => typeof actual === "string" && /^Cancelled\b/u.test(actual)),
    log: anyOf(logsAmong(fileLists.flat()), ids.length > 1 ? "or none" : "must be one"),
  };
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
