import type { ImageDefinition, KiwiDefinition, OsbuildDefinition } from "../model/image-definition.ts";
import { type DefinitionOfBuild, definitionFlattened, definitionKickstart } from "../resolvers/kickstart-definition.ts";
import { builder } from "./builder.ts";
import { KickstartType } from "./refs.ts";

const KickstartDefinitionType = builder.objectRef<DefinitionOfBuild>("KickstartDefinition").implement({
  description: "An image made from a kickstart.",
  fields: (t) => ({
    path: t.exposeString("path", { description: "The file inside the repository." }),
    repository: t.exposeString("repository", {
      nullable: true,
      description:
        "Where the file is: a configured repository's name or an address. Null for one that was uploaded; in the catalogue, for the first that is configured.",
    }),
    ref: t.exposeString("ref", {
      nullable: true,
      description: "Branch, tag or commit; null for the repository's default or an uploaded file.",
    }),
    kickstart: t.field({
      type: KickstartType,
      nullable: true,
      description:
        "The file, at what `ref` means now; null where its repository is not configured here, or lacks that ref or file. Errors: REPOSITORY_UNAVAILABLE.",
      resolve: definitionKickstart,
    }),
    flattened: t.string({
      nullable: true,
      description:
        "With every include written in. Of a build whose kickstart is not to be had here, as the builder wrote it, with that build's repositories and without comments. Null where there is neither.",
      resolve: definitionFlattened,
    }),
  }),
});

const KiwiDefinitionType = builder.objectRef<KiwiDefinition>("KiwiDefinition").implement({
  description: "An image made from a kiwi description.",
  fields: (t) => ({
    descriptionUrl: t.exposeString("descriptionUrl", { description: "The repository, in Koji's form of source URL." }),
    descriptionPath: t.exposeString("descriptionPath", { description: "The description inside it." }),
    profile: t.exposeString("profile", {
      nullable: true,
      description: "The profile of the description, where it has some.",
    }),
  }),
});

const OsbuildDefinitionType = builder.objectRef<OsbuildDefinition>("OsbuildDefinition").implement({
  description: "An image made by osbuild or image-builder.",
  fields: (t) => ({
    distro: t.exposeString("distro", {
      nullable: true,
      description: "The distribution's name for osbuild: `fedora-45`.",
    }),
    imageType: t.exposeString("imageType", { description: "The image type's name for osbuild: `iot-raw-xz`." }),
  }),
});

export const DefinitionType = builder.unionType("ImageDefinition", {
  description: "What an image is made from.",
  types: [KickstartDefinitionType, KiwiDefinitionType, OsbuildDefinitionType],
  resolveType: ({ kind }: ImageDefinition) => TYPE_NAMES[kind],
});

const TYPE_NAMES = {
  kickstart: "KickstartDefinition",
  kiwi: "KiwiDefinition",
  osbuild: "OsbuildDefinition",
} as const;
