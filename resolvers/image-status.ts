import type { Context } from "../context/context.ts";
import type { Failure } from "../loaders/failure.ts";
import type { Artifact } from "../model/artifact.ts";
import type { Attempt } from "../model/attempt.ts";
import type { Build } from "../model/build.ts";
import { CHILD_METHODS, IMAGE_METHODS, type ImageMethod } from "../model/image-method.ts";
import type { ImageState, ImageStatus } from "../model/image-status.ts";
import type { Image } from "../model/image.ts";
import type { Task } from "../model/task.ts";
import { catalogued } from "./image.ts";

type Question = { readonly target?: string | null | undefined; readonly arch?: string | null | undefined };

/** A status and what it is the status of. */
export type StatusOfImage = { readonly image: Image; readonly question: Question; readonly status: ImageStatus };

export async function statusOf(image: Image, question: Question, context: Context): Promise<StatusOfImage> {
  const status = await context.hub(image.hub).loaders.status(image.name, {
    target: question.target ?? null,
    arch: question.arch ?? null,
    now: context.now,
    staleAfterMs: catalogued(image, context)?.staleAfterMs ?? null,
  });
  return { image, question, status };
}

/** From when on its attempts were looked at. */
export const statusKnownSince = ({ image }: StatusOfImage, _args: unknown, context: Context): Promise<Date> =>
  context.hub(image.hub).loaders.history.knownSince(image.name);

/** Seconds since the newest good build ended. */
export function statusAge({ status }: StatusOfImage, _args: unknown, { now }: Context): number | null {
  const endedAt = status.lastGood?.endedAt ?? null;
  return endedAt === null ? null : (now.getTime() - endedAt.getTime()) / 1000;
}

export type ArchStatus = {
  readonly arch: string;
  readonly state: ImageState;
  readonly optional: boolean;
  readonly task: Task | null;
  readonly build: Build | null;
  /** The task to ask why; null where nothing failed. */
  readonly failedTask: number | null;
  readonly hub: string;
};

/** Each arch that the deciding attempt was for; where there is none, those the catalogue wants. */
export async function statusArches(
  parent: StatusOfImage,
  _args: unknown,
  context: Context,
): Promise<readonly ArchStatus[]> {
  const { image, question, status } = parent;
  const attempt = status.decisive;
  const [request, tasks] = await Promise.all([requestOf(image, attempt, context), archTasks(image, attempt, context)]);
  const wanted = catalogued(image, context)?.targets.find(
    ({ name }) => name === (question.target ?? request?.target ?? name),
  );
  const asked = request?.arches ?? [];
  const arches = asked.length > 0 ? asked : tasks.size > 0 ? [...tasks.keys()] : (wanted?.arches ?? []);
  const optional = new Set([...(request?.optionalArches ?? []), ...(wanted?.optionalArches ?? [])]);
  return arches
    .filter((arch) => !question.arch || arch === question.arch)
    .map((arch) => {
      const task = tasks.get(arch) ?? null;
      const state = archState(status, attempt, task);
      const failedTask = state === "FAILING" ? failureTask(attempt, task) : null;
      const build = attempt?.build ?? null;
      return { arch, state, optional: optional.has(arch), task, build, failedTask, hub: image.hub };
    });
}

/** A build gives the images of all its arches or none, but for those that may fail: one task's end is not the image's. */
function archState({ state }: ImageStatus, attempt: Attempt | null, task: Task | null): ImageState {
  if (attempt === null) return "NEVER_BUILT";
  if (attempt.outcome === "RUNNING") return "BUILDING";
  if (attempt.outcome === "FAILED" || failed(task)) return "FAILING";
  return state === "STALE" ? "STALE" : "PASSING";
}

/** A task that was cancelled because another failed says nothing: then the attempt as a whole is asked. */
function failureTask(attempt: Attempt | null, task: Task | null): number | null {
  const own = task?.state === "FAILED" || (task?.state === "CANCELED" && attempt?.outcome === "GOOD");
  return own ? task.kojiId : (attempt?.taskId ?? null);
}

const failed = (task: Task | null): task is Task => task?.state === "FAILED" || task?.state === "CANCELED";

export async function archArtifacts(
  { arch, build, hub }: ArchStatus,
  _args: unknown,
  context: Context,
): Promise<readonly Artifact[]> {
  if (build?.state !== "COMPLETE") return [];
  return (await context.hub(hub).loaders.artifacts.ofBuild.load(build.kojiId)).filter((file) => file.arch === arch);
}

export const archFailure = async (
  { failedTask, hub }: ArchStatus,
  _args: unknown,
  context: Context,
): Promise<Failure | null> => (failedTask === null ? null : context.hub(hub).loaders.failures.load(failedTask));

async function archTasks(image: Image, attempt: Attempt | null, context: Context): Promise<ReadonlyMap<string, Task>> {
  if (attempt === null || attempt.taskId === null || (await hasNone(image, attempt, context))) return new Map();
  const children = await context.hub(image.hub).loaders.tasks.children.load(attempt.taskId);
  return new Map(
    children.flatMap((task) => (task.arch !== null && CHILD_METHODS.includes(task.method) ? [[task.arch, task]] : [])),
  );
}

/**
 * Whether its task is known to have none below it: it never began, or is of a method that has none. Looks where the
 * task is at hand (one without a build was listed) or its method is expected to have none; the task is read anyway.
 */
async function hasNone(image: Image, { taskId, build }: Attempt, context: Context): Promise<boolean> {
  const expected = catalogued(image, context)?.method ?? null;
  if (taskId === null || (build !== null && !isChildless(expected))) return false;
  const task = await context.hub(image.hub).loaders.tasks.byId.load(taskId);
  return task !== null && (task.startedAt === null || isChildless(task.imageMethod));
}

const isChildless = (method: ImageMethod | null) => method !== null && IMAGE_METHODS[method].child === null;

const requestOf = async (image: Image, attempt: Attempt | null, context: Context) =>
  attempt === null || attempt.taskId === null
    ? null
    : ((await context.hub(image.hub).loaders.tasks.byId.load(attempt.taskId))?.request?.image ?? null);
