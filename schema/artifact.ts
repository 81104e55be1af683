import type { Artifact } from "../model/artifact.ts";
import {
  artifactBuild,
  artifactPackages,
  artifactPackagesRecorded,
  artifactUrl,
  rpmBuild,
  rpmNvra,
} from "../resolvers/artifact.ts";
import { builder } from "./builder.ts";
import { connectionType, forwardArgs } from "./connection.ts";
import { ChecksumAlgorithmType } from "./enums.ts";
import { ArtifactType, BuildType, ImageBuildType, LogFileType, NodeType, RpmType, TaskOutputType } from "./refs.ts";

const ChecksumType = builder.objectRef<Artifact["checksum"]>("Checksum").implement({
  description: "A file's checksum, as the hub recorded it.",
  fields: (t) => ({
    algorithm: t.expose("algorithm", { type: ChecksumAlgorithmType, description: "How it was made." }),
    value: t.exposeString("value", { description: "In lower-case hexadecimal." }),
  }),
});

RpmType.implement({
  description: "An rpm inside an image.",
  fields: (t) => ({
    kojiId: t.exposeInt("kojiId", { description: "Koji's number." }),
    name: t.exposeString("name", { description: "Its name." }),
    version: t.exposeString("version", { description: "Its version." }),
    release: t.exposeString("release", { description: "Its release." }),
    epoch: t.exposeInt("epoch", { nullable: true, description: "Its epoch; null where it has none." }),
    arch: t.exposeString("arch", { description: "Its arch; `noarch` for any." }),
    nvra: t.string({ description: "Name, version, release and arch, joined as in its file's name.", resolve: rpmNvra }),
    size: t.expose("size", { type: "ByteCount", description: "Of the rpm file, not of what it installs." }),
    build: t.field({
      type: BuildType,
      nullable: true,
      description: "The build it came from; null for one from outside the hub.",
      resolve: rpmBuild,
    }),
  }),
});

const RpmConnectionType = connectionType("Rpm", {
  node: RpmType,
  description: "The rpms inside an image, by name.",
  totalCount: "How many there are in all, or fit the glob; asks the hub.",
});

ArtifactType.implement({
  description: "One file of an image build: an ISO, a qcow2, a checksum or manifest beside them.",
  interfaces: [NodeType],
  fields: (t) => ({
    kojiId: t.exposeInt("kojiId", { description: "Koji's number of the archive." }),
    build: t.field({ type: ImageBuildType, description: "The build it belongs to.", resolve: artifactBuild }),
    filename: t.exposeString("filename", { description: "Its name, without folders." }),
    format: t.exposeString("format", {
      description:
        "Koji's archive type name: iso, qcow2, raw-xz, tar, box, vmdk … and ks, xml, changes for companions.",
    }),
    arch: t.exposeString("arch", { nullable: true, description: "Its arch, where Koji knows one." }),
    size: t.expose("size", { type: "ByteCount", description: "Its size." }),
    checksum: t.expose("checksum", { type: ChecksumType, description: "To check a download by." }),
    url: t.field({ type: "URL", description: "Where to download it.", resolve: artifactUrl }),
    packages: t.field({
      type: RpmConnectionType,
      description:
        "The rpms inside it, by name. Empty for methods that record none (livemedia): see `packagesRecorded`. Errors: BAD_ARGUMENT, TOO_COSTLY.",
      args: {
        nameGlob: t.arg.string({
          description:
            "Only rpms whose whole name fits: `*` any text, `?` one character; case counts. The hub cannot filter by name: the gateway reads the whole list, some 600 to 2500 rpms.",
        }),
        ...forwardArgs,
      },
      resolve: artifactPackages,
    }),
    packagesRecorded: t.boolean({
      description: "Whether the hub knows which rpms are inside; the builders of livemedia, for one, do not tell it.",
      resolve: artifactPackagesRecorded,
    }),
  }),
});

LogFileType.implement({
  description: "A log of a task or of a finished build.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "Its name, without folders." }),
    arch: t.exposeString("arch", { nullable: true, description: "The arch it is about, where it is about one." }),
    url: t.expose("url", { type: "URL", description: "Where to read it." }),
    size: t.expose("size", {
      type: "ByteCount",
      nullable: true,
      description: "Its size so far; null for logs of finished builds, whose sizes the hub does not list.",
    }),
  }),
});

TaskOutputType.implement({
  description: "A file that a task left behind, as long as the hub keeps it.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "Its name." }),
    size: t.expose("size", { type: "ByteCount", description: "Its size so far." }),
    url: t.expose("url", { type: "URL", description: "Where to download it." }),
  }),
});
