import type { Attempt } from "../model/attempt.ts";
import { decideStatus, type ImageStatus, type StatusQuestion } from "../model/image-status.ts";
import type { ImageRequest } from "../model/task.ts";
import type { ImageHistory } from "./image-history.ts";
import type { TaskLoaders } from "./task.ts";

export type StatusReader = (name: string, question: StatusQuestion) => Promise<ImageStatus>;

/**
 * Reads just what the reasoning asks for: attempts first, then in rounds the requests and failed arches that it names,
 * and older builds when no good one is among the newer.
 */
export function createStatusReader({ history, tasks }: { history: ImageHistory; tasks: TaskLoaders }): StatusReader {
  return async (name, question) => {
    const attempts = await history.attempts.load(name);
    // Without a good one of any kind there is none for the question.
    const status = attempts.some(({ outcome }) => outcome === "GOOD") ? await decide(attempts, question, tasks) : null;
    return status !== null && status.lastGood !== null
      ? status
      : decide(await history.withOlder.load(name), question, tasks);
  };
}

/** Rounds end because each asks for tasks not asked before, and attempts are few. */
async function decide(
  attempts: readonly Attempt[],
  question: StatusQuestion,
  tasks: TaskLoaders,
): Promise<ImageStatus> {
  const requests = new Map<number, ImageRequest | null>();
  const failedArches = new Map<number, readonly string[]>();
  for (;;) {
    const answer = decideStatus(attempts, { requests, failedArches }, question);
    if (answer.kind === "decided") return answer.status;
    await Promise.all([
      ...answer.requests.map(async (id) => requests.set(id, (await tasks.byId.load(id))?.request?.image ?? null)),
      ...answer.failedArches.map(async (id) => failedArches.set(id, await failedArchesOf(id, tasks))),
    ]);
  }
}

async function failedArchesOf(taskId: number, tasks: TaskLoaders): Promise<readonly string[]> {
  const failed = await tasks.failedChildren.load(taskId);
  return failed.flatMap(({ imageMethod, arch }) => (imageMethod !== null && arch !== null ? [arch] : []));
}
