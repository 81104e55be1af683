import type { Context } from "../../context/context.ts";
import type { PolicyDecision } from "../../model/policy.ts";
import { isProblem, type CommonProblem } from "../../model/problem.ts";
import { carryOut, type Deed } from "./carry-out.ts";
import { unavailable } from "./failures.ts";
import { findTask, type Wanted, wanted } from "./find-task.ts";
import { type OwnKey, rememberIfPossible } from "./idempotency.ts";
import type { Tagging } from "./tagging-input.ts";

type Start = { readonly tagging: Tagging; readonly decision: PolicyDecision; readonly own: OwnKey };

type Notes = { wanted: Wanted | null; entry: string | null };

/** Asks the hub to tag, or to move from one tag to another, if the rules permit it. The number of the task that does it. */
export async function startTagging(start: Start, context: Context): Promise<number | CommonProblem> {
  const notes: Notes = { wanted: null, entry: null };
  const result = await carryOut(deedOf(start, { notes, context }), context);
  const { own } = start;
  const { wanted: sought, entry } = notes;
  const id = isProblem(result) ? null : result.task;
  if (sought !== null && id !== null) {
    await rememberIfPossible(own, { wanted: sought, entry, said: {}, state: "DONE", task: id });
    return id;
  }
  if (!isProblem(result)) return unavailable("The hub answered with no task.", { outcome: "UNKNOWN" });
  const isOver = result.code !== "HUB_UNAVAILABLE" || result.outcome === "NOT_SENT";
  if (sought !== null && isOver) {
    await rememberIfPossible(own, { wanted: sought, entry, said: {}, state: "NOT_DONE", task: null });
  }
  return result;
}

function deedOf({ tagging, decision, own }: Start, { notes, context }: { notes: Notes; context: Context }): Deed {
  const { hub, build, tag, fromTag } = tagging;
  const { now } = context;
  // tagBuild in kojihub.py: the tag, the build, no force, the tag it came from.
  const request = [tag.kojiId, build.kojiId, false, fromTag?.kojiId ?? null];
  return {
    hub,
    action: "PROMOTE_BUILD",
    subject: fromTag === null ? `${build.nvr} into ${tag.name}` : `${build.nvr} from ${fromTag.name} into ${tag.name}`,
    image: build.name,
    decision,
    prepare: async (owner) => {
      notes.wanted = await wanted({ owner, method: "tagBuild", request }, { hub, now });
      return fromTag === null
        ? { methodName: "tagBuild", params: [tag.name, build.nvr] }
        : { methodName: "moveBuild", params: [fromTag.name, tag.name, build.nvr] };
    },
    beforeSending: async (entry) => {
      notes.entry = entry;
      const { wanted: sought } = notes;
      if (sought !== null) await own.remember({ state: "SENT", wanted: sought, task: null, entry, said: {} });
    },
    taskOf: (answer) => (typeof answer === "number" ? answer : null),
    find: async () => {
      const task = notes.wanted === null ? null : await findTask(notes.wanted, hub);
      return task === null ? null : { task };
    },
    howToFindOut: `Look which tags ${build.nvr} has before you promote it again: ${hub.addresses.buildPage(build.kojiId)} .`,
  };
}
