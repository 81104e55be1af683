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
  const sources = createKnownSources();
  for (const { name, definition } of catalogue.values()) sources.remember(definition, name);

  const learnFrom = async (builds: readonly Build[]) => {
    const named = await Promise.all(
      newestOfEach(builds).map(async ({ taskId, name }) => ({
        name,
        task: taskId === null ? null : await tasks.byId.load(taskId),
      })),
    );
    for (const { name, task } of named) sources.remember(sourceOf(task), name);
  };
  return async (asked, builds) => {
    const names = new Map<number, string>();
    for (const { taskId, name } of builds) if (taskId !== null) names.set(taskId, name);
    const unnamed = asked.filter(({ kojiId, request }) => {
      const name = request?.image?.name;
      if (name) names.set(kojiId, name);
      return !names.has(kojiId);
    });
    if (unnamed.some((task) => sources.exactly(sourceOf(task)) === null)) await learnFrom(builds);
    for (const task of unnamed) {
      const name = sources.exactly(sourceOf(task)) ?? sources.byPath(sourceOf(task));
      if (name !== null) names.set(task.kojiId, name);
    }
    return names;
  };
}

const sourceOf = (task: Task | null): ImageDefinition | null => task?.request?.image?.source ?? null;

/** Which kiwi description makes which image, whatever its branch. Other sources' tasks carry the name themselves. */
function createKnownSources() {
  /** Names by repository, by path and profile in it. */
  const known = new Map<string, Map<string, string>>();
  const pathOf = (source: ImageDefinition | null) =>
    source?.kind === "kiwi" ? `${source.descriptionPath} ${source.profile ?? ""}` : "";
  const repositoryOf = (source: ImageDefinition | null) =>
    source?.kind === "kiwi" ? source.descriptionUrl.replace(/[?]?#.*$/u, "") : "";
  return {
    /** Of two images from one source the first is taken. */
    remember: (source: ImageDefinition | null, name: string) => {
      if (source?.kind !== "kiwi") return;
      const names = known.get(pathOf(source)) ?? new Map<string, string>();
      if (!names.has(repositoryOf(source))) names.set(repositoryOf(source), name);
      known.set(pathOf(source), names);
    },
    exactly: (source: ImageDefinition | null): string | null =>
      known.get(pathOf(source))?.get(repositoryOf(source)) ?? null,
    /** For a repository that goes by two addresses: the image of that path, where only one is known. */
    byPath: (source: ImageDefinition | null): string | null => {
      const [name, ...others] = new Set(known.get(pathOf(source))?.values());
      return others.length === 0 ? (name ?? null) : null;
    },
  };
}

/** In the order of `builds`, which is newest first: of two images from one source the living one comes first. */
function newestOfEach(builds: readonly Build[]): readonly Build[] {
  const newest = new Map<string, Build>();
  for (const build of builds) if (!newest.has(build.name)) newest.set(build.name, build);
  return [...newest.values()];
}
