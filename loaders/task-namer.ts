import type { Build } from "../model/build.ts";
import type { CatalogueImage } from "../model/catalogue.ts";
import type { ImageDefinition } from "../model/image-definition.ts";
import type { Task } from "../model/task.ts";
import type { TaskLoaders } from "./task.ts";

/**
 * The image names of parent tasks, by task id; a task that cannot be named has none. kiwiBuild's request holds no
 * name, for Koji takes it from the description: such a task is named by its build, by the catalogue's image of the same
 * description and profile, or by one of `builds` that came from the same.
 */
export type TaskNamer = (tasks: readonly Task[], builds: readonly Build[]) => Promise<ReadonlyMap<number, string>>;

export function createTaskNamer({
  catalogue,
  tasks,
}: {
  readonly catalogue: ReadonlyMap<string, CatalogueImage>;
  readonly tasks: TaskLoaders;
}): TaskNamer {
  const bySource = new Map<string, string>();
  for (const { name, definition } of catalogue.values()) {
    const key = sourceKey(definition);
    if (key !== null) bySource.set(key, name);
  }
  const learnFrom = async (builds: readonly Build[]) => {
    const newest = newestOfEach(builds);
    const made = await Promise.all(
      newest.map(async ({ taskId }) => (taskId === null ? null : tasks.byId.load(taskId))),
    );
    for (const [index, task] of made.entries()) {
      const key = sourceKey(task?.request?.image?.source ?? null);
      const name = newest[index]?.name;
      if (key !== null && name !== undefined && !bySource.has(key)) bySource.set(key, name);
    }
  };
  return async (asked, builds) => {
    const names = new Map<number, string>();
    for (const { taskId, name } of builds) if (taskId !== null) names.set(taskId, name);
    const unnamed = asked.filter(({ kojiId, request }) => {
      const name = request?.image?.name;
      if (name) names.set(kojiId, name);
      return !names.has(kojiId);
    });
    const keyOf = ({ request }: Task) => sourceKey(request?.image?.source ?? null);
    if (unnamed.some((task) => !bySource.has(keyOf(task) ?? ""))) await learnFrom(builds);
    for (const task of unnamed) {
      const name = bySource.get(keyOf(task) ?? "");
      if (name !== undefined) names.set(task.kojiId, name);
    }
    return names;
  };
}

/** Which description a kiwi image is made from, whatever its branch; null for other sources, whose tasks carry a name. */
const sourceKey = (source: ImageDefinition | null): string | null =>
  source?.kind === "kiwi" ? `${source.descriptionPath} ${source.profile ?? ""}` : null;

function newestOfEach(builds: readonly Build[]): readonly Build[] {
  const newest = new Map<string, Build>();
  for (const build of builds) {
    if ((newest.get(build.name)?.kojiId ?? 0) < build.kojiId) newest.set(build.name, build);
  }
  return [...newest.values()];
}
