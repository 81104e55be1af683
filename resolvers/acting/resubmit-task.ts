import type { Context, HubContext } from "../../context/context.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { draftOfTask } from "../../loaders/build-draft.ts";
import { completed } from "../../model/build-draft.ts";
import type { PolicyDecision } from "../../model/policy.ts";
import { isProblem, type CommonProblem } from "../../model/problem.ts";
import type { Task } from "../../model/task.ts";
import { decide } from "../policy.ts";
import { addressesIn, decideOn } from "./build-image.ts";
import { carryOut } from "./carry-out.ts";
import { unavailable } from "./failures.ts";
import { findTask, type Wanted, wanted } from "./find-task.ts";
import { imageOfTask } from "./image-of-task.ts";
import { newTask } from "./read-back.ts";
import { type TaskInput, type TaskSuccess, withTask, wrongTask } from "./task-success.ts";

/** Koji starts a task of the viewer with the same request, and looks neither at permissions nor at what it builds. */
export const resubmitTask = (
  _root: unknown,
  { input }: { readonly input: TaskInput },
  context: Context,
): Promise<TaskSuccess | CommonProblem> =>
  withTask(input, context, async ({ task, hub }) => {
    const wrong = unfit(task);
    if (wrong !== null) return wrongTask(wrong);
    const image = await imageOfTask(task, context);
    const decision = await decideOnTask({ task, image }, context);
    const request = (await hub.present.requestOf(task.kojiId)) ?? [];
    const result = await carryOut(deedOf({ task, image, hub, decision, request }, context), context);
    if (isProblem(result)) return result;
    const { task: id } = result;
    if (id === null) return unavailable("The hub answered with no task.", { outcome: "UNKNOWN" });
    return { task: await newTask({ id, method: task.method }, { hub, image, context }) };
  });

/** As the hub has it (resubmitTask in kojihub.py). */
function unfit({ kojiId, parentId, state }: Task): string | null {
  if (parentId !== null) return `Task ${kojiId} is part of task ${parentId}; that is the one to resubmit.`;
  if (state === "FAILED" || state === "CANCELED") return null;
  return `Task ${kojiId} is ${state}; only one that failed or was cancelled can be resubmitted.`;
}

type Resubmission = {
  readonly task: Task;
  readonly image: string | null;
  readonly hub: HubContext;
  readonly decision: PolicyDecision;
  readonly request: readonly XmlRpcValue[];
};

function deedOf({ task, image, hub, decision, request }: Resubmission, { now }: Context) {
  const { kojiId, method } = task;
  const notes: { wanted: Wanted | null } = { wanted: null };
  return {
    hub,
    action: "RESUBMIT_TASK" as const,
    subject: `task ${kojiId}`,
    image,
    decision,
    prepare: async (owner: string) => {
      notes.wanted = await wanted({ owner, method, request }, { hub, now });
      return { methodName: "resubmitTask", params: [kojiId] };
    },
    taskOf: (answer: XmlRpcValue) => (typeof answer === "number" ? answer : null),
    find: async () => {
      const found = notes.wanted === null ? null : await findTask(notes.wanted, hub);
      return found === null ? null : { task: found };
    },
    howToFindOut: `Look whether there is a newer task with the request of task ${kojiId} before you resubmit it again.`,
  };
}

/** It must be permitted to resubmit it, and to build what it builds. */
async function decideOnTask(
  { task, image }: Pick<Resubmission, "task" | "image">,
  context: Context,
): Promise<PolicyDecision> {
  const decision = await decide({ action: "RESUBMIT_TASK", hub: task.hub, taskId: task.kojiId }, context);
  const draft = draftOfTask(task);
  if (!decision.allowed || draft === null) return decision;
  const { order } = completed(draft, image ?? UNKNOWN);
  const scratch = task.request?.image?.scratch ?? false;
  const asked = { hub: context.hub(task.hub), further: addressesIn(draft.options) };
  const build = await decideOn({ ...order, scratch }, asked, context);
  return build.allowed
    ? { ...decision, determinedBy: [...new Set([...decision.determinedBy, ...build.determinedBy])] }
    : build;
}

/** No image is called so: only rules about any image hold for it. */
const UNKNOWN = "?";
