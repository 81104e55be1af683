import type { Context } from "../context/context.ts";
import type { CatalogueImage } from "../model/catalogue.ts";
import type { Image } from "../model/image.ts";
import { type Policy, type PolicyAction, type PolicyDecision, POLICY_ACTIONS } from "../model/policy.ts";
import type { Viewer } from "../model/viewer.ts";
import { circumstancesOf } from "./policy-circumstances.ts";
import { type DecisionRequest, imageInQuestion, subjectOf } from "./policy-subject.ts";

type Given<T> = T | null | undefined;

export function policies(
  _root: unknown,
  { action }: { readonly action?: Given<PolicyAction> },
  context: Context,
): readonly Policy[] {
  const all = context.policies.all();
  return action ? all.filter(({ actions }) => actions.includes(action)) : all;
}

export const policy = (_root: unknown, { id }: { readonly id: string }, context: Context): Policy | null =>
  context.policies.all().find((one) => one.id === id) ?? null;

export const decision = (
  _root: unknown,
  { request }: { readonly request: DecisionRequest },
  context: Context,
): Promise<PolicyDecision> => decide(request, context);

export const viewerMay = (
  _viewer: Viewer,
  args: Pick<DecisionRequest, "action" | "image" | "target" | "hub">,
  context: Context,
): Promise<PolicyDecision> => decide({ ...args, general: true }, context);

export const imageMay = (
  { hub, name }: Image,
  args: Pick<DecisionRequest, "action" | "target">,
  context: Context,
): Promise<PolicyDecision> => decide({ ...args, hub, image: name, general: true }, context);

/** In the order of their files: whatever could let somebody do something to it, or forbid it. */
export function imagePolicies({ hub, name }: Image, _args: unknown, context: Context): readonly Policy[] {
  const image = imageInQuestion(context.hub(hub), name);
  const subject = { hub, owner: null, image };
  const found = new Set(
    POLICY_ACTIONS.flatMap((action) => [
      ...context.policies.concerning(action, { kind: "image", image }),
      ...context.policies.concerning(action, { kind: "task", kojiId: null, ...subject }),
      ...context.policies.concerning(action, { kind: "build", nvr: null, ...subject }),
    ]),
  );
  return context.policies.all().filter((one) => found.has(one));
}

/** What a mutation asks, too. Errors: BAD_ARGUMENT where the request does not say what the step is done to. */
export async function decide(
  request: DecisionRequest & { readonly general?: boolean },
  context: Context,
): Promise<PolicyDecision> {
  const { action } = request;
  const subject = await subjectOf(request, context);
  const circumstances = await circumstancesOf({ subject, wanted: request }, context);
  return context.policies.decide({ viewer: context.viewer, action, subject, circumstances });
}

/** For people: what the rules say of who may build it, each a sentence. */
export function whoMayBuild({ hub, name }: Image, listed: CatalogueImage | null, context: Context): readonly string[] {
  const subject = { kind: "image", image: imageInQuestion(context.hub(hub), name) } as const;
  const sentences = (["BUILD_SCRATCH_IMAGE", "BUILD_IMAGE"] as const).flatMap((action) =>
    context.policies
      .concerning(action, subject)
      .filter(({ effect }) => effect === "PERMIT")
      .map((rule) => sentenceOf(rule, action, listed?.group ?? null)),
  );
  return [...new Set(sentences)];
}

function sentenceOf({ id, title, text, actions }: Policy, action: PolicyAction, group: string | null): string {
  const what =
    actions.includes("BUILD_IMAGE") && actions.includes("BUILD_SCRATCH_IMAGE")
      ? "Any build"
      : action === "BUILD_IMAGE"
        ? "Builds"
        : "Scratch builds";
  const which = group !== null && text.includes("resource.group") ? ` The group is ${group}.` : "";
  return `${what}: ${title} (rule ${id}).${which}`;
}
