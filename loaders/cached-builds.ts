import type { HubReader } from "../koji/hub-reader.ts";
import { idOfImageBuilds, idOfQuestion, idOfThing } from "./cache-ids.ts";
import type { CachedReads } from "./cached-reads.ts";
import { KINDS } from "./kinds.ts";

/** Builds, what is in them, and lists of them. */
export function createCachedBuilds({ one }: CachedReads) {
  return {
    getBuild: (key) =>
      typeof key === "number"
        ? one(KINDS.build, `${key}`, (hub) => hub.getBuild(key))
        : one(KINDS.buildOfNvr, idOfThing(key), (hub) => hub.getBuild(key)),
    getBuildType: (key) =>
      typeof key === "number"
        ? one(KINDS.buildTypes, `${key}`, (hub) => hub.getBuildType(key))
        : one(KINDS.buildTypesOfNvr, idOfThing(key), (hub) => hub.getBuildType(key)),
    getBuildOfTask: (taskId) => one(KINDS.buildOfTask, `${taskId}`, (hub) => hub.getBuildOfTask(taskId)),
    getBuildLogs: (buildId) => one(KINDS.buildLogs, `${buildId}`, (hub) => hub.getBuildLogs(buildId)),
    listTagsOfBuild: (buildId) => one(KINDS.tagsOfBuild, `${buildId}`, (hub) => hub.listTagsOfBuild(buildId)),
    listImageArchives: (buildId) => one(KINDS.archives, `${buildId}`, (hub) => hub.listImageArchives(buildId)),
    getArchive: (archiveId) => one(KINDS.archive, `${archiveId}`, (hub) => hub.getArchive(archiveId)),

    listImageBuilds: async (wanted) => {
      const rows = await one(KINDS.imageBuilds, idOfImageBuilds(wanted), (hub) => hub.listImageBuilds(wanted));
      // The window moves on while they are kept.
      const { which, since } = wanted;
      return which === "window" ? rows.filter(({ creation_ts }) => (creation_ts ?? since + 1) > since) : rows;
    },
    listBuilds: (filter, opts) => one(KINDS.builds, idOfQuestion(filter, opts), (hub) => hub.listBuilds(filter, opts)),
    countBuilds: (filter) => one(KINDS.buildCount, idOfQuestion(filter), (hub) => hub.countBuilds(filter)),
    listTagged: (tag, filter) =>
      one(KINDS.taggedBuilds, idOfQuestion(tag, filter), (hub) => hub.listTagged(tag, filter)),
    getAverageBuildDuration: (name) =>
      one(KINDS.averageDuration, idOfThing(name), (hub) => hub.getAverageBuildDuration(name)),

    getRpm: (nvra) => one(KINDS.rpm, idOfQuestion(nvra), (hub) => hub.getRpm(nvra)),
    referencesTo: (buildId, limit) =>
      one(KINDS.references, idOfQuestion(buildId, limit), (hub) => hub.referencesTo(buildId, limit)),
    listImageRpms: (archiveId, opts) =>
      one(KINDS.imageRpms, idOfQuestion(archiveId, opts), (hub) => hub.listImageRpms(archiveId, opts)),
    countImageRpms: (archiveId) => one(KINDS.imageRpmCount, `${archiveId}`, (hub) => hub.countImageRpms(archiveId)),
    hasImageRpms: (archiveId) => one(KINDS.imageRpmsKnown, `${archiveId}`, (hub) => hub.hasImageRpms(archiveId)),
    listImagePackages: (archiveId) =>
      one(KINDS.imagePackages, `${archiveId}`, (hub) => hub.listImagePackages(archiveId)),
  } satisfies Partial<HubReader>;
}
