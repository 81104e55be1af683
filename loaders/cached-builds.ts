import type { HubReader } from "../koji/hub-reader.ts";
import { clipWindow, windowRows } from "../koji/image-window.ts";
import { idOfImageBuilds, idOfQuestion, idOfThing } from "./cache-ids.ts";
import type { CachedReads } from "./cached-reads.ts";
import { KINDS } from "./kinds.ts";

/** Builds and lists of them. */
export function createCachedBuilds({ one, list }: CachedReads) {
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
    listImageBuilds: async (wanted) => {
      const rows = await one(KINDS.imageBuilds, idOfImageBuilds(wanted), (hub) => hub.listImageBuilds(wanted));
      // The window moves on while they are kept.
      const { which, since } = wanted;
      return which === "window" || which === "ended" ? windowRows(since, [rows]) : rows;
    },
    // Kept under one key, so that what was read an hour ago can serve while that of the new hour is read.
    readImageWindow: async (since) =>
      clipWindow(await one(KINDS.imageWindow, "", (hub, previous) => hub.readImageWindow(since, previous)), since),
    listBuilds: (filter, opts) => list(KINDS.builds, idOfQuestion(filter, opts), (hub) => hub.listBuilds(filter, opts)),
    countBuilds: (filter) => list(KINDS.buildCount, idOfQuestion(filter), (hub) => hub.countBuilds(filter)),
    listTagged: (tag, filter) =>
      list(KINDS.taggedBuilds, idOfQuestion(tag, filter), (hub) => hub.listTagged(tag, filter)),
    getAverageBuildDuration: (name) =>
      one(KINDS.averageDuration, idOfThing(name), (hub) => hub.getAverageBuildDuration(name)),
  } satisfies Partial<HubReader>;
}
