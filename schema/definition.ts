import type {
  ImageDefinition,
  KickstartDefinition,
  KiwiDefinition,
  OsbuildDefinition,
} from "../model/image-definition.ts";
import { builder } from "./builder.ts";

const KickstartDefinitionType = builder.objectRef<KickstartDefinition>("KickstartDefinition").implement({
  description: "An image made from a kickstart.",
  fields: (t) => ({
    path: t.exposeString("path", { description: "The file inside the repository." }),
    repository: t.exposeString("repository", {
      nullable: true,
      description: "Where the file is: a configured repository's name or an address. Null for one that was uploaded.",
    }),
    ref: t.exposeString("ref", {
      nullable: true,
      description: "Branch, tag or commit; null for the repository's default or an uploaded file.",
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
