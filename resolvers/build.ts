import type { Context } from "../context/context.ts";
import type { Artifact, LogFile } from "../model/artifact.ts";
import type { Build, BuildFilter, BuildKey } from "../model/build.ts";
import type { ImageDefinition } from "../model/image-definition.ts";
import { CHILD_METHODS, type ImageMethod } from "../model/image-method.ts";
import type { Image } from "../model/image.ts";
import type { Page, PageArgs } from "../model/page.ts";
import type { BuildTarget, Tag } from "../model/target.ts";
import type { ImageRequest, Task } from "../model/task.ts";
import type { Failure } from "../loaders/failure.ts";

type InHub = { readonly hub?: string | null | undefined };

export async function build(_root: unknown, args: InHub & { by: BuildKey }, context: Context): Promise<Build | null> {
  const { builds } = context.hub(args.hub).loaders;
  const { kojiId, nvr } = args.by;
  return typeof kojiId === "number" ? builds.byId.load(kojiId) : builds.byNvr.load(nvr ?? "");
}

export const builds = (
  _root: unknown,
  { hub, filter, ...page }: InHub & { filter?: BuildFilter | null | undefined } & PageArgs,
  context: Context,
): Promise<Page<Build>> => context.hub(hub).loaders.buildList(filter ?? {}, page);

/** The GraphQL type of a build: what the hub says its content is. */
export async function buildTypeName(build: Build, context: Context): Promise<"ImageBuild" | "OtherBuild"> {
  return (await kojiTypes(build, context)).includes("image") ? "ImageBuild" : "OtherBuild";
}

/** Koji's type of a build that is no image's; `unknown` while it has no content yet. */
export const otherBuildType = async (build: Build, _args: unknown, context: Context): Promise<string> =>
  (await kojiTypes(build, context))[0] ?? "unknown";

const kojiTypes = ({ hub, kojiId }: Build, context: Context) => context.hub(hub).loaders.builds.types.load(kojiId);

/** Seconds from start to end. */
export function buildDuration({ startedAt, createdAt, completedAt }: Build): number | null {
  return completedAt === null ? null : (completedAt.getTime() - (startedAt ?? createdAt).getTime()) / 1000;
}

export const buildTask = async ({ hub, taskId }: Build, _args: unknown, context: Context): Promise<Task | null> =>
  taskId === null ? null : context.hub(hub).loaders.tasks.byId.load(taskId);

export const buildTags = ({ hub, kojiId }: Build, _args: unknown, context: Context): Promise<readonly Tag[]> =>
  context.hub(hub).loaders.targets.tagsOfBuild.load(kojiId);

export const buildUrl = ({ hub, kojiId }: Build, _args: unknown, context: Context): string =>
  context.hub(hub).addresses.buildPage(kojiId);

export const buildImage = ({ hub, name }: Build): Image => ({ hub, name });

export async function buildMethod(build: Build, args: unknown, context: Context): Promise<ImageMethod> {
  return (await buildTask(build, args, context))?.imageMethod ?? "OTHER";
}

export async function buildTarget(build: Build, _args: unknown, context: Context): Promise<BuildTarget | null> {
  const name = (await requestOf(build, context))?.target;
  return name ? context.hub(build.hub).loaders.targets.target.load(name) : null;
}

/** Those asked for; where the request leaves them to the build tag, or there is none, those of its files. */
export async function buildArches(build: Build, _args: unknown, context: Context): Promise<readonly string[]> {
  const asked = (await requestOf(build, context))?.arches ?? [];
  if (asked.length > 0) return asked;
  const files = await context.hub(build.hub).loaders.artifacts.ofBuild.load(build.kojiId);
  return [...new Set(files.flatMap(({ arch }) => (arch === null ? [] : [arch])))];
}

export async function buildPartial({ hub, state, taskId }: Build, _args: unknown, context: Context): Promise<boolean> {
  if (state !== "COMPLETE" || taskId === null) return false;
  const failed = await context.hub(hub).loaders.tasks.failedChildren.load(taskId);
  return failed.some(({ method }) => CHILD_METHODS.includes(method));
}

export async function buildArtifacts(
  { hub, kojiId }: Build,
  { arch, format }: { arch?: string | null | undefined; format?: string | null | undefined },
  context: Context,
): Promise<readonly Artifact[]> {
  const all = await context.hub(hub).loaders.artifacts.ofBuild.load(kojiId);
  return all.filter((file) => (!arch || file.arch === arch) && (!format || file.format === format));
}

/** A finished build keeps its logs; of any other they lie with the tasks of its tree, as long as those are kept. */
export async function buildLogs(
  { hub, kojiId, state, taskId }: Build,
  _args: unknown,
  context: Context,
): Promise<readonly LogFile[]> {
  const { artifacts, outputs, tasks } = context.hub(hub).loaders;
  if (state === "COMPLETE" || taskId === null) return artifacts.logsOfBuild.load(kojiId);
  const children = await tasks.children.load(taskId);
  const logs = await Promise.all([taskId, ...children.map((child) => child.kojiId)].map((id) => outputs.logs.load(id)));
  return logs.flat();
}

export const buildDefinition = async (
  build: Build,
  _args: unknown,
  context: Context,
): Promise<(ImageDefinition & { readonly build: Build }) | null> => {
  const source = (await requestOf(build, context))?.source ?? null;
  return source && { ...source, build };
};

export const buildFailure = async (
  { hub, state, taskId }: Build,
  _args: unknown,
  context: Context,
): Promise<Failure | null> =>
  taskId === null || (state !== "FAILED" && state !== "CANCELED")
    ? null
    : context.hub(hub).loaders.failures.load(taskId);

const requestOf = async (build: Build, context: Context): Promise<ImageRequest | null> =>
  (await buildTask(build, null, context))?.request?.image ?? null;
