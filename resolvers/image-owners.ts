import type { Context } from "../context/context.ts";
import { RepositoryUnavailableError } from "../model/errors.ts";
import type { Image, ImageOwner } from "../model/image.ts";
import { catalogued, imageDefinition, newestRequest } from "./image.ts";
import { definitionKickstart, repositoryOf } from "./kickstart-definition.ts";
import { maintainersOfFile } from "./kickstart-fields.ts";

/** From the catalogue, from the repository of its kickstart, and from the package list of the tag that its builds go to. */
export async function imageOwners(image: Image, _args: unknown, context: Context): Promise<readonly ImageOwner[]> {
  const listed = catalogued(image, context);
  const name = listed?.group ?? listed?.contact ?? null;
  const inCatalogue: ImageOwner[] =
    name === null ? [] : [{ name, source: "CATALOGUE", contact: listed?.contact ?? null }];
  const [maintainers, owner] = await Promise.all([maintainersOf(image, context), packageOwner(image, context)]);
  const inKoji: ImageOwner[] = owner === null ? [] : [{ name: owner, source: "KOJI_PACKAGE", contact: null }];
  return [...inCatalogue, ...maintainers, ...inKoji];
}

/** A repository that was never fetched is not waited for, and one that cannot be read names nobody. */
async function maintainersOf(image: Image, context: Context): Promise<readonly ImageOwner[]> {
  if (context.kickstarts.repositories.length === 0) return [];
  const definition = await imageDefinition(image, null, context);
  if (definition?.kind !== "kickstart") return [];
  context.readsKickstarts();
  if (!(await repositoryOf(definition, context)?.isHere())) return [];
  try {
    const file = await definitionKickstart(definition, null, context);
    return file === null ? [] : await maintainersOfFile(file, context);
  } catch (error) {
    if (error instanceof RepositoryUnavailableError) return [];
    throw error;
  }
}

async function packageOwner(image: Image, context: Context): Promise<string | null> {
  const { targets } = context.hub(image.hub).loaders;
  const targetName = catalogued(image, context)?.targets[0]?.name ?? (await newestRequest(image, context))?.target;
  const target = targetName ? await targets.target.load(targetName) : null;
  if (target === null) return null;
  const config = await targets.packageConfig.load({ tag: target.destinationTag.name, packageName: image.name });
  return config?.owner_name ?? null;
}
