import type { Policy, PolicyAction, PolicyDecision, PolicyEffect } from "../model/policy.ts";
import { decision, imageMay, imagePolicies, policies, policy, viewerMay } from "../resolvers/policy.ts";
import { BuildKeyType } from "./build.ts";
import { builder } from "./builder.ts";
import { hubArg } from "./connection.ts";
import { ImageType } from "./refs.ts";
import { ViewerType } from "./user.ts";

export const PolicyActionType = builder.enumType("PolicyAction", {
  description: "The steps that rules permit and forbid.",
  values: {
    BUILD_IMAGE: { description: "To start a build that Koji keeps and tags." },
    BUILD_SCRATCH_IMAGE: { description: "To start a scratch build: a try, of which Koji makes no build." },
    CANCEL_TASK: { description: "To end a task before its time." },
    RESUBMIT_TASK: { description: "To start a failed or cancelled task again as it was." },
    PROMOTE_BUILD: { description: "To tag a finished build." },
    UNTAG_BUILD: { description: "To take a build out of a tag." },
    READ_AUDIT_LOG: { description: "To read who did what by way of this gateway." },
  } as const satisfies Record<PolicyAction, unknown>,
});

const PolicyEffectType = builder.enumType("PolicyEffect", {
  description: "What a rule does where it holds. One that forbids outweighs all that permit.",
  values: {
    PERMIT: { description: "It permits the step." },
    FORBID: { description: "It forbids the step, whatever else permits it." },
  } as const satisfies Record<PolicyEffect, unknown>,
});

const PolicyType = builder.objectRef<Policy>("Policy").implement({
  description: "One rule, as written and reviewed, in Cedar.",
  fields: (t) => ({
    id: t.exposeString("id", { description: "By which decisions name it: its @id." }),
    title: t.exposeString("title", { description: "What it says, for people." }),
    description: t.exposeString("description", { nullable: true, description: "What more there is to know." }),
    effect: t.expose("effect", { type: PolicyEffectType, description: "What it does where it holds." }),
    actions: t.expose("actions", { type: [PolicyActionType], description: "The steps that it speaks of." }),
    text: t.exposeString("text", { description: "The rule itself." }),
    source: t.exposeString("source", { description: "The file and line that it stands at." }),
  }),
});

export const PolicyDecisionType = builder.objectRef<PolicyDecision>("PolicyDecision").implement({
  description:
    "Whether the gateway's rules let the viewer take a step. What they permit the hub may still refuse: it decides last.",
  fields: (t) => ({
    allowed: t.exposeBoolean("allowed", { description: "Whether a rule permits it and none forbids it." }),
    action: t.expose("action", { type: PolicyActionType, description: "The step." }),
    determinedBy: t.expose("determinedBy", {
      type: [PolicyType],
      description: "The rules that decided; empty where nothing permits it.",
    }),
    reason: t.exposeString("reason", { description: "Why, in a sentence." }),
    remedy: t.exposeString("remedy", {
      nullable: true,
      description: "What would have to change for it to be allowed; null where it is, or nothing would help.",
    }),
  }),
});

const DecisionInput = builder.inputType("DecisionInput", {
  description: "A step, and what it is done to.",
  fields: (t) => ({
    action: t.field({ type: PolicyActionType, required: true, description: "The step." }),
    hub: t.string({ description: "The hub's name in this gateway; the default hub when not given." }),
    image: t.string({ description: "The image that is to be built, by name." }),
    target: t.string({ description: "The build target that it is built for." }),
    arches: t.stringList({ description: "The arches it is built for; the catalogue's when not given." }),
    repos: t.stringList({ description: "Addresses of further package repositories." }),
    sourceUrl: t.string({
      description: "Where its kickstart or description comes from; the catalogue's place when not given.",
    }),
    background: t.boolean({
      description: "Whether it is to be built behind all others; the load of its channel counts then.",
    }),
    taskId: t.int({ description: "The task that is to be cancelled or resubmitted, by Koji's number." }),
    build: t.field({ type: BuildKeyType, description: "The build that is to be promoted or untagged." }),
    tag: t.string({ description: "The tag that it is promoted to or taken out of." }),
  }),
});

const actionArg = builder.args((t) => ({
  action: t.field({ type: PolicyActionType, required: true, description: "The step." }),
}));

builder.queryField("policies", (t) =>
  t.field({
    type: [PolicyType],
    description: "The rules in force, in the order of their files.",
    args: {
      action: t.arg({ type: PolicyActionType, description: "Those that speak of this step; all when not given." }),
    },
    resolve: policies,
  }),
);

builder.queryField("policy", (t) =>
  t.field({
    type: PolicyType,
    nullable: true,
    description: "A rule in force; null where none has this id.",
    args: { id: t.arg.string({ required: true, description: "Its @id." }) },
    resolve: policy,
  }),
);

builder.queryField("decision", (t) =>
  t.field({
    type: PolicyDecisionType,
    description:
      "May the viewer do this, and which rule says so? The same decision that a mutation takes, without taking the step. Errors: BAD_ARGUMENT where it is not said what the step is done to, or it is not there.",
    args: { request: t.arg({ type: DecisionInput, required: true, description: "The step." }) },
    resolve: decision,
  }),
);

builder.objectField(ImageType, "policies", (t) =>
  t.field({
    type: [PolicyType],
    description:
      "The rules that could let somebody do something to it, its tasks or its builds, and those that could forbid it.",
    resolve: imagePolicies,
  }),
);

const forTarget = "Of a build for this target, or one that is promoted to the target's tag.";

builder.objectField(ImageType, "may", (t) =>
  t.field({
    type: PolicyDecisionType,
    description:
      "May the viewer do this to it? Of tasks and builds in general: those that the viewer started may be another matter, see `decision`.",
    args: { ...actionArg, target: t.arg.string({ description: forTarget }) },
    resolve: imageMay,
  }),
);

builder.objectField(ViewerType, "may", (t) =>
  t.field({
    type: PolicyDecisionType,
    description:
      "May they do this? Of tasks and builds in general: those that they started may be another matter, see `decision`. Errors: BAD_ARGUMENT for a build without an image.",
    args: {
      ...actionArg,
      image: t.arg.string({ description: "The image that it is about." }),
      target: t.arg.string({ description: forTarget }),
      ...hubArg,
    },
    resolve: viewerMay,
  }),
);
