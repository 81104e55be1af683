import DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import type { ImageBuilds } from "../koji/image-builds.ts";
import { type Attempt, mergeAttempts } from "../model/attempt.ts";
import type { Build } from "../model/build.ts";
import type { CatalogueImage } from "../model/catalogue.ts";
import { groupBy } from "../model/group-by.ts";
import { IMAGE_METHODS, PARENT_METHODS } from "../model/image-method.ts";
import type { Task } from "../model/task.ts";
import type { BuildLoaders } from "./build.ts";
import { each, inSlots } from "./each.ts";
import { toSeconds } from "./hub-times.ts";
import type { Recent } from "./recent.ts";
import type { TaskLoaders } from "./task.ts";
import { createTaskNamer, type TaskNamer } from "./task-namer.ts";

/** From so many images on, the hub's whole window in one list is cheaper than a list for each of them. */
const WHOLE_WINDOW_FROM = 8;

/** What is known of one image's tries, scratch ones left out. */
type History = { readonly builds: readonly Build[]; readonly tasks: readonly Task[] };

export type ImageHistory = {
  /** Attempts of an image within the hub's window, newest first. */
  readonly attempts: DataLoader<string, readonly Attempt[]>;
  /** Those and good builds from before, for an image that has none among its newer ones. */
  readonly withOlder: DataLoader<string, readonly Attempt[]>;
  /** Names of all images that the hub built, or tried to, within its window. */
  readonly names: () => Promise<readonly string[]>;
  readonly nameTasks: TaskNamer;
  /** Koji's methods of the image's parent tasks: the catalogue's, else its newest build's, else all there are. */
  readonly methods: (name: string) => Promise<readonly string[]>;
};

export type HistorySources = {
  readonly catalogue: ReadonlyMap<string, CatalogueImage>;
  readonly builds: BuildLoaders;
  readonly tasks: TaskLoaders;
  readonly recent: Recent;
};

export function createImageHistory(reader: HubReader, sources: HistorySources): ImageHistory {
  const { recent } = sources;
  const nameTasks = createTaskNamer(sources);
  const listed = createBuildsOfImage(reader, sources);
  const newestOf = (name: string) => listed.load({ name, which: "window" });
  const methods = (name: string) => methodsOf(name, newestOf, sources);

  const histories = new DataLoader<string, History>(
    async (names) =>
      names.length >= WHOLE_WINDOW_FROM
        ? ofWindow(names, recent, nameTasks)
        : inSlots(names, (name) => ofOne(name, { newestOf, methods, recent, nameTasks })),
    { name: "image history" },
  );
  const merged = (history: History) => mergeAttempts(history.builds, history.tasks);
  return {
    attempts: each("attempts", async (name: string) => merged(await histories.load(name))),
    withOlder: each("attempts with older ones", async (name: string) => {
      const [history, newest, good] = await Promise.all([
        histories.load(name),
        listed.load({ name, which: "newest" }),
        listed.load({ name, which: "good" }),
      ]);
      return merged({ ...history, builds: [...history.builds, ...newest, ...good] });
    }),
    names: async () => {
      const [built, tasks] = await Promise.all([recent.builds(), recent.unclosedTasks()]);
      const tried = await attributed(tasks, built, nameTasks);
      return [...new Set([...built.map(({ name }) => name), ...tried.keys()])].filter((name) => name !== "");
    },
    nameTasks,
    methods,
  };
}

async function ofWindow(names: readonly string[], recent: Recent, nameTasks: TaskNamer): Promise<readonly History[]> {
  const [builds, tasks] = await Promise.all([recent.builds(), recent.unclosedTasks()]);
  const named = await attributed(tasks, builds, nameTasks);
  const buildsBy = groupBy(builds, ({ name }) => name);
  return names.map((name) => ({ builds: buildsBy.get(name) ?? [], tasks: named.get(name) ?? [] }));
}

type OneImage = {
  readonly newestOf: (name: string) => Promise<readonly Build[]>;
  readonly methods: (name: string) => Promise<readonly string[]>;
  readonly recent: Recent;
  readonly nameTasks: TaskNamer;
};

async function ofOne(name: string, { newestOf, methods, recent, nameTasks }: OneImage): Promise<History> {
  const [builds, tasks] = await Promise.all([
    newestOf(name),
    methods(name).then((known) => recent.unclosedTasks(known)),
  ]);
  const named = await attributed(tasks, builds, nameTasks);
  return { builds, tasks: named.get(name) ?? [] };
}

/** Tasks that were to make a build, by the image they were to build. */
async function attributed(tasks: readonly Task[], builds: readonly Build[], nameTasks: TaskNamer) {
  const real = tasks.filter(({ request }) => request?.image && !request.image.scratch);
  const names = await nameTasks(real, builds);
  return groupBy(real, (task) => names.get(task.kojiId) ?? "");
}

async function methodsOf(
  name: string,
  newestOf: (name: string) => Promise<readonly Build[]>,
  { catalogue, tasks }: HistorySources,
): Promise<readonly string[]> {
  const listed = catalogue.get(name);
  if (listed !== undefined) return [IMAGE_METHODS[listed.method].parent];
  const taskId = (await newestOf(name)).find((build) => build.taskId !== null)?.taskId;
  const task = typeof taskId === "number" ? await tasks.byId.load(taskId) : null;
  return task && PARENT_METHODS.includes(task.method) ? [task.method] : PARENT_METHODS;
}

type Which = ImageBuilds["which"];

const createBuildsOfImage = (reader: HubReader, { builds, recent }: HistorySources) =>
  each(
    "builds of image",
    async ({ name, which }: { name: string; which: Which }) =>
      builds.learn(await reader.listImageBuilds({ name, which, since: toSeconds(recent.since) }), "image"),
    { cacheKeyFn: ({ name, which }) => `${which} ${name}` },
  );
