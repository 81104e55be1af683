import {
  archArtifacts,
  archFailure,
  type ArchStatus,
  statusAge,
  statusArches,
  statusKnownSince,
  type StatusOfImage,
} from "../resolvers/image-status.ts";
import { builder } from "./builder.ts";
import { ImageStateType } from "./enums.ts";
import { ArtifactType, FailureType, ImageBuildType, TaskType } from "./refs.ts";

const ArchStatusType = builder.objectRef<ArchStatus>("ArchStatus").implement({
  description: "How one arch of an image came out of the attempt that its state is read from.",
  fields: (t) => ({
    arch: t.exposeString("arch", { description: "The arch." }),
    state: t.expose("state", {
      type: ImageStateType,
      description: "Never PARTIAL. FAILING for every arch of a failed attempt: it gave no image of any.",
    }),
    optional: t.exposeBoolean("optional", { description: "Whether it may fail without failing the image." }),
    task: t.expose("task", {
      type: TaskType,
      nullable: true,
      description: "The task of this arch; null when the attempt ended before it, and for methods without one.",
    }),
    artifacts: t.field({
      type: [ArtifactType],
      description: "The attempt's files of this arch; none when it failed.",
      resolve: archArtifacts,
    }),
    failure: t.field({
      type: FailureType,
      nullable: true,
      description: "Why this arch, or the attempt as a whole, failed.",
      resolve: archFailure,
    }),
  }),
});

export const ImageStatusType = builder.objectRef<StatusOfImage>("ImageStatus").implement({
  description: "How an image stands on a target and arch, or on all.",
  fields: (t) => ({
    state: t.field({
      type: ImageStateType,
      description: "The newest ended attempt decides.",
      resolve: ({ status }) => status.state,
    }),
    since: t.field({
      type: "DateTime",
      nullable: true,
      description:
        "When it entered this state: the end of the first of the attempts that agree with the newest, as far back as they are known: see `knownSince`.",
      resolve: ({ status }) => status.since,
    }),
    knownSince: t.field({
      type: "DateTime",
      description:
        "No attempt that was made after it is missing; it may have entered its state earlier than the older ones tell. Two weeks ago, or the start of the hub's discovery window where that is later: attempts that became no build are looked for no further back. Later on a hub where more happened since: builds are read for a week, or 999 of them, and 200 tasks of one method that run or went wrong.",
      resolve: statusKnownSince,
    }),
    building: t.field({
      type: ImageBuildType,
      nullable: true,
      description: "The build that runs now; null where none does, or its task has not made one yet.",
      resolve: ({ status }) => status.building?.build ?? null,
    }),
    latest: t.field({
      type: ImageBuildType,
      nullable: true,
      description: "The newest build that ended, well or not. An attempt that died before Koji made a build has none.",
      resolve: ({ status }) => status.latest?.build ?? null,
    }),
    lastGood: t.field({
      type: ImageBuildType,
      nullable: true,
      description: "The newest build that gave an image and is still there.",
      resolve: ({ status }) => status.lastGood?.build ?? null,
    }),
    consecutiveFailures: t.int({
      description:
        "Ended attempts without an image since the last that gave one, as far back as they are known: see `knownSince`.",
      resolve: ({ status }) => status.consecutiveFailures,
    }),
    age: t.field({
      type: "Seconds",
      nullable: true,
      description: "How old the newest good image is; null when there is none.",
      resolve: statusAge,
    }),
    arches: t.field({
      type: [ArchStatusType],
      description: "Each arch of the attempt that decides: the newest ended one, or the running one before any ended.",
      resolve: statusArches,
    }),
  }),
});
