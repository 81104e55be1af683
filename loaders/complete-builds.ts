import type DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import { BUILD_STATES, type Build } from "../model/build.ts";
import type { BuildLoaders } from "./build.ts";
import { each } from "./each.ts";

/** Builds of one image whose files may be added up: three months of a nightly image; 2.4 KB each, 7 KB their files. */
export const MAX_COMPLETE_BUILDS = 100;

/** `complete`: false when the image has more such builds than these, its newest. */
export type CompleteBuilds = { readonly builds: readonly Build[]; readonly complete: boolean };

/** By image name: the builds whose files exist, newest first. A deleted build's files are listed by the hub, but gone. */
export type CompleteBuildsLoader = DataLoader<string, CompleteBuilds>;

export const createCompleteBuilds = (
  reader: Pick<HubReader, "listBuilds">,
  builds: Pick<BuildLoaders, "learn">,
): CompleteBuildsLoader =>
  each("complete builds", async (name: string) => {
    const rows = await reader.listBuilds(
      { packageID: name, type: "image", state: BUILD_STATES.indexOf("COMPLETE") },
      // One more than is looked at tells whether that was all.
      { order: "-creation_ts,-build_id", limit: MAX_COMPLETE_BUILDS + 1 },
    );
    return {
      builds: builds.learn(rows.slice(0, MAX_COMPLETE_BUILDS), "image"),
      complete: rows.length <= MAX_COMPLETE_BUILDS,
    };
  });
