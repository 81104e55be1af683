import type { Context } from "../../context/context.ts";
import type { CatalogueImage } from "../../model/catalogue.ts";
import type { Task } from "../../model/task.ts";

/**
 * What it is about, null where nobody knows. Of a request that does not name it: what its build is called, or what the
 * catalogue builds from the same.
 */
export async function imageOfTask(task: Task, context: Context): Promise<string | null> {
  const { name = null, source = null } = task.request?.image ?? {};
  if (name !== null || task.imageMethod === null) return name;
  const { loaders, catalogue } = context.hub(task.hub);
  const build = await loaders.builds.ofTask.load(task.kojiId);
  if (build !== null) return build.name;
  const isFrom = ({ definition }: CatalogueImage) =>
    source?.kind === "kiwi" &&
    definition?.kind === "kiwi" &&
    definition.descriptionPath === source.descriptionPath &&
    definition.profile === source.profile;
  return [...catalogue.values()].find(isFrom)?.name ?? null;
}
