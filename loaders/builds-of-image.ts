import type DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import { type ImageBuilds, MAX_IMAGE_BUILDS } from "../koji/image-builds.ts";
import type { Build } from "../model/build.ts";
import type { BuildLoaders } from "./build.ts";
import { each } from "./each.ts";
import { toSeconds } from "./hub-times.ts";
import type { Looked } from "./recent.ts";

type Wanted = Pick<ImageBuilds, "name" | "which">;

/** Builds of one image, asked for by its name, newest first. */
export type BuildsOfImageLoader = DataLoader<Wanted, Looked<Build>, string>;

export const createBuildsOfImage = (
  reader: Pick<HubReader, "listImageBuilds">,
  { builds, since }: { builds: Pick<BuildLoaders, "learn">; since: Date },
): BuildsOfImageLoader =>
  each(
    "builds of image",
    async ({ name, which }: Wanted) => {
      const rows = await reader.listImageBuilds({ name, which, since: toSeconds(since) });
      const found = builds.learn(rows, "image");
      const oldest = found.length >= MAX_IMAGE_BUILDS[which] ? found.at(-1) : undefined;
      return { found, reach: oldest?.createdAt ?? since };
    },
    { cacheKeyFn: ({ name, which }) => `${which} ${name}` },
  );
