import type { Context } from "../context/context.ts";
import type { Artifact } from "../model/artifact.ts";
import type { Build } from "../model/build.ts";
import type { Image } from "../model/image.ts";
import { bytesOf, storageUse, type StorageUse } from "../model/storage.ts";

/**
 * One list of builds, then the files of each in one call a build: they travel as one multiCall. The hub's other forms
 * cost more: a list of all its image files cannot be narrowed to an image and holds those of deleted builds, and one by
 * tag knows neither arches nor untagged builds.
 */
export async function imageStorage({ hub, name }: Image, _args: unknown, context: Context): Promise<StorageUse> {
  const { builds, complete } = await context.hub(hub).loaders.completeBuilds.load(name);
  return storageUse(await filesOf(builds, context), complete);
}

export const buildStorage = async (build: Build, _args: unknown, context: Context): Promise<number> =>
  bytesOf((await filesOf([build], context)).flat());

/** The files of each build; none of those whose files do not exist: not made yet, never made, or deleted. */
export const filesOf = (builds: readonly Build[], context: Context): Promise<readonly (readonly Artifact[])[]> =>
  Promise.all(
    builds.map(async ({ hub, kojiId, state }) =>
      state === "COMPLETE" ? context.hub(hub).loaders.artifacts.ofBuild.load(kojiId) : [],
    ),
  );
