import type { HubReader } from "../koji/hub-reader.ts";
import { createCachedBuilds } from "./cached-builds.ts";
import { createCachedContents } from "./cached-contents.ts";
import { type CachedReadsOptions, createCachedReads } from "./cached-reads.ts";
import { createCachedSettings } from "./cached-settings.ts";
import { createCachedTasks } from "./cached-tasks.ts";
import { KINDS } from "./kinds.ts";

export type CachedReader = HubReader & {
  /** Whether what happened to images lately can be told without asking the hub. */
  readonly holdsImageWindow: () => boolean;
};

/**
 * A hub's reader for one request that asks the hub only for what no request asked lately. What is about one thing is
 * kept under that thing's id, so that whoever hears of a change can name it (entity-keys.ts); other lists are kept
 * under their question, and for seconds.
 */
export function createCachedReader(options: CachedReadsOptions & { readonly now: Date }): CachedReader {
  const reads = createCachedReads(options);
  const { now } = options;
  return {
    ...createCachedBuilds(reads),
    ...createCachedContents(reads),
    ...createCachedTasks(reads, now),
    ...createCachedSettings(reads),
    holdsImageWindow: () => (reads.peek(KINDS.imageWindow, "")?.freshUntil ?? 0) > now.getTime(),
  };
}
