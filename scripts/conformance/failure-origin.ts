import type { Row } from "./hub.ts";
import { CHILD_METHODS } from "./image-methods.ts";
import { archesOf, optionalArchesOf } from "./request.ts";
import { number, numberOrNull, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { childrenOf, taskById, type TaskWithRequest } from "./task-rows.ts";

export const FAILED = 5;
export const CANCELED = 3;

/** Down from a failed task to the one that brought it down. */
export async function whereItBegan(sides: Sides, task: TaskWithRequest): Promise<Row> {
  const culprit = await culpritUnder(sides, task);
  const below = culprit === null ? null : await taskById(sides, number(culprit, "id"));
  return below === null ? task.row : whereItBegan(sides, below);
}

/** Of a task that was cancelled: the one beside it that failed, and took the task above and all others along. */
export async function cancelledBy(sides: Sides, task: Row): Promise<Row | null> {
  const parent = await taskById(sides, numberOrNull(task, "parent"));
  if (parent === null || number(parent.row, "state") !== FAILED) return null;
  return culpritUnder(sides, parent);
}

/** The first child that failed and must not; where only arches failed that may, the first if it was all of them. */
async function culpritUnder(sides: Sides, { row, request }: TaskWithRequest): Promise<Row | null> {
  const children = await childrenOf(sides, number(row, "id"));
  const failed = children
    .filter((child) => number(child, "state") === FAILED)
    .toSorted((a, b) => number(a, "completion_ts") - number(b, "completion_ts"));
  const may = (child: Row) =>
    text(child, "method") in CHILD_METHODS && optionalArchesOf(request).includes(textOrNull(child, "arch") ?? "");
  const allFailed = archesOf(request).every((arch) => failed.some((child) => child["arch"] === arch));
  return failed.find((child) => !may(child)) ?? (allFailed ? (failed[0] ?? null) : null);
}
