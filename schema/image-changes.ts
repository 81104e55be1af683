import { LOOKS_AT } from "../loaders/previous-build.ts";
import type { ImageChanges, PackageChange, SizeChange } from "../model/image-changes.ts";
import { buildChanges, changedPackages, changedPackagesRecorded, changedSizes } from "../resolvers/image-changes.ts";
import { changedCommits } from "../resolvers/kickstart-definition.ts";
import { builder } from "./builder.ts";
import { KickstartCommitType } from "./kickstart-repository.ts";
import { ImageBuildType } from "./refs.ts";

const ChangeKindType = builder.enumType("ChangeKind", {
  description: "What became of a package.",
  values: {
    ADDED: { description: "It, or another version of it beside those there were, came." },
    REMOVED: { description: "It, or one of its versions, went." },
    UPGRADED: { description: "Its version is newer, as rpm orders versions." },
    DOWNGRADED: { description: "Its version is older." },
  } as const,
});

const PackageChangeType = builder.objectRef<PackageChange>("PackageChange").implement({
  description: "One change of a package on one arch of the image.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "The rpm's name." }),
    arch: t.exposeString("arch", {
      description:
        "The image's arch, not the rpm's: an rpm installed for two arches that changed alike stands here once.",
    }),
    kind: t.expose("kind", { type: ChangeKindType, description: "What became of it." }),
    before: t.exposeString("before", {
      nullable: true,
      description: "`[epoch:]version-release` that it was; null when it was not there.",
    }),
    after: t.exposeString("after", {
      nullable: true,
      description: "`[epoch:]version-release` that it is; null when it went.",
    }),
  }),
});

const SizeChangeType = builder.objectRef<SizeChange>("SizeChange").implement({
  description: "How large the image files of one arch and format are; several of one format together.",
  fields: (t) => ({
    arch: t.exposeString("arch", { description: "Their arch." }),
    format: t.exposeString("format", { description: "Koji's archive type name: iso, qcow2 …" }),
    before: t.expose("before", {
      type: "ByteCount",
      nullable: true,
      description: "What they were; null when there were none.",
    }),
    after: t.expose("after", {
      type: "ByteCount",
      nullable: true,
      description: "What they are; null when there are none: the arch failed, or has not ended.",
    }),
  }),
});

const archArg = "Only on this arch of the image; on all that both builds have when not given.";

const ImageChangesType = builder.objectRef<ImageChanges>("ImageChanges").implement({
  description:
    "What changed from one build of an image to another. Deleted builds can be compared: their records stay.",
  fields: (t) => ({
    from: t.expose("from", { type: ImageBuildType, description: "The build compared with." }),
    to: t.expose("to", { type: ImageBuildType, description: "The build whose changes these are." }),
    packages: t.field({
      type: [PackageChangeType],
      description:
        "Packages that differ, by arch and name. An arch that one of the builds lacks is not compared, nor one whose rpms the hub does not know: see `packagesRecorded`.",
      args: { arch: t.arg.string({ description: archArg }) },
      resolve: changedPackages,
    }),
    packagesRecorded: t.boolean({
      description:
        "Whether the hub knows the rpms of both builds, on this arch or on each that both have. False for methods that record none (livemedia), and when the builds share no arch: then empty `packages` say nothing.",
      args: { arch: t.arg.string({ description: archArg }) },
      resolve: changedPackagesRecorded,
    }),
    commits: t.field({
      type: [KickstartCommitType],
      description:
        "Commits that touched the kickstart or anything it includes and that one of the builds has and the other has not: those of `to` first, each side newest first. Empty where the builds do not name commits of one configured repository: a branch says nothing of what it was then.",
      resolve: changedCommits,
    }),
    sizeByArch: t.field({
      type: [SizeChangeType],
      description:
        "Sizes of image files by arch and format, unchanged ones too. Kickstarts, checksums and other companions are left out.",
      resolve: changedSizes,
    }),
  }),
});

builder.objectField(ImageBuildType, "changes", (t) =>
  t.field({
    type: ImageChangesType,
    nullable: true,
    description: `What changed since another build of the image: the one given, else the last good one made before it for the same target. Null when there is none, or none among the ${LOOKS_AT} good ones before it. Errors: BAD_ARGUMENT.`,
    args: { since: t.arg.id({ description: "Id of another build of the same image; older or newer." }) },
    resolve: buildChanges,
  }),
);
