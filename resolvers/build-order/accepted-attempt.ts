import type { Context, HubContext } from "../../context/context.ts";
import { asksToStayUntagged } from "../../loaders/build-draft.ts";
import type { Attempt } from "../../model/attempt.ts";
import type { Image } from "../../model/image.ts";
import type { Task } from "../../model/task.ts";

/** Attempts looked through for one for the target: a night's work on all of an image's targets, and some more. */
const LOOKS_AT = 10;

/**
 * The task of the newest build for the target that stands in a tag: the hub's rules let it in, and nobody took it out.
 * Whoever may build at a hub can try whatever they like in an image's name; what a try came to that was not accepted is
 * no example for somebody else's build. Null where there is none.
 */
export async function acceptedTask({ hub, name }: Image, target: string, context: Context): Promise<Task | null> {
  const service = context.hub(hub);
  const { history } = service.loaders;
  const recent = goodOf(await history.attempts.load(name));
  const good = recent.length > 0 ? recent : goodOf(await history.withOlder.load(name));
  const [newest, ...others] = good.slice(0, LOOKS_AT);
  if (newest === undefined) return null;
  const [first, stands] = await Promise.all([exampleOf(newest, target, service), standsInTag(newest, service)]);
  if (first !== null && stands) return first;
  for (const [index, task] of (await Promise.all(others.map((one) => exampleOf(one, target, service)))).entries()) {
    const attempt = others[index];
    if (task !== null && attempt !== undefined && (await standsInTag(attempt, service))) return task;
  }
  return null;
}

const goodOf = (attempts: readonly Attempt[]) => attempts.filter(({ outcome }) => outcome === "GOOD");

/** Its task, if that was to tag what came of it, and all of it ended well. */
async function exampleOf({ taskId }: Attempt, target: string, { loaders }: HubContext): Promise<Task | null> {
  const task = taskId === null ? null : await loaders.tasks.byId.load(taskId);
  if (task?.state !== "CLOSED" || task.request?.image?.target !== target) return null;
  return asksToStayUntagged(task) ? null : task;
}

const standsInTag = async ({ build }: Attempt, { loaders }: HubContext): Promise<boolean> =>
  build !== null && (await loaders.targets.tagsOfBuild.load(build.kojiId)).length > 0;
