import {
  includeClosure,
  includedBy,
  kickstartCommands,
  kickstartCommit,
  kickstartHistory,
  kickstartIncludes,
  kickstartOwners,
  kickstartSource,
} from "../resolvers/kickstart-fields.ts";
import { kickstartBuilds, kickstartImages } from "../resolvers/kickstart-images.ts";
import { kickstartDiff, kickstartFlattened, kickstartProblems } from "../resolvers/kickstart-check.ts";
import { kickstart, parsed, repositoryNamed } from "../resolvers/kickstart.ts";
import { type KickstartFilter, kickstarts } from "../resolvers/kickstarts.ts";
import { ImageBuildConnectionType } from "./build.ts";
import { builder } from "./builder.ts";
import { connectionType, forwardArgs, hubArg, pageArgs } from "./connection.ts";
import { ImageOwnerType } from "./image-owner.ts";
import { KickstartDiffType } from "./kickstart-check.ts";
import {
  KickstartCommandType,
  KickstartIncludeType,
  KickstartPackagesType,
  KickstartProblemType,
  KickstartScriptType,
} from "./kickstart-parts.ts";
import { KickstartCommitConnectionType, KickstartCommitType } from "./kickstart-repository.ts";
import { ImageType, KickstartRepositoryType, KickstartType, NodeType } from "./refs.ts";

KickstartType.implement({
  description:
    "One kickstart file at one commit. Commands, packages and scripts are those of the file and all that it includes.",
  interfaces: [NodeType],
  fields: (t) => ({
    repository: t.field({
      type: KickstartRepositoryType,
      description: "The repository it is in.",
      resolve: ({ repository }, _args, context) => repositoryNamed(repository, context),
    }),
    path: t.exposeString("path", { description: "Inside the repository, with forward slashes." }),
    commit: t.field({ type: KickstartCommitType, description: "The commit it is read at.", resolve: kickstartCommit }),
    source: t.string({
      description: "Its text as it lies in the repository; bytes that are no UTF-8 are replaced.",
      resolve: kickstartSource,
    }),
    flattened: t.string({
      nullable: true,
      description:
        "With every include written in; null when one cannot be found (see `problems`). Errors: BAD_ARGUMENT for an unknown release.",
      args: { release: t.arg.string({ description: "Written into it as `#version=`, which tools read: `F45`." }) },
      resolve: kickstartFlattened,
    }),
    includes: t.field({
      type: [KickstartIncludeType],
      description: "The lines of the file itself that take other files in.",
      resolve: kickstartIncludes,
    }),
    includeClosure: t.field({
      type: [KickstartType],
      description: "Every file it takes in, at any depth, each once, in reading order.",
      extensions: { listSize: 10 },
      resolve: includeClosure,
    }),
    includedBy: t.field({
      type: [KickstartType],
      description: "Every `*.ks` file of the commit that takes it in, directly or through others, by name.",
      extensions: { listSize: 50 },
      resolve: includedBy,
    }),
    commands: t.field({
      type: [KickstartCommandType],
      description: "In reading order.",
      args: { name: t.arg.string({ description: "Only these: `part`." }) },
      resolve: kickstartCommands,
    }),
    packages: t.field({
      type: KickstartPackagesType,
      description: "What it installs.",
      resolve: async (file, _args, context) => (await parsed(file, context)).packages,
    }),
    scripts: t.field({
      type: [KickstartScriptType],
      description: "What it runs, in the order in which the sections end.",
      resolve: async (file, _args, context) => (await parsed(file, context)).scripts,
    }),
    problems: t.field({
      type: [KickstartProblemType],
      description: "Everything that is wrong with it, in reading order. Errors: BAD_ARGUMENT for an unknown release.",
      args: {
        release: t.arg.string({
          description: "`F45`, `RHEL10`; without one what the file says itself (`#version=`), else the newest.",
        }),
      },
      resolve: kickstartProblems,
    }),
    images: t.field({
      type: [ImageType],
      description: "The images the catalogue builds from it.",
      args: hubArg,
      resolve: kickstartImages,
    }),
    builds: t.field({
      type: ImageBuildConnectionType,
      description:
        "Builds whose task names the file, at whatever commit, newest first: those of the hub's window, of images that the catalogue makes from it or whose newest build was made from it.",
      args: { ...hubArg, ...forwardArgs },
      resolve: kickstartBuilds,
    }),
    history: t.field({
      type: KickstartCommitConnectionType,
      description: "Commits that touched the file or anything that it includes, newest first; renames are followed.",
      args: forwardArgs,
      resolve: kickstartHistory,
    }),
    diff: t.field({
      type: KickstartDiffType,
      description:
        "What became different since another commit. Errors: BAD_ARGUMENT where the file was not there then.",
      args: { from: t.arg.string({ required: true, description: "A branch, tag or commit." }) },
      resolve: kickstartDiff,
    }),
    owners: t.field({
      type: [ImageOwnerType],
      description: "From the repository's list of maintainers, and from the catalogue for images made from it.",
      resolve: kickstartOwners,
    }),
  }),
});

const KickstartFilterType = builder.inputRef<KickstartFilter>("KickstartFilter").implement({
  description: "Which kickstarts: those that fit all that is given.",
  fields: (t) => ({
    pathGlob: t.string({ description: "Their paths fit this shell pattern: `fedora-live-*`. `*` crosses slashes." }),
    includes: t.string({ description: "They take this file in, directly or through others." }),
    installsPackage: t.string({
      description:
        "They name this package, or a glob that it fits, and do not cancel it. What groups bring is not seen.",
    }),
    hasProblems: t.boolean({ description: "Whether anything is wrong with them, warnings too: see `problems`." }),
    hasErrors: t.boolean({ description: "Whether an installer, or Koji's builder, refuses them." }),
  }),
});

const KickstartConnectionType = connectionType("Kickstart", {
  node: KickstartType,
  description: "Kickstarts of one commit, by path.",
  totalCount: "How many fit the filter.",
});

const REPOSITORY = "Its name in this gateway, or its address; the first one when not given.";
const REF = "A branch, tag or commit; the repository's default when not given.";

builder.queryField("kickstart", (t) =>
  t.field({
    type: KickstartType,
    nullable: true,
    description:
      "A file of a kickstart repository, fragments too; null where there is no such file or ref. Errors: BAD_ARGUMENT for a repository that is not configured, REPOSITORY_UNAVAILABLE, TOO_COSTLY for a file of more than a MiB.",
    args: {
      path: t.arg.string({ required: true, description: "Inside the repository." }),
      repository: t.arg.string({ description: REPOSITORY }),
      ref: t.arg.string({ description: REF }),
    },
    resolve: kickstart,
  }),
);

builder.queryField("kickstarts", (t) =>
  t.field({
    type: KickstartConnectionType,
    description:
      "The `*.ks` files of a repository at one commit, by path. Errors: BAD_ARGUMENT for an unknown ref or repository, REPOSITORY_UNAVAILABLE.",
    args: {
      repository: t.arg.string({ description: REPOSITORY }),
      ref: t.arg.string({ description: REF }),
      filter: t.arg({ type: KickstartFilterType, description: "Which of them; all when not given." }),
      ...pageArgs,
    },
    resolve: kickstarts,
  }),
);
