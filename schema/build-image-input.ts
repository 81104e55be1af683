import { ImageMethodInputType } from "./build-methods.ts";
import { builder } from "./builder.ts";

export const BuildImageInputType = builder.inputType("BuildImageInput", {
  description:
    "From the catalogue: `image` and `target` suffice, and the rest comes from its definition. Or in full: exactly one of the method inputs.",
  fields: (t) => ({
    hub: t.string({ description: "The hub's name in this gateway; the default hub when not given." }),
    image: t.string({ required: true, description: "The image to build, by name." }),
    target: t.string({ required: true, description: "The build target to build it for." }),
    version: t.string({
      description:
        "Its version, without `-`; of what the catalogue lists that of an earlier attempt when not given, if there is one. With `method` it has to be given, but for `kiwi`.",
    }),
    release: t.string({ description: "Its release, without `-`; the next that Koji has free when not given." }),
    arches: t.stringList({ description: "The arches to build; the catalogue's when not given." }),
    optionalArches: t.stringList({
      description: "Those of the arches that may fail without failing the build; the catalogue's when not given.",
    }),
    scratch: t.boolean({
      defaultValue: true,
      description: "Whether it is a try: a scratch build, of which Koji makes no build and tags nothing.",
    }),
    background: t.boolean({ defaultValue: false, description: "Whether it is to wait behind ordinary builds." }),
    repos: t.stringList({
      description: "Addresses to install packages from in place of the target's own repository, http or https.",
    }),
    skipTag: t.boolean({ defaultValue: false, description: "Whether the finished build is to stay untagged." }),
    method: t.field({
      type: ImageMethodInputType,
      description: "How to build it, in full; as the catalogue has it when not given.",
    }),
    idempotencyKey: t.string({
      description:
        "Any word of your own, as a UUID: the same key, viewer and input give the same task, however often it is sent; the same key with another input is refused. Remembered for seven days.",
    }),
    allowDuplicate: t.boolean({
      defaultValue: false,
      description: "Build although the same image is already being built for this target.",
    }),
  }),
});
