import type { HubReader } from "../koji/hub-reader.ts";
import { idOfQuestion } from "./cache-ids.ts";
import type { CachedReads } from "./cached-reads.ts";
import { KINDS } from "./kinds.ts";

/** What is in builds: files, and rpms in those. */
export function createCachedContents({ one, many }: CachedReads) {
  return {
    listImageArchives: (buildId) => one(KINDS.archives, `${buildId}`, (hub) => hub.listImageArchives(buildId)),
    listImageArchivesOf: ({ buildIds, among }) =>
      many(KINDS.archives, buildIds.map(String), (hub, ids) =>
        hub.listImageArchivesOf({ buildIds: ids.map(Number), among }),
      ),
    getArchive: (archiveId) => one(KINDS.archive, `${archiveId}`, (hub) => hub.getArchive(archiveId)),

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
