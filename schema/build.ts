import type { BuildFilter } from "../model/build.ts";
import {
  build,
  buildArches,
  buildArtifacts,
  buildDefinition,
  buildDuration,
  buildFailure,
  buildImage,
  buildLogs,
  buildMethod,
  buildPartial,
  builds,
  buildTags,
  buildTarget,
  buildTask,
  buildTypeName,
  buildUrl,
  otherBuildType,
} from "../resolvers/build.ts";
import { imageHub } from "../resolvers/image.ts";
import { builder } from "./builder.ts";
import { connectionType, hubArg, pageArgs } from "./connection.ts";
import { DefinitionType } from "./definition.ts";
import { BuildStateType, ImageMethodType } from "./enums.ts";
import {
  ArtifactType,
  BuildType,
  FailureType,
  HubType,
  ImageBuildType,
  ImageType,
  LogFileType,
  NodeType,
  OtherBuildType,
  TagType,
  TargetType,
  TaskType,
  UserType,
} from "./refs.ts";

BuildType.implement({
  description: "Any Koji build: an image's, or an rpm's and so on (OtherBuild).",
  interfaces: [NodeType],
  resolveType: buildTypeName,
  fields: (t) => ({
    kojiId: t.exposeInt("kojiId", { description: "Koji's number." }),
    hub: t.field({ type: HubType, description: "The hub it was made on.", resolve: imageHub }),
    nvr: t.exposeString("nvr", { description: "Name, version and release, joined: unique on its hub." }),
    name: t.exposeString("name", { description: "The Koji package's name." }),
    version: t.exposeString("version", { description: "Version; images of a branch carry its name." }),
    release: t.exposeString("release", { description: "Release; nightly images carry their compose's." }),
    epoch: t.string({
      nullable: true,
      description: "Epoch; null where it has none.",
      resolve: ({ epoch }) => (epoch === null ? null : String(epoch)),
    }),
    state: t.expose("state", { type: BuildStateType, description: "How it stands." }),
    owner: t.expose("owner", { type: UserType, description: "Who started it." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When Koji made a record of it." }),
    startedAt: t.expose("startedAt", { type: "DateTime", nullable: true, description: "When work on it began." }),
    completedAt: t.expose("completedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it ended, well or not; null while it runs.",
    }),
    duration: t.field({
      type: "Seconds",
      nullable: true,
      description: "From start to end; null while it runs.",
      resolve: buildDuration,
    }),
    task: t.field({
      type: TaskType,
      nullable: true,
      description: "The parent task that made it; null for imported builds.",
      resolve: buildTask,
    }),
    tags: t.field({ type: [TagType], description: "The tags it is in now.", resolve: buildTags }),
    kojiUrl: t.field({ type: "URL", description: "Its page in the hub's web interface.", resolve: buildUrl }),
  }),
});

OtherBuildType.implement({
  description: "A build that makes no image: of rpms, Maven artifacts …",
  interfaces: [BuildType, NodeType],
  fields: (t) => ({
    type: t.string({
      description: "Koji's build type: `rpm`, `maven`, `win`, `module` …; `unknown` while it has no content.",
      resolve: otherBuildType,
    }),
  }),
});

ImageBuildType.implement({
  description: "One build of an image.",
  interfaces: [BuildType, NodeType],
  fields: (t) => ({
    image: t.field({ type: ImageType, description: "The product it is a build of.", resolve: buildImage }),
    method: t.field({ type: ImageMethodType, description: "How it is made.", resolve: buildMethod }),
    target: t.field({
      type: TargetType,
      nullable: true,
      description: "The build target it was made for; null when that was removed, or for an import.",
      resolve: buildTarget,
    }),
    arches: t.stringList({ description: "The arches that it was to be made for.", resolve: buildArches }),
    partial: t.boolean({ description: "COMPLETE, but an arch that may fail did.", resolve: buildPartial }),
    artifacts: t.field({
      type: [ArtifactType],
      description:
        "Its files, by arch and name: images, and what comes with them. Empty until it is complete. Of a deleted build they are listed still, and their addresses give nothing.",
      args: {
        arch: t.arg.string({ description: "Only those of this arch." }),
        format: t.arg.string({ description: "Only those of this format: Koji's archive type name." }),
      },
      resolve: buildArtifacts,
    }),
    logs: t.field({
      type: [LogFileType],
      description: "Its logs. Of one that failed, those of its tasks, as long as the hub keeps them.",
      resolve: buildLogs,
    }),
    definition: t.field({
      type: DefinitionType,
      nullable: true,
      description:
        "What it was made from, at the commit it was made from. User names and passwords in source URLs are removed.",
      resolve: buildDefinition,
    }),
    failure: t.field({
      type: FailureType,
      nullable: true,
      description: "Why it failed or how it was cancelled; null for any other.",
      resolve: buildFailure,
    }),
  }),
});

export const BuildFilterType = builder.inputRef<BuildFilter>("BuildFilter").implement({
  description: "Which builds; all that is given must hold.",
  fields: (t) => ({
    image: t.string({ description: "Of this image or package." }),
    state: t.field({ type: [BuildStateType], description: "In one of these states." }),
    owner: t.string({ description: "Started by this user of the hub." }),
    target: t.string({
      description: "For this build target. The hub cannot filter by it: such a list cannot be counted.",
    }),
    tag: t.string({ description: 'In this tag. Needs `type: "image"` or `image` beside it.' }),
    createdAfter: t.field({ type: "DateTime", description: "Made after this moment." }),
    createdBefore: t.field({ type: "DateTime", description: "Made before this moment." }),
    completedAfter: t.field({ type: "DateTime", description: "Ended after this moment." }),
    completedBefore: t.field({ type: "DateTime", description: "Ended before this moment." }),
    type: t.string({ description: "Koji's build type: `image`, `rpm` …; any when not given." }),
  }),
});

export const BuildKeyType = builder.inputType("BuildKey", {
  description: "Which build: exactly one of the two.",
  isOneOf: true,
  fields: (t) => ({
    kojiId: t.int({ description: "By Koji's number." }),
    nvr: t.string({ description: "By name, version and release, joined with `-`." }),
  }),
});

const TOTAL = "How many there are in all; asks the hub. Errors: TOO_COSTLY with a filter by target.";

const BuildConnectionType = connectionType("Build", {
  node: BuildType,
  description: "Builds of any kind, newest first.",
  totalCount: TOTAL,
});

export const ImageBuildConnectionType = connectionType("ImageBuild", {
  node: ImageBuildType,
  description: "Builds of images, newest first.",
  totalCount: TOTAL,
});

builder.queryField("build", (t) =>
  t.field({
    type: BuildType,
    nullable: true,
    description: "One build; null when the hub has none such.",
    args: { by: t.arg({ type: BuildKeyType, required: true, description: "Which." }), ...hubArg },
    resolve: build,
  }),
);

builder.queryField("builds", (t) =>
  t.field({
    type: BuildConnectionType,
    description:
      "Builds of a hub, newest first: by time for images, of an image or in a tag; by Koji's number otherwise, which a build keeps that is made again. Errors: BAD_ARGUMENT, TOO_COSTLY.",
    args: {
      ...hubArg,
      filter: t.arg({ type: BuildFilterType, description: "Which; all when not given." }),
      ...pageArgs,
    },
    resolve: builds,
  }),
);
