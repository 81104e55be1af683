import type { FieldProblem } from "../model/field-problem.ts";
import type {
  DuplicateBuildProblem,
  HubRefusedProblem,
  HubUnavailableProblem,
  InvalidInputProblem,
  NotSignedInProblem,
  PolicyProblem,
  Problem,
  SendOutcome,
} from "../model/problem.ts";
import { builder } from "./builder.ts";
import { PolicyDecisionType } from "./policy.ts";
import { TaskType } from "./refs.ts";

const ProblemType = builder.interfaceRef<Problem>("Problem").implement({
  description: "Why something was not done.",
  fields: (t) => ({
    code: t.exposeString("code", { description: "For programs: NOT_SIGNED_IN, NOT_ALLOWED, HUB_REFUSED …" }),
    message: t.exposeString("message", { description: "For people, with what helps." }),
  }),
  resolveType: ({ code }) => TYPE_OF_CODE[code],
});

const NotSignedInProblemType = builder.objectRef<NotSignedInProblem>("NotSignedInProblem").implement({
  description: "Nobody signed in, and what is asked for is done as somebody.",
  interfaces: [ProblemType],
});

const PolicyProblemType = builder.objectRef<PolicyProblem>("PolicyProblem").implement({
  description: "The gateway's rules do not let the viewer do it. The hub was not asked.",
  interfaces: [ProblemType],
  fields: (t) => ({
    decision: t.field({
      type: PolicyDecisionType,
      description: "With the rules that decided.",
      resolve: ({ decision }) => decision,
    }),
  }),
});

const HubRefusedProblemType = builder.objectRef<HubRefusedProblem>("HubRefusedProblem").implement({
  description: "The hub does not let the viewer do it, in its own words. Nothing was changed.",
  interfaces: [ProblemType],
  fields: (t) => ({
    fault: t.exposeInt("fault", {
      description: "Koji's fault code: 1004 where a permission, a policy or an owner is wanted.",
    }),
  }),
});

const FieldProblemType = builder.objectRef<FieldProblem>("FieldProblem").implement({
  description: "What is wrong with one part of an input.",
  fields: (t) => ({
    path: t.exposeStringList("path", { description: "From the input inwards: `method`, `livemedia`, `volumeId`." }),
    message: t.exposeString("message", { description: "In a sentence, with what helps." }),
  }),
});

const InvalidInputProblemType = builder.objectRef<InvalidInputProblem>("InvalidInputProblem").implement({
  description: "The input cannot be used. Nothing was changed.",
  interfaces: [ProblemType],
  fields: (t) => ({
    fields: t.field({
      type: [FieldProblemType],
      description: "Everything that is wrong with it.",
      resolve: ({ fields }) => fields,
    }),
  }),
});

export const DuplicateBuildProblemType = builder.objectRef<DuplicateBuildProblem>("DuplicateBuildProblem").implement({
  description: "The same image is being built for this target already. Nothing was started.",
  interfaces: [ProblemType],
  fields: (t) => ({
    task: t.field({ type: TaskType, description: "The build under way.", resolve: ({ task }) => task }),
  }),
});

const SendOutcomeType = builder.enumType("SendOutcome", {
  description: "What became of something that got no answer.",
  values: {
    NOT_SENT: { description: "Nothing was changed: it is safe to send it again." },
    UNKNOWN: { description: "It may have been done. The message says how to find out." },
  } as const satisfies Record<SendOutcome, unknown>,
});

const HubUnavailableProblemType = builder.objectRef<HubUnavailableProblem>("HubUnavailableProblem").implement({
  description: "The hub did not answer, or the gateway cannot write down what it is about to do.",
  interfaces: [ProblemType],
  fields: (t) => ({
    outcome: t.expose("outcome", { type: SendOutcomeType, description: "Whether it may have been done." }),
    retryAfter: t.expose("retryAfter", {
      type: "Seconds",
      nullable: true,
      description: "When another try makes sense; null where nobody knows.",
    }),
  }),
});

/** What may keep any change from being made. */
export const COMMON_PROBLEMS = [
  NotSignedInProblemType,
  PolicyProblemType,
  HubRefusedProblemType,
  InvalidInputProblemType,
  HubUnavailableProblemType,
] as const;

const TYPE_OF_CODE = {
  NOT_SIGNED_IN: "NotSignedInProblem",
  NOT_ALLOWED: "PolicyProblem",
  HUB_REFUSED: "HubRefusedProblem",
  INVALID_INPUT: "InvalidInputProblem",
  DUPLICATE_BUILD: "DuplicateBuildProblem",
  HUB_UNAVAILABLE: "HubUnavailableProblem",
} as const satisfies Record<Problem["code"], string>;

/** Of a result that is a problem or else the thing done, whose type is `done`. */
export const typeOfResult =
  (done: string) =>
  (result: object): string =>
    // Only problems have codes, and every code is here.
    "code" in result ? TYPE_OF_CODE[result.code as Problem["code"]] : done;
