import type { PromoteBuildSuccess } from "../resolvers/acting/tagging-input.ts";
import { promoteBuild } from "../resolvers/acting/promote-build.ts";
import { untagBuild } from "../resolvers/acting/untag-build.ts";
import { BuildKeyType } from "./build.ts";
import { builder } from "./builder.ts";
import { ANY_TEXT } from "./guard-arguments.ts";
import { COMMON_PROBLEMS, typeOfResult } from "./problems.ts";
import { ImageBuildType, TagType } from "./refs.ts";

const HUB = "The hub's name in this gateway; the default hub when not given.";

const PromoteBuildInputType = builder.inputType("PromoteBuildInput", {
  description: "Which build, and where to.",
  fields: (t) => ({
    hub: t.string({ description: HUB }),
    build: t.field({ type: BuildKeyType, required: true, description: "The build: an image's, complete." }),
    tag: t.string({ required: true, description: "The tag that it is to have." }),
    fromTag: t.string({
      description:
        "A tag that it has and loses by this: then it is moved, for which UNTAG_BUILD must be permitted, too.",
    }),
    idempotencyKey: t.string({
      description:
        "Any word of your own, as a UUID: the same key, viewer and input tag it once, however often it is sent; the same key with another input is refused. Remembered for seven days.",
    }),
  }),
});

const UntagBuildInputType = builder.inputType("UntagBuildInput", {
  description: "Which build, and out of which tag.",
  fields: (t) => ({
    hub: t.string({ description: HUB }),
    build: t.field({ type: BuildKeyType, required: true, description: "The build: an image's." }),
    tag: t.string({ required: true, description: "The tag that it has." }),
  }),
});

const PromoteBuildSuccessType = builder.objectRef<PromoteBuildSuccess>("PromoteBuildSuccess").implement({
  description: "The build has the tag now; after `untagBuild`, it has it no longer.",
  fields: (t) => ({
    build: t.field({ type: ImageBuildType, description: "The build.", resolve: ({ build }) => build }),
    tag: t.field({ type: TagType, description: "The tag.", resolve: ({ tag }) => tag }),
  }),
});

const PromoteBuildResultType = builder.unionType("PromoteBuildResult", {
  description: "What became of a wish about a build and a tag.",
  types: [PromoteBuildSuccessType, ...COMMON_PROBLEMS],
  resolveType: typeOfResult("PromoteBuildSuccess"),
});

builder.mutationField("promoteBuild", (t) =>
  t.field({
    type: PromoteBuildResultType,
    description:
      "Tag a finished build: test to production, candidate to release. Waits some seconds for the hub's own task to do it.",
    args: {
      input: t.arg({
        type: PromoteBuildInputType,
        required: true,
        description: "What, and where to.",
        extensions: ANY_TEXT,
      }),
    },
    resolve: promoteBuild,
  }),
);

builder.mutationField("untagBuild", (t) =>
  t.field({
    type: PromoteBuildResultType,
    description: "Take a build out of a tag. The build itself stays.",
    args: {
      input: t.arg({
        type: UntagBuildInputType,
        required: true,
        description: "What, and where from.",
        extensions: ANY_TEXT,
      }),
    },
    resolve: untagBuild,
  }),
);
