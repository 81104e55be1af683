import type { Context, HubContext } from "../context/context.ts";
import type { Build, BuildKey } from "../model/build.ts";
import { BadArgumentError } from "../model/errors.ts";
import { type ImageInQuestion, type PolicyAction, type PolicySubject, SUBJECT_OF } from "../model/policy.ts";
import type { Task } from "../model/task.ts";
import { build } from "./build.ts";
import type { Wanted } from "./policy-circumstances.ts";
import { taskOwner } from "./task.ts";

type Given<T> = T | null | undefined;

/** What a decision is asked of. */
export type DecisionRequest = Wanted & {
  readonly action: PolicyAction;
  readonly image?: Given<string>;
  readonly taskId?: Given<number>;
  readonly build?: Given<BuildKey>;
};

/** What the catalogue says of it. */
export function imageInQuestion({ name: hub, catalogue }: HubContext, name: string): ImageInQuestion {
  const listed = catalogue.get(name);
  const { group = null, stage = null, method = null } = listed ?? {};
  return { hub, name, group, stage, method };
}

/**
 * What a step is done to. `general`: of a task or build nothing need be said but its image, if that. Throws
 * BadArgumentError for what is not said, or not there.
 */
export async function subjectOf(
  request: DecisionRequest & { readonly general?: boolean },
  context: Context,
): Promise<PolicySubject> {
  const kind = SUBJECT_OF[request.action];
  if (kind === "audit log") return { kind };
  const hub = context.hub(request.hub);
  const { image: name = null } = request;
  const image = name === null ? null : imageInQuestion(hub, name);
  if (kind === "image") {
    if (image === null) throw new BadArgumentError(`image is not given; ${request.action} asks which image to build.`);
    return { kind, image };
  }
  const unknown = { hub: hub.name, owner: null, image };
  if (request.general) return kind === "task" ? { kind, kojiId: null, ...unknown } : { kind, nvr: null, ...unknown };
  return kind === "task"
    ? taskInQuestion(await askedTask(request, context), context)
    : buildInQuestion(await askedBuild(request, context), hub);
}

async function askedTask({ action, taskId, hub }: DecisionRequest, context: Context): Promise<Task> {
  if (typeof taskId !== "number") throw new BadArgumentError(`taskId is not given; ${action} asks which task.`);
  const found = await context.hub(hub).loaders.tasks.byId.load(taskId);
  if (found === null)
    throw new BadArgumentError(`taskId is ${taskId}, which the hub does not know; give a task's number.`);
  return found;
}

async function askedBuild({ action, build: by, hub }: DecisionRequest, context: Context): Promise<Build> {
  if (!by) throw new BadArgumentError(`build is not given; ${action} asks which build.`);
  const found = await build(null, { by, hub }, context);
  const named = by.nvr ?? String(by.kojiId);
  if (found === null)
    throw new BadArgumentError(`build is "${named}", which the hub does not know; give a build of it.`);
  return found;
}

async function taskInQuestion(task: Task, context: Context): Promise<PolicySubject> {
  const owner = await taskOwner(task, null, context);
  const name = task.request?.image?.name ?? null;
  const image = name === null ? null : imageInQuestion(context.hub(task.hub), name);
  return { kind: "task", hub: task.hub, kojiId: task.kojiId, owner: owner?.name ?? null, image };
}

function buildInQuestion({ nvr, name, owner }: Build, hub: HubContext): PolicySubject {
  return { kind: "build", hub: hub.name, nvr, owner: owner.name, image: imageInQuestion(hub, name) };
}
