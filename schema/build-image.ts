import type { BuildImageSuccess } from "../resolvers/acting/build-image.ts";
import { buildImage } from "../resolvers/acting/build-image.ts";
import { BuildImageInputType } from "./build-image-input.ts";
import { builder } from "./builder.ts";
import { ANY_TEXT } from "./guard-arguments.ts";
import { PolicyDecisionType } from "./policy.ts";
import { COMMON_PROBLEMS, DuplicateBuildProblemType, typeOfResult } from "./problems.ts";
import { TaskType } from "./refs.ts";

const BuildImageSuccessType = builder.objectRef<BuildImageSuccess>("BuildImageSuccess").implement({
  description: "The build has been started.",
  fields: (t) => ({
    task: t.field({ type: TaskType, description: "Its task, as it is now.", resolve: ({ task }) => task }),
    replayed: t.exposeBoolean("replayed", {
      description: "True when the key had been used and nothing new was started.",
    }),
    kojiCommand: t.exposeString("kojiCommand", { description: "The same order as a command of Koji's own client." }),
    decision: t.field({
      type: PolicyDecisionType,
      description: "The rules that permitted it.",
      resolve: ({ decision }) => decision,
    }),
  }),
});

const BuildImageResultType = builder.unionType("BuildImageResult", {
  description: "What became of an order to build.",
  types: [BuildImageSuccessType, ...COMMON_PROBLEMS, DuplicateBuildProblemType],
  resolveType: typeOfResult("BuildImageSuccess"),
});

builder.mutationField("buildImage", (t) =>
  t.field({
    type: BuildImageResultType,
    description:
      "Start the build of an image, as the viewer. Everything is checked before the hub is asked; the rules must permit it, and what is started is written down first.",
    args: {
      input: t.arg({
        type: BuildImageInputType,
        required: true,
        description: "What to build, and how.",
        extensions: ANY_TEXT,
      }),
    },
    resolve: buildImage,
  }),
);
