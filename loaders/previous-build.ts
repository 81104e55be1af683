import type DataLoader from "dataloader";
import type { Build } from "../model/build.ts";
import type { ArtifactLoaders } from "./artifact.ts";
import type { BuildList } from "./build-list.ts";
import { each } from "./each.ts";
import type { TaskLoaders } from "./task.ts";

/**
 * The newest complete build of the image made before this one, for the same target. A build whose target nobody knows, an
 * import, fits any. Null where there is none among `LOOKS_AT` complete ones.
 */
export type PreviousBuildLoader = DataLoader<Build, Build | null, number>;

/** Builds looked at: a few, which are enough for an image of two or three targets; then many, where they were not. */
const ROUNDS = [6, 94];
export const LOOKS_AT = ROUNDS.reduce((sum, size) => sum + size);

/** Of so many builds the files are asked for beside the tasks that tell which one it is: they are what is asked next. */
const LIKELY = 2;

type Sources = {
  readonly buildList: BuildList;
  readonly tasks: TaskLoaders;
  readonly artifacts: ArtifactLoaders;
};

export function createPreviousBuild({ buildList, tasks, artifacts }: Sources): PreviousBuildLoader {
  const targetOf = async ({ taskId }: Build) =>
    taskId === null ? null : ((await tasks.byId.load(taskId))?.request?.image?.target ?? null);
  const foresee = (builds: readonly Build[]) =>
    void Promise.allSettled(builds.map(({ kojiId }) => artifacts.ofBuild.load(kojiId)));

  const search = async (build: Build, round = 0, after: string | null = null): Promise<Build | null> => {
    const filter = { image: build.name, type: "image", state: ["COMPLETE"], createdBefore: build.createdAt } as const;
    const [page, target] = await Promise.all([buildList(filter, { first: ROUNDS[round], after }), targetOf(build)]);
    const candidates = page.edges.map(({ node }) => node);
    if (target === null) return candidates[0] ?? null;
    foresee(likelyFirst(candidates, build).slice(0, LIKELY));
    const targets = await Promise.all(candidates.map(targetOf));
    const found = candidates.find((_, index) => (targets[index] ?? target) === target) ?? null;
    const more = page.hasNextPage && round + 1 < ROUNDS.length;
    return found === null && more ? search(build, round + 1, page.edges.at(-1)?.cursor) : found;
  };
  return each(
    "previous build",
    (build: Build) => {
      foresee([build]);
      return search(build);
    },
    { cacheKeyFn: ({ kojiId }) => kojiId },
  );
}

/** The version mostly tells the target: it is the name of the branch, or its number. */
const likelyFirst = (candidates: readonly Build[], { version }: Build): readonly Build[] => [
  ...candidates.filter((one) => one.version === version),
  ...candidates.filter((one) => one.version !== version),
];
