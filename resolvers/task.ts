import type { Context } from "../context/context.ts";
import type { Failure } from "../loaders/failure.ts";
import type { LogFile, TaskOutput } from "../model/artifact.ts";
import type { Build } from "../model/build.ts";
import type { Channel, Host } from "../model/host.ts";
import type { Page, PageArgs } from "../model/page.ts";
import { isActive, type Task, type TaskFilter, type TaskRequest } from "../model/task.ts";
import type { User } from "../model/user.ts";

export const task = (
  _root: unknown,
  args: { kojiId: number; hub?: string | null | undefined },
  context: Context,
): Promise<Task | null> => context.hub(args.hub).loaders.tasks.byId.load(args.kojiId);

export const tasks = (
  _root: unknown,
  { hub, filter, ...page }: { hub?: string | null | undefined; filter?: TaskFilter | null | undefined } & PageArgs,
  context: Context,
): Promise<Page<Task>> => context.hub(hub).loaders.taskLists.tasks(filter ?? {}, page);

export const taskOwner = async ({ hub, ownerId }: Task, _args: unknown, context: Context): Promise<User | null> =>
  ownerId === null ? null : context.hub(hub).loaders.hosts.user.load(ownerId);

export const taskHost = async ({ hub, hostId }: Task, _args: unknown, context: Context): Promise<Host | null> =>
  hostId === null ? null : context.hub(hub).loaders.hosts.host.load(hostId);

export const taskChannel = async (
  { hub, channelId }: Task,
  _args: unknown,
  context: Context,
): Promise<Channel | null> => (channelId === null ? null : context.hub(hub).loaders.hosts.channel.load(channelId));

export const taskParent = async ({ hub, parentId }: Task, _args: unknown, context: Context): Promise<Task | null> =>
  parentId === null ? null : context.hub(hub).loaders.tasks.byId.load(parentId);

export const taskChildren = ({ hub, kojiId }: Task, _args: unknown, context: Context): Promise<readonly Task[]> =>
  context.hub(hub).loaders.tasks.children.load(kojiId);

/** The build that it, or the task above it, is to make; null for scratch builds and tasks that died before. */
export const taskBuild = ({ hub, kojiId, parentId }: Task, _args: unknown, context: Context): Promise<Build | null> =>
  context.hub(hub).loaders.builds.ofTask.load(parentId ?? kojiId);

/** Seconds until a builder started it; so far, while it waits. */
export function taskWaited({ createdAt, startedAt, completedAt }: Task, _args: unknown, { now }: Context): number {
  return secondsBetween(createdAt, startedAt ?? completedAt ?? now);
}

/** Seconds that it ran, so far while it runs; null when it never started. */
export function taskRan({ startedAt, completedAt }: Task, _args: unknown, { now }: Context): number | null {
  return startedAt === null ? null : secondsBetween(startedAt, completedAt ?? now);
}

/** From how long the image's builds took before. Null where that moment has passed: nothing is known then. */
export async function taskEta(task: Task, _args: unknown, context: Context): Promise<Date | null> {
  if (!isActive(task.state) || task.imageMethod === null || task.parentId !== null) return null;
  const name = await imageNameOf(task, context);
  const seconds = name === null ? null : await context.hub(task.hub).loaders.averageDuration.load(name);
  if (seconds === null) return null;
  const eta = new Date((task.startedAt ?? context.now).getTime() + seconds * 1000);
  return eta > context.now ? eta : null;
}

export async function taskScratch(task: Task, _args: unknown, context: Context): Promise<boolean> {
  const request = await requestOf(task, context);
  if (request?.image) return request.image.scratch;
  const opts = request?.named["opts"];
  return typeof opts === "object" && opts !== null && "scratch" in opts && Boolean(opts.scratch);
}

export async function taskRequest(task: Task, _args: unknown, context: Context): Promise<TaskRequest["named"]> {
  return (await requestOf(task, context))?.named ?? {};
}

export const taskLogs = ({ hub, kojiId }: Task, _args: unknown, context: Context): Promise<readonly LogFile[]> =>
  context.hub(hub).loaders.outputs.logs.load(kojiId);

export const taskOutputs = ({ hub, kojiId }: Task, _args: unknown, context: Context): Promise<readonly TaskOutput[]> =>
  context.hub(hub).loaders.outputs.outputs.load(kojiId);

export const taskFailure = async (task: Task, _args: unknown, context: Context): Promise<Failure | null> =>
  task.state === "FAILED" || task.state === "CANCELED"
    ? context.hub(task.hub).loaders.failures.load(task.kojiId)
    : null;

export const taskUrl = ({ hub, kojiId }: Task, _args: unknown, context: Context): string =>
  context.hub(hub).addresses.taskPage(kojiId);

async function imageNameOf(task: Task, context: Context): Promise<string | null> {
  const request = await requestOf(task, context);
  return request?.image?.name ?? (await taskBuild(task, null, context))?.name ?? null;
}

/** Tasks that came with their parent were read without their requests. */
const requestOf = async ({ hub, kojiId, request }: Task, context: Context): Promise<TaskRequest | null> =>
  request ?? (await context.hub(hub).loaders.tasks.byId.load(kojiId))?.request ?? null;

const secondsBetween = (from: Date, to: Date) => Math.max(0, (to.getTime() - from.getTime()) / 1000);
