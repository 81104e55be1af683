import type { Context, HubContext } from "../context/context.ts";
import type { Artifact } from "../model/artifact.ts";
import type { Attempt } from "../model/attempt.ts";
import type { Build, BuildFilter } from "../model/build.ts";
import type { ImageDefinition } from "../model/image-definition.ts";
import type { Image } from "../model/image.ts";
import type { Page, PageArgs } from "../model/page.ts";
import type { ImageRequest, Task } from "../model/task.ts";

/** An image that the catalogue lists, or of which the hub knows an attempt. */
export async function image(
  _root: unknown,
  { name, hub }: { name: string; hub?: string | null | undefined },
  context: Context,
): Promise<Image | null> {
  const { name: hubName, catalogue, loaders } = context.hub(hub);
  if (catalogue.has(name) || (await loaders.history.withOlder.load(name)).length > 0) return { hub: hubName, name };
  return null;
}

export const imageHub = ({ hub }: { readonly hub: string }, _args: unknown, context: Context): HubContext =>
  context.hub(hub);

export const catalogued = ({ hub, name }: Image, context: Context) => context.hub(hub).catalogue.get(name) ?? null;

/** The catalogue's, else what its newest attempt was made from. */
export async function imageDefinition(image: Image, _args: unknown, context: Context): Promise<ImageDefinition | null> {
  return catalogued(image, context)?.definition ?? (await newestRequest(image, context))?.source ?? null;
}

export const imageBuilds = (
  { hub, name }: Image,
  { filter, ...page }: { filter?: BuildFilter | null | undefined } & PageArgs,
  context: Context,
): Promise<Page<Build>> => {
  const { buildList } = context.hub(hub).loaders;
  // The image's own name and type, whatever the filter says of them.
  return buildList({ ...filter, image: name, type: "image" }, page);
};

export async function imageAttempts(
  { hub, name }: Image,
  page: { first?: number | null | undefined; after?: string | null | undefined },
  context: Context,
): Promise<Page<Task>> {
  const { history, taskLists } = context.hub(hub).loaders;
  const isOfImage = async (tasks: readonly Task[]) => {
    const attempts = await history.withOlder.load(name);
    const builds = attempts.flatMap(({ build }) => (build === null ? [] : [build]));
    const names = await history.nameTasks(tasks, builds);
    return tasks.map(({ kojiId }) => names.get(kojiId) === name);
  };
  return taskLists.attempts(isOfImage, await history.methods(name), page);
}

export const imageAverageDuration = ({ hub, name }: Image, _args: unknown, context: Context): Promise<number | null> =>
  context.hub(hub).loaders.averageDuration.load(name);

/** Builds looked through for a file of an arch and format: an image that lost one longer ago has no newest. */
const LATEST_LOOKS_AT = 20;

/**
 * The newest file of this arch and format: in a tag, of the build that was tagged last (Koji's meaning of latest);
 * otherwise of good builds in the order of the image's status.
 */
export async function imageLatest(
  image: Image,
  { arch, format, target, tag }: { arch: string; format: string; target?: Name; tag?: Name },
  context: Context,
): Promise<Artifact | null> {
  const { artifacts, tasks } = context.hub(image.hub).loaders;
  const isForTarget = async ({ taskId }: Build) =>
    !target || (taskId !== null && (await tasks.byId.load(taskId))?.request?.image?.target === target);
  const builds = tag ? await latestInTag(image, tag, context) : await goodBuilds(image, context);
  for (const build of builds.slice(0, LATEST_LOOKS_AT)) {
    if (!(await isForTarget(build))) continue;
    const files = await artifacts.ofBuild.load(build.kojiId);
    const found = files.find((file) => file.arch === arch && file.format === format);
    if (found !== undefined) return found;
  }
  return null;
}

type Name = string | null | undefined;

async function latestInTag({ hub, name }: Image, tag: string, context: Context): Promise<readonly Build[]> {
  const filter = { image: name, type: "image", state: ["COMPLETE"], tag, latestInTag: true } as const;
  const { edges } = await context.hub(hub).loaders.buildList(filter, { first: LATEST_LOOKS_AT });
  return edges.map(({ node }) => node);
}

async function goodBuilds({ hub, name }: Image, context: Context): Promise<readonly Build[]> {
  const { history } = context.hub(hub).loaders;
  const goodOf = (attempts: readonly Attempt[]) =>
    attempts.flatMap(({ build, outcome }) => (build !== null && outcome === "GOOD" ? [build] : []));
  const recent = goodOf(await history.attempts.load(name));
  return recent.length > 0 ? recent : goodOf(await history.withOlder.load(name));
}

/** What the newest attempt asked for; null where nothing is known. */
export async function newestRequest({ hub, name }: Image, context: Context): Promise<ImageRequest | null> {
  const { history, tasks } = context.hub(hub).loaders;
  const recent = await history.attempts.load(name);
  const attempts = recent.length > 0 ? recent : await history.withOlder.load(name);
  const taskId = attempts.find((attempt) => attempt.taskId !== null)?.taskId ?? null;
  return taskId === null ? null : ((await tasks.byId.load(taskId))?.request?.image ?? null);
}
