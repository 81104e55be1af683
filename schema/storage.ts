import type { StorageUse } from "../model/storage.ts";
import { buildStorage, imageStorage } from "../resolvers/storage.ts";
import { builder } from "./builder.ts";
import { ImageBuildType, ImageType } from "./refs.ts";

const ArchBytesType = builder.objectRef<StorageUse["bytesByArch"][number]>("ArchBytes").implement({
  description: "The files of one arch.",
  fields: (t) => ({
    arch: t.exposeString("arch", { description: "The arch; `noarch` for files that are of none." }),
    bytes: t.expose("bytes", { type: "ByteCount", description: "Their sizes, added up." }),
  }),
});

const StorageUseType = builder.objectRef<StorageUse>("StorageUse").implement({
  description:
    "The space that an image's files take: those of its newest 100 complete builds. Files of deleted builds are gone, and files that Koji only describes never were there: neither counts.",
  fields: (t) => ({
    bytes: t.expose("bytes", { type: "ByteCount", description: "All sizes, added up." }),
    artifacts: t.exposeInt("artifacts", { description: "How many files." }),
    builds: t.exposeInt("builds", { description: "Of how many builds." }),
    bytesByArch: t.field({
      type: [ArchBytesType],
      description: "The same by arch, in the order of their names.",
      resolve: ({ bytesByArch }) => bytesByArch,
    }),
    complete: t.exposeBoolean("complete", {
      description: "False when the image has more complete builds than the newest 100, which were added up.",
    }),
  }),
});

builder.objectField(ImageType, "storage", (t) =>
  t.field({
    type: StorageUseType,
    description: "The space that its files take; asks the hub for the files of up to 100 builds.",
    resolve: imageStorage,
  }),
);

builder.objectField(ImageBuildType, "storage", (t) =>
  t.field({
    type: "ByteCount",
    description: "The sizes of its files, added up; 0 while it has none, and once they are deleted.",
    resolve: buildStorage,
  }),
);
