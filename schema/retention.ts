import {
  imageRetention,
  type Retention,
  retentionComplete,
  retentionExpired,
  retentionReclaimable,
} from "../resolvers/retention.ts";
import { builder } from "./builder.ts";
import { ImageBuildType, ImageType } from "./refs.ts";

const RetentionType = builder.objectRef<Retention>("Retention").implement({
  description:
    "What the catalogue says is kept, and which builds fall outside it today. A build is kept when either rule keeps it; the newest complete one always is. The gateway deletes nothing: the hub's own garbage collection does, by its own rules.",
  fields: (t) => ({
    keepLast: t.int({
      nullable: true,
      description: "The newest so many complete builds are kept; null when their number keeps none.",
      resolve: ({ rule }) => rule.keepLast,
    }),
    keepDays: t.int({
      nullable: true,
      description: "Builds that ended within so many days are kept; null when their age keeps none.",
      resolve: ({ rule }) => rule.keepDays,
    }),
    expired: t.field({
      type: [ImageBuildType],
      description: "Complete builds that neither keeps, newest first, of the newest 100.",
      resolve: retentionExpired,
    }),
    reclaimable: t.field({
      type: "ByteCount",
      description: "The sizes of the files of `expired`, added up.",
      resolve: retentionReclaimable,
    }),
    complete: t.boolean({
      description: "False when the image has more complete builds than the newest 100, which were looked at.",
      resolve: retentionComplete,
    }),
  }),
});

builder.objectField(ImageType, "retention", (t) =>
  t.field({
    type: RetentionType,
    nullable: true,
    description: "What of it is to be kept, and what is not any more; null where the catalogue has no rule for it.",
    resolve: imageRetention,
  }),
);
