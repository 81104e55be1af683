import type { ImageOwner } from "../model/image.ts";
import { builder } from "./builder.ts";

const OwnerSource = builder.enumType("OwnerSource", {
  description: "Where an image's owner is recorded.",
  values: {
    CATALOGUE: { description: "In the gateway's catalogue." },
    KOJI_PACKAGE: { description: "In the hub's package list of the tag that its builds go to." },
    REPOSITORY: { description: "In the repository of its definition." },
  } as const,
});

export const ImageOwnerType = builder.objectRef<ImageOwner>("ImageOwner").implement({
  description: "Who answers for an image.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "A group, or a user of the hub." }),
    source: t.expose("source", { type: OwnerSource, description: "Where that is recorded." }),
    contact: t.exposeString("contact", { nullable: true, description: "An address for people." }),
  }),
});
