import DataLoader from "dataloader";
import type { HubReader } from "../koji/hub-reader.ts";
import { type Attempt, mergeAttempts } from "../model/attempt.ts";
import type { Build } from "../model/build.ts";
import type { CatalogueImage } from "../model/catalogue.ts";
import { groupBy } from "../model/group-by.ts";
import { IMAGE_METHODS, PARENT_METHODS } from "../model/image-method.ts";
import type { Task } from "../model/task.ts";
import type { BuildLoaders } from "./build.ts";
import { type BuildsOfImageLoader, createBuildsOfImage } from "./builds-of-image.ts";
import { each, inSlots } from "./each.ts";
import { latest, type Looked, type Recent } from "./recent.ts";
import type { TaskLoaders } from "./task.ts";
import { createTaskNamer, type TaskNamer } from "./task-namer.ts";

/** From so many images on, the hub's whole window in one list is cheaper than a list for each of them. */
const WHOLE_WINDOW_FROM = 8;
/** A page of images: so many are read by name where the hub's window had to be cut and does not reach back far enough. */
const BY_NAME_UP_TO = 100;
const FAR_ENOUGH_MS = 3 * 86_400_000;

/** What is known of one image's tries, scratch ones left out. */
type History = {
  readonly builds: readonly Build[];
  readonly tasks: readonly Task[];
  /** From then on no build is missing: the window's start, or later where there were more than are read. */
  readonly reach: Date;
  /** From then on no task is missing, either. */
  readonly knownSince: Date;
};

export type ImageHistory = {
  /** Attempts of an image within the hub's window, newest first; none from before builds are known. */
  readonly attempts: DataLoader<string, readonly Attempt[]>;
  /** Those and good builds from before, for an image that has none among its newer ones. */
  readonly withOlder: DataLoader<string, readonly Attempt[]>;
  /** From when on no attempt is missing. */
  readonly knownSince: (name: string) => Promise<Date>;
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
  const { recent, builds } = sources;
  const nameTasks = createTaskNamer(sources);
  const listed = createBuildsOfImage(reader, { builds, since: recent.since });
  const parts = { ...sources, listed, nameTasks };
  const methods = (name: string) => methodsOf(name, parts);

  const histories = new DataLoader<string, History>(
    async (names) =>
      names.length >= WHOLE_WINDOW_FROM || recent.isAsked()
        ? ofWindow(names, parts)
        : inSlots(names, (name) => ofOne(name, parts)),
    { name: "image history" },
  );
  return {
    attempts: each("attempts", async (name: string) => {
      const { reach, ...history } = await histories.load(name);
      const attempts = mergeAttempts(history.builds, history.tasks);
      return reach > recent.since ? attempts.filter(({ createdAt }) => createdAt > reach) : attempts;
    }),
    withOlder: each("attempts with older ones", async (name: string) => {
      const [history, newest, good] = await Promise.all([
        histories.load(name),
        listed.load({ name, which: "newest" }),
        listed.load({ name, which: "good" }),
      ]);
      return mergeAttempts([...history.builds, ...newest.found, ...good.found], history.tasks);
    }),
    knownSince: async (name) => (await histories.load(name)).knownSince,
    names: async () => {
      const [built, tasks] = await Promise.all([recent.builds(), recent.unclosedTasks()]);
      const tried = await attributed(tasks.found, built.found, nameTasks);
      return [...new Set([...built.found.map(({ name }) => name), ...tried.keys()])].filter((name) => name !== "");
    },
    nameTasks,
    methods,
  };
}

type Parts = HistorySources & { readonly listed: BuildsOfImageLoader; readonly nameTasks: TaskNamer };

async function ofWindow(names: readonly string[], parts: Parts): Promise<readonly (History | Error)[]> {
  const { recent, nameTasks } = parts;
  const [window, tasks] = await Promise.all([recent.builds(), recent.unclosedTasks()]);
  const byName = groupBy(window.found, ({ name }) => name);
  const alone = isTooShort(window, recent.since) && names.length <= BY_NAME_UP_TO;
  const builds = await inSlots(names, async (name) =>
    alone ? endedOf(name, parts, byName.get(name) ?? []) : { ...window, found: byName.get(name) ?? [] },
  );
  const named = await attributed(tasks.found, window.found, nameTasks);
  return names.map((name, index) => {
    const found = builds[index];
    if (found === undefined || found instanceof Error) return found ?? new Error(`No builds of ${name} were read.`);
    return historyOf(found, { found: named.get(name) ?? [], reach: tasks.reach });
  });
}

const historyOf = (builds: Looked<Build>, tasks: Looked<Task>): History => ({
  builds: builds.found,
  tasks: tasks.found,
  reach: builds.reach,
  knownSince: latest([builds.reach, tasks.reach]),
});

const isTooShort = ({ found, reach }: Looked<Build>, since: Date) =>
  reach > since && (found[0]?.createdAt.getTime() ?? 0) - reach.getTime() < FAR_ENOUGH_MS;

/** What runs is in the window, however many builds that has. */
async function endedOf(name: string, { listed }: Parts, inWindow: readonly Build[]): Promise<Looked<Build>> {
  const { found, reach } = await listed.load({ name, which: "ended" });
  return { found: [...inWindow.filter(({ state }) => state === "BUILDING"), ...found], reach };
}

async function ofOne(name: string, parts: Parts): Promise<History> {
  const { recent, nameTasks } = parts;
  const [builds, tasks] = await Promise.all([
    windowOf(name, parts),
    methodsOf(name, parts).then((known) => recent.unclosedTasks(known)),
  ]);
  const named = await attributed(tasks.found, builds.found, nameTasks);
  return historyOf(builds, { found: named.get(name) ?? [], reach: tasks.reach });
}

/** The builds of one image within the window, from that of all images where it costs nothing. */
async function windowOf(name: string, { recent, listed }: Parts): Promise<Looked<Build>> {
  const window = recent.isAtHand() ? await recent.builds() : null;
  return window === null || isTooShort(window, recent.since)
    ? listed.load({ name, which: "window" })
    : { ...window, found: window.found.filter((build) => build.name === name) };
}

/** Tasks that were to make a build, by the image they were to build. */
async function attributed(tasks: readonly Task[], builds: readonly Build[], nameTasks: TaskNamer) {
  const real = tasks.filter(({ request }) => request?.image && !request.image.scratch);
  const names = await nameTasks(real, builds);
  return groupBy(real, (task) => names.get(task.kojiId) ?? "");
}

async function methodsOf(name: string, parts: Parts): Promise<readonly string[]> {
  const listed = parts.catalogue.get(name);
  if (listed !== undefined) return [IMAGE_METHODS[listed.method].parent];
  const { found } = await windowOf(name, parts);
  const taskId = found.find((build) => build.taskId !== null)?.taskId;
  const task = typeof taskId === "number" ? await parts.tasks.byId.load(taskId) : null;
  return task && PARENT_METHODS.includes(task.method) ? [task.method] : PARENT_METHODS;
}
