import { imagesContaining } from "../resolvers/images-containing.ts";
import { builder } from "./builder.ts";
import { connectionType, forwardArgs, hubArg } from "./connection.ts";
import { ArtifactType } from "./refs.ts";

const ImageArtifactConnectionType = connectionType("ImageArtifact", {
  node: ArtifactType,
  description: "Files of image builds, newest first.",
  totalCount: null,
});

builder.queryField("imagesContaining", (t) =>
  t.field({
    type: ImageArtifactConnectionType,
    description:
      "Which files of complete image builds contain an rpm, newest first. The hub looks up whole builds: a file counts that contains any rpm of the build. It knows nothing of rpms from outside the hub, nor of images whose method records no rpms (see `packagesRecorded`), and names at most 10000 files for each rpm, the oldest where there are more. Dear to the hub: it may take seconds for what every image contains. Errors: BAD_ARGUMENT.",
    args: {
      rpm: t.arg.string({
        required: true,
        description:
          "A source package's name, for its newest 20 complete builds; or the name-version-release of a build or of one of its rpms, with or without arch.",
      }),
      ...hubArg,
      ...forwardArgs,
    },
    resolve: imagesContaining,
  }),
);
