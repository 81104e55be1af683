import {
  catalogued,
  image,
  imageAttempts,
  imageAverageDuration,
  imageBuilds,
  imageDefinition,
  imageHub,
  imageLatest,
} from "../resolvers/image.ts";
import { imageOwners } from "../resolvers/image-owners.ts";
import { statusOf } from "../resolvers/image-status.ts";
import { type ImageFilter, type ImageOrder, images } from "../resolvers/images.ts";
import { BuildFilterType, ImageBuildConnectionType } from "./build.ts";
import { builder } from "./builder.ts";
import { connectionType, forwardArgs, hubArg, pageArgs } from "./connection.ts";
import { DefinitionType } from "./definition.ts";
import { ImageMethodType, ImageStateType } from "./enums.ts";
import { ImageOwnerType } from "./image-owner.ts";
import { ImageStatusType } from "./image-status.ts";
import { ArtifactType, HubType, ImageType, NodeType } from "./refs.ts";
import { TaskConnectionType } from "./task.ts";

ImageType.implement({
  description: "A product that is built again and again: a spin, a cloud image. Its name is the Koji package's.",
  interfaces: [NodeType],
  fields: (t) => ({
    hub: t.field({ type: HubType, description: "The hub it is built on.", resolve: imageHub }),
    name: t.exposeString("name", { description: "The Koji package's name." }),
    summary: t.string({
      nullable: true,
      description: "What it is, in the catalogue's words.",
      resolve: (parent, _args, context) => catalogued(parent, context)?.summary ?? null,
    }),
    group: t.string({
      nullable: true,
      description: "The group that answers for it, a SIG, from the catalogue.",
      resolve: (parent, _args, context) => catalogued(parent, context)?.group ?? null,
    }),
    owners: t.field({
      type: [ImageOwnerType],
      description:
        "Who answers for it, each with where that is recorded: in the catalogue, in the repository of its kickstart, at the hub.",
      resolve: imageOwners,
    }),
    inCatalogue: t.boolean({
      description: "False when the hub has builds of it but the catalogue does not list it.",
      resolve: (parent, _args, context) => catalogued(parent, context) !== null,
    }),
    definition: t.field({
      type: DefinitionType,
      nullable: true,
      description: "What it is built from, as the catalogue names it; where that does not, as its newest attempt did.",
      resolve: imageDefinition,
    }),
    status: t.field({
      type: ImageStatusType,
      description: "How it stands.",
      args: {
        target: t.arg.string({ description: "Judged by attempts for this build target; by all when not given." }),
        arch: t.arg.string({ description: "Judged by this arch alone." }),
      },
      resolve: statusOf,
    }),
    latest: t.field({
      type: ArtifactType,
      nullable: true,
      description:
        "The newest finished file of this arch and format. With `tag`: of the build that was tagged last, which is Koji's meaning of latest; else of the newest complete build that has one, looking at 20.",
      args: {
        arch: t.arg.string({ required: true, description: "As Koji names it: x86_64, aarch64 …" }),
        format: t.arg.string({ required: true, description: "Koji's archive type name: iso, qcow2 …" }),
        target: t.arg.string({ description: "Only of builds for this target." }),
        tag: t.arg.string({ description: "Only of builds in this tag." }),
      },
      resolve: imageLatest,
    }),
    builds: t.field({
      type: ImageBuildConnectionType,
      description: "Its builds, newest first. Errors: BAD_ARGUMENT, TOO_COSTLY.",
      args: {
        filter: t.arg({ type: BuildFilterType, description: "Which; `image` and `type` in it are passed over." }),
        ...pageArgs,
      },
      resolve: imageBuilds,
    }),
    attempts: t.field({
      type: TaskConnectionType,
      description:
        "The parent task of every attempt, newest first: scratch builds and those that died before Koji made a build among them. The hub cannot filter tasks by image: one page looks through at most 1000 tasks, and says when there may be more.",
      args: { ...forwardArgs },
      resolve: imageAttempts,
    }),
    averageDuration: t.field({
      type: "Seconds",
      nullable: true,
      description: "How long its good builds took on average, as the hub reckons it; null when there is none.",
      resolve: imageAverageDuration,
    }),
  }),
});

const ImageConnectionType = connectionType("Image", {
  node: ImageType,
  description: "Images.",
  totalCount: "How many there are in all.",
});

const ImageFilterType = builder.inputRef<ImageFilter>("ImageFilter").implement({
  description: "Which images; all that is given must hold.",
  fields: (t) => ({
    nameGlob: t.string({ description: "Whose whole name fits: `*` any text, `?` one character; case counts." }),
    group: t.string({ description: "Of this group of the catalogue." }),
    owner: t.string({ description: "Owned by this group or user." }),
    state: t.field({ type: [ImageStateType], description: "In one of these states, on `target` and `arch` if given." }),
    method: t.field({ type: [ImageMethodType], description: "Made in one of these ways." }),
    target: t.string({ description: "Built for this target." }),
    arch: t.string({ description: "Built for this arch." }),
    inCatalogue: t.boolean({ description: "Listed by the catalogue, or not." }),
  }),
});

const ImageOrderType = builder.inputRef<ImageOrder>("ImageOrder").implement({
  description: "How a list of images is ordered; by name where the rest is equal.",
  fields: (t) => ({
    field: t.field({
      type: builder.enumType("ImageOrderField", {
        description: "What a list of images can be ordered by.",
        values: {
          NAME: { description: "By name." },
          STATE: { description: "By state, the worst last: PASSING, BUILDING, NEVER_BUILT, STALE, PARTIAL, FAILING." },
          LAST_BUILT: { description: "By when the newest build began; never built counts as oldest." },
          STORAGE: {
            description:
              "By the space that its files take. Asks the hub for the files of up to 100 builds of each image: for at most 50 images that the filter leaves.",
          },
        } as const,
      }),
      required: true,
      description: "By what.",
    }),
    direction: t.field({
      type: builder.enumType("OrderDirection", {
        description: "Which way a list is ordered.",
        values: { ASC: { description: "Smallest first." }, DESC: { description: "Greatest first." } } as const,
      }),
      required: true,
      description: "Which way.",
    }),
  }),
});

builder.queryField("image", (t) =>
  t.field({
    type: ImageType,
    nullable: true,
    description: "One image; null for a name that neither the catalogue lists nor the hub has attempts of.",
    args: { name: t.arg.string({ required: true, description: "The Koji package's name." }), ...hubArg },
    resolve: image,
  }),
);

builder.queryField("images", (t) =>
  t.field({
    type: ImageConnectionType,
    description:
      "Images of a hub: those that the catalogue lists, and those built within the hub's discovery window; where more than 999 builds are in it, within the last week at least. Older ones can be asked for by name. Errors: BAD_ARGUMENT, TOO_COSTLY.",
    args: {
      ...hubArg,
      filter: t.arg({ type: ImageFilterType, description: "Which; all when not given." }),
      orderBy: t.arg({ type: ImageOrderType, description: "By name when not given." }),
      ...pageArgs,
    },
    resolve: images,
  }),
);
