import type { Context } from "../../context/context.ts";
import type { PolicyDecision } from "../../model/policy.ts";
import type { FieldProblem } from "../../model/field-problem.ts";
import { invalidInput, type InvalidInputProblem, isProblem, type CommonProblem } from "../../model/problem.ts";
import { listingProblem } from "../build-order/listing-problem.ts";
import { decide } from "../policy.ts";
import { forSomebody } from "./for-somebody.ts";
import { type OwnKey, underKey } from "./idempotency.ts";
import { replayed } from "./replay.ts";
import { startTagging } from "./start-tagging.ts";
import { taggedBuild } from "./tagged-build.ts";
import { type PromoteBuildSuccess, readTagging, type Tagging, type TaggingInput } from "./tagging-input.ts";
import { tagTaskEnded } from "./tag-task.ts";

type PromoteBuildInput = TaggingInput & { readonly idempotencyKey?: string | null | undefined };

/** Koji makes a task of it, whose end is waited for a while. */
export async function promoteBuild(
  _root: unknown,
  { input }: { readonly input: PromoteBuildInput },
  context: Context,
): Promise<PromoteBuildSuccess | CommonProblem> {
  const { idempotencyKey: key, ...rest } = input;
  return forSomebody(input.hub, context, async ({ name: hub }) => {
    const begun = await underKey(
      { key, hub, input: { ...rest, hub, mutation: "promoteBuild" } },
      context,
      (own): Promise<Begun | CommonProblem> =>
        own.known === null || own.known.state === "NOT_DONE" ? begin(rest, own, context) : again(rest, own, context),
    );
    if (isProblem(begun)) return begun;
    const problem = await tagTaskEnded(begun.task, begun.tagging, context);
    if (problem === null) return taggedBuild(begun.tagging, context);
    return key && problem.code === "HUB_REFUSED"
      ? { ...problem, message: `${problem.message} ${ANOTHER_KEY}` }
      : problem;
  });
}

const ANOTHER_KEY = "Under this key that is how it stays; try again under another one.";

type Begun = { readonly tagging: Tagging; readonly task: number };

async function begin(input: TaggingInput, own: OwnKey, context: Context): Promise<Begun | CommonProblem> {
  const tagging = await readTagging(input, context);
  if (isProblem(tagging)) return tagging;
  const wrong = await unfit(tagging);
  if (wrong !== null) return wrong;
  const decision = await decideOn(tagging, context);
  const task = await startTagging({ tagging, decision, own }, context);
  return typeof task === "number" ? { tagging, task } : task;
}

/** To move a build is to promote it, and to take it out of where it was: both must be permitted. */
async function decideOn({ hub, build, tag, fromTag }: Tagging, context: Context): Promise<PolicyDecision> {
  const asked = { hub: hub.name, build: { kojiId: build.kojiId } };
  const promotion = await decide({ ...asked, action: "PROMOTE_BUILD", tag: tag.name }, context);
  if (fromTag === null || !promotion.allowed) return promotion;
  const removal = await decide({ ...asked, action: "UNTAG_BUILD", tag: fromTag.name }, context);
  if (!removal.allowed) return removal;
  return { ...promotion, determinedBy: [...new Set([...promotion.determinedBy, ...removal.determinedBy])] };
}

/** The tag may be there by now: that is no reason to refuse who asks again. */
async function again(input: TaggingInput, own: OwnKey, context: Context): Promise<Begun | CommonProblem> {
  const tagging = await readTagging(input, context);
  if (isProblem(tagging)) return tagging;
  const found = await replayed(own, { hub: tagging.hub.name, context });
  return isProblem(found) ? found : { tagging, task: found.task.kojiId };
}

/** What the hub, or the task that it makes, would stumble over (tagBuild and _tag_build in kojihub.py). */
async function unfit({ hub, build, tag, fromTag, tags }: Tagging): Promise<InvalidInputProblem | null> {
  const listing = await listingProblem({ tag: tag.name, packageName: build.name, path: ["tag"] }, hub);
  const problems: readonly (FieldProblem | null)[] = [
    build.state === "COMPLETE"
      ? null
      : {
          path: ["build"],
          message: `build is ${build.nvr}, which is ${build.state}; only one that is COMPLETE can be tagged.`,
        },
    tags.includes(tag.name)
      ? { path: ["tag"], message: `tag is "${tag.name}", which ${build.nvr} has already; there is nothing to do.` }
      : listing,
    fromTag === null || tags.includes(fromTag.name)
      ? null
      : {
          path: ["fromTag"],
          message: `fromTag is "${fromTag.name}", which ${build.nvr} does not have; leave it out, or give one of ${tags.join(", ") || "none"}.`,
        },
  ];
  const found = problems.filter((problem) => problem !== null);
  return found.length > 0 ? invalidInput(found) : null;
}
