import type DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import { MAX_IMAGE_BUILDS } from "../koji/image-builds.ts";
import type { Build } from "../model/build.ts";
import type { BuildLoaders } from "./build.ts";
import { each } from "./each.ts";

/** Builds of one image whose files may be added up, 7 KB each: one fewer than are listed, which tells whether that was all. */
export const MAX_COMPLETE_BUILDS = MAX_IMAGE_BUILDS.complete - 1;

/** `complete`: false when the image has more such builds than these, its newest. */
export type CompleteBuilds = { readonly builds: readonly Build[]; readonly complete: boolean };

/** By image name: the builds whose files exist, newest first. A deleted build's files are listed by the hub, but gone. */
export type CompleteBuildsLoader = DataLoader<string, CompleteBuilds>;

export const createCompleteBuilds = (
  reader: Pick<HubReader, "listImageBuilds">,
  builds: Pick<BuildLoaders, "learn">,
): CompleteBuildsLoader =>
  each("complete builds", async (name: string) => {
    const rows = await reader.listImageBuilds({ name, which: "complete", since: 0 });
    return {
      builds: builds.learn(rows.slice(0, MAX_COMPLETE_BUILDS), "image"),
      complete: rows.length <= MAX_COMPLETE_BUILDS,
    };
  });
