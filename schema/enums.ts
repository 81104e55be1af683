import type { ChecksumAlgorithm } from "../model/artifact.ts";
import { builder } from "./builder.ts";

export const BuildStateType = builder.enumType("BuildState", {
  description: "How a build stands, in Koji's words.",
  values: {
    BUILDING: { description: "Its task runs." },
    COMPLETE: { description: "It ended well, and its files are there." },
    DELETED: { description: "It was good once; its files were deleted." },
    FAILED: { description: "It ended without a result." },
    CANCELED: { description: "Somebody cancelled it." },
  } as const,
});

export const TaskStateType = builder.enumType("TaskState", {
  description: "How a task stands, in Koji's words.",
  values: {
    FREE: { description: "It waits; no builder has it." },
    OPEN: { description: "A builder works on it." },
    CLOSED: { description: "It ended well." },
    CANCELED: { description: "Somebody cancelled it." },
    ASSIGNED: { description: "A builder is to take it, and has not begun." },
    FAILED: { description: "It ended with an error: see `failure`." },
  } as const,
});

export const ImageStateType = builder.enumType("ImageState", {
  description:
    "How an image stands, from its attempts. Scratch builds do not count; a cancelled attempt gave no image, like a failed one; a build deleted since was good, which ends a row of failures, but it is no image to have.",
  values: {
    PASSING: { description: "The newest ended attempt gave an image on every arch." },
    PARTIAL: { description: "It gave an image, but an arch that is allowed to fail did." },
    FAILING: { description: "It gave none." },
    BUILDING: { description: "An attempt runs now and none has ended yet." },
    STALE: {
      description: "It passed, but longer ago than the catalogue allows; or all that it gave was deleted since.",
    },
    NEVER_BUILT: { description: "No attempt is known." },
  } as const,
});

export const ImageMethodType = builder.enumType("ImageMethod", {
  description: "How an image is made: every method that Koji and its image plugins have.",
  values: {
    LIVECD: { description: "Koji's livecd task, by livecd-creator from a kickstart. Deprecated in Koji." },
    APPLIANCE: { description: "Koji's appliance task, by appliance-creator from a kickstart. Deprecated in Koji." },
    LIVEMEDIA: { description: "Koji's livemedia task, by livemedia-creator from a kickstart." },
    IMAGE: { description: "Koji's image task, by Oz and ImageFactory from a kickstart." },
    INDIRECTION: { description: "Koji's indirectionimage task: a utility image makes it from a base image." },
    KIWI: { description: "The kiwi plugin's kiwiBuild task, from an XML description." },
    OSBUILD: { description: "koji-osbuild's osbuildImage task, by an osbuild composer." },
    IMAGE_BUILDER: { description: "koji-image-builder's imageBuilderBuild task." },
    DUD: { description: "The driver update disk plugin's dudBuild task." },
    OTHER: { description: "A method that the gateway does not know, or an import." },
  } as const,
});

export const ChecksumAlgorithmType = builder.enumType("ChecksumAlgorithm", {
  description: "How a checksum was made. Images of old have MD5, new ones SHA256.",
  values: {
    MD5: { description: "128 bits: enough against damage, not against malice." },
    SHA1: { description: "160 bits: likewise." },
    SHA256: { description: "256 bits." },
  } as const satisfies Record<ChecksumAlgorithm, unknown>,
});
