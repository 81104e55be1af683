import { type CheckOutcome, type Preflight, type PreflightCheck } from "../model/preflight.ts";
import { preflight } from "../resolvers/preflight/preflight.ts";
import { builder } from "./builder.ts";
import { BuildImageInputType } from "./build-image-input.ts";
import { ANY_TEXT } from "./guard-arguments.ts";
import { PolicyDecisionType } from "./policy.ts";

const CheckOutcomeType = builder.enumType("CheckOutcome", {
  description: "What a look before a build is sent found.",
  values: {
    PASS: { description: "It is as it has to be." },
    WARN: { description: "It can be built, but somebody should look at this first." },
    FAIL: { description: "It would be refused, or fail: the message has the cure." },
    SKIPPED: { description: "It does not apply, or cannot be known now: the message says which." },
  } as const satisfies Record<CheckOutcome, unknown>,
});

const PreflightCheckType = builder.objectRef<PreflightCheck>("PreflightCheck").implement({
  description: "One thing that was looked at.",
  fields: (t) => ({
    name: t.exposeString("name", {
      description:
        "What: policy, input, target, arches, release, volume-id, source, kickstart, upload, packages, groups, package-list, destination-tag, repository, permission, hub-channel, hub-priority, hub-tag, capacity or duplicate.",
    }),
    outcome: t.expose("outcome", { type: CheckOutcomeType, description: "What came of it." }),
    message: t.exposeString("message", {
      description: "What was found, in a sentence, with the cure where one is needed.",
    }),
  }),
});

const PreflightType = builder.objectRef<Preflight>("Preflight").implement({
  description: "Everything that can be known before a build is sent. Nothing was sent.",
  fields: (t) => ({
    ready: t.exposeBoolean("ready", {
      description: "Whether no check failed: as things are now, `buildImage` would send it.",
    }),
    decision: t.expose("decision", {
      type: PolicyDecisionType,
      description: "What the gateway's rules say: the same decision that `buildImage` takes.",
    }),
    checks: t.expose("checks", {
      type: [PreflightCheckType],
      description: "All of them, always in the same order.",
    }),
    kojiCommand: t.exposeString("kojiCommand", {
      description:
        "The command of Koji's own client that asks for the same, for a POSIX shell. Words in capitals stand for what is not known.",
    }),
  }),
});

builder.queryField("preflight", (t) =>
  t.field({
    type: PreflightType,
    description:
      "Everything that can be known before a build is sent: policy, kickstart, target, arches, package list, packages and groups, the hub's own rules, capacity, duplicates. What cannot be looked at now is SKIPPED and says why. Nothing is sent, and the hub is not asked as the viewer. Errors: BAD_ARGUMENT for a hub that is not served.",
    args: {
      input: t.arg({
        type: BuildImageInputType,
        required: true,
        description: "The build, as `buildImage` takes it.",
        extensions: ANY_TEXT,
      }),
    },
    resolve: preflight,
  }),
);
