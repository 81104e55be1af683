import type DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import type { TagRepo } from "../model/preflight-target.ts";
import { each } from "./each.ts";
import { fromSeconds } from "./hub-times.ts";

/** What builds in a tag have to take from, by the tag's name. Each faults for a tag that the hub does not know. */
export type BuildTagLoaders = {
  /** The newest repository that is ready; null for none. */
  readonly repo: DataLoader<string, TagRepo | null>;
  readonly groups: DataLoader<string, readonly string[]>;
  /** Repositories from elsewhere that are taken in, by name. */
  readonly externalRepos: DataLoader<string, readonly string[]>;
};

export const createBuildTagLoaders = (
  reader: Pick<HubReader, "getRepo" | "listTagGroups" | "listExternalRepos">,
): BuildTagLoaders => ({
  repo: each("repo of tag", async (tag: string) => {
    const row = await reader.getRepo(tag);
    return row && { repoId: row.id, createdAt: fromSeconds(row.create_ts) };
  }),
  groups: each("groups of tag", (tag: string) => reader.listTagGroups(tag)),
  externalRepos: each("external repos of tag", (tag: string) => reader.listExternalRepos(tag)),
});
