import type { Context } from "../context/context.ts";
import type { Build } from "../model/build.ts";
import type { CatalogueImage } from "../model/catalogue.ts";
import type { ImageDefinition } from "../model/image-definition.ts";
import type { Image } from "../model/image.ts";
import type { KickstartFile } from "../model/kickstart-file.ts";
import { pageOf } from "../model/page-of.ts";
import type { Page, PageArgs } from "../model/page.ts";

type OfHub = { readonly hub?: string | null | undefined };

/** What the catalogue builds from the file, at whatever commit. */
export function imagesOf(file: KickstartFile, hub: string | null | undefined, context: Context): CatalogueImage[] {
  return [...context.hub(hub).catalogue.values()].filter(({ definition }) => isMadeFrom(definition, file, context));
}

export const kickstartImages = (file: KickstartFile, { hub }: OfHub, context: Context): Image[] =>
  imagesOf(file, hub, context).map(({ name }) => ({ hub: context.hub(hub).name, name }));

/**
 * Builds of the hub's window whose task names the file, newest first: of images that the catalogue makes from it, and of
 * those whose newest build was made from it.
 */
export async function kickstartBuilds(
  file: KickstartFile,
  { hub, ...page }: OfHub & PageArgs,
  context: Context,
): Promise<Page<Build>> {
  const { history, tasks } = context.hub(hub).loaders;
  const madeFrom = async ({ taskId }: Build) => {
    const request = taskId === null ? null : (await tasks.byId.load(taskId))?.request?.image;
    const source = request?.source ?? null;
    return source?.kind === "kickstart" && source.repository !== null && isMadeFrom(source, file, context);
  };
  const listed = new Set(imagesOf(file, hub, context).map(({ name }) => name));
  const names = await history.names();
  const ofImages = await Promise.all(
    [...new Set([...names, ...listed])].map(async (name) => {
      const attempts = await history.attempts.load(name);
      const builds = attempts.flatMap(({ build }) => (build === null ? [] : [build]));
      const [newest] = builds;
      if (newest === undefined || !(listed.has(name) || (await madeFrom(newest)))) return [];
      const made = await Promise.all(builds.map(madeFrom));
      return builds.filter((_, index) => made[index]);
    }),
  );
  const keyOf = ({ createdAt, kojiId }: Build) => [createdAt.getTime(), kojiId];
  const compare = (a: readonly (string | number)[], b: readonly (string | number)[]) =>
    Number(b[0]) - Number(a[0]) || Number(b[1]) - Number(a[1]);
  const builds = ofImages.flat().toSorted((a, b) => compare(keyOf(a), keyOf(b)));
  return pageOf(builds, page, { keyOf, compare });
}

/** Where a definition names no repository, the first is meant. */
function isMadeFrom(definition: ImageDefinition | null, file: KickstartFile, { kickstarts }: Context): boolean {
  if (definition?.kind !== "kickstart" || definition.path !== file.path) return false;
  const shelf = definition.repository === null ? kickstarts.repositories[0] : kickstarts.find(definition.repository);
  return shelf?.name === file.repository;
}
