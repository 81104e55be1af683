import {
  tag,
  tagImages,
  target,
  targetArches,
  targetBuildTag,
  targetDestinationTag,
  targets,
} from "../resolvers/target.ts";
import { ImageBuildConnectionType } from "./build.ts";
import { builder } from "./builder.ts";
import { forwardArgs, hubArg } from "./connection.ts";
import { NodeType, TagType, TargetType } from "./refs.ts";

TargetType.implement({
  description: "Where builds come from and go to: made with the packages of one tag, put into another.",
  interfaces: [NodeType],
  fields: (t) => ({
    kojiId: t.exposeInt("kojiId", { description: "Koji's number." }),
    name: t.exposeString("name", { description: "Its name." }),
    buildTag: t.field({
      type: TagType,
      description: "The packages that builds are made with.",
      resolve: targetBuildTag,
    }),
    destinationTag: t.field({
      type: TagType,
      description: "Where good builds are put.",
      resolve: targetDestinationTag,
    }),
    arches: t.stringList({
      description: "What can be built for it: the arches of the build tag, inherited ones included.",
      resolve: targetArches,
    }),
  }),
});

TagType.implement({
  description: "A named set of builds.",
  interfaces: [NodeType],
  fields: (t) => ({
    kojiId: t.exposeInt("kojiId", { description: "Koji's number." }),
    name: t.exposeString("name", { description: "Its name." }),
    arches: t.exposeStringList("arches", { description: "Its own; empty where it has none." }),
    locked: t.exposeBoolean("locked", { description: "Whether builds are kept from going in and out." }),
    images: t.field({
      type: ImageBuildConnectionType,
      description: "Image builds in it, newest first. Errors: BAD_ARGUMENT.",
      args: {
        latest: t.arg.boolean({
          defaultValue: true,
          description: "Of each image only the build that was tagged last, which is Koji's meaning of latest.",
        }),
        ...forwardArgs,
      },
      resolve: tagImages,
    }),
  }),
});

builder.queryField("targets", (t) =>
  t.field({
    type: [TargetType],
    description: "Every build target of a hub, by name.",
    args: { ...hubArg },
    resolve: targets,
  }),
);

builder.queryField("target", (t) =>
  t.field({
    type: TargetType,
    nullable: true,
    description: "One build target; null when the hub has none such.",
    args: { name: t.arg.string({ required: true, description: "Its name." }), ...hubArg },
    resolve: target,
  }),
);

builder.queryField("tag", (t) =>
  t.field({
    type: TagType,
    nullable: true,
    description: "One tag; null when the hub has none such.",
    args: { name: t.arg.string({ required: true, description: "Its name." }), ...hubArg },
    resolve: tag,
  }),
);
