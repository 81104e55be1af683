import type { Lifetime } from "../cache/cache.ts";
import type { BuildRow, TaskRow } from "../koji/rows.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What runs changes at any moment, and people wait for its end. Kept longer only for when the hub is away. */
const LIVING: Lifetime = { softMs: 5 * SECOND, hardMs: 15 * SECOND, keepMs: DAY };
/** What ended never changes; a day bounds what an administrator may do to it by hand. */
const ENDED: Lifetime = { softMs: DAY, hardMs: 7 * DAY, keepMs: 30 * DAY };
/** What is not there may come: often it was asked for because someone just made it. */
const ABSENT: Lifetime = { softMs: 10 * SECOND, hardMs: 30 * SECOND, keepMs: DAY };
/** Where something new may appear. */
const LIST: Lifetime = { softMs: 10 * SECOND, hardMs: 60 * SECOND, keepMs: DAY };
/** As LIST; there are as many pages as ways to ask, and few are asked for twice. */
const PAGE: Lifetime = { ...LIST, keepMs: HOUR };
/** What administrators set up, a few times a month. */
const SETTING: Lifetime = { softMs: 5 * MINUTE, hardMs: HOUR, keepMs: 7 * DAY };
/** What somebody is let do. */
const TRIED: Lifetime = { softMs: 60 * SECOND, hardMs: 5 * MINUTE, keepMs: DAY };
/** Changes with an upgrade of the hub, or by a little with every build. */
const SLOW: Lifetime = { softMs: HOUR, hardMs: DAY, keepMs: 7 * DAY };

/** A good build may be deleted; the id of one that failed or was cancelled is given to the next try of the same name. */
const BUILD: Readonly<Record<BuildRow["state"], Lifetime>> = {
  0: LIVING,
  1: { softMs: HOUR, hardMs: DAY, keepMs: 30 * DAY },
  2: ENDED,
  3: { softMs: 5 * MINUTE, hardMs: HOUR, keepMs: 30 * DAY },
  4: { softMs: 5 * MINUTE, hardMs: HOUR, keepMs: 30 * DAY },
};

/** FREE, OPEN, ASSIGNED. */
export const isLiving = ({ state }: Pick<TaskRow, "state">): boolean => state === 0 || state === 1 || state === 4;

/** What hangs below a task and may yet grow. `settled`: that it cannot any more was known when it was asked for. */
type OfTask = { readonly settled: boolean };

const ofBuild = (row: BuildRow | null) => (row === null ? ABSENT : BUILD[row.state]);
const ofTask = (row: TaskRow | null) => (row === null ? ABSENT : isLiving(row) ? LIVING : ENDED);
const ofBuilds = (rows: readonly BuildRow[], list: Lifetime) => (rows.some(({ state }) => state === 0) ? LIVING : list);
const ofTasks = (rows: readonly TaskRow[], list: Lifetime) => (rows.some(isLiving) ? LIVING : list);
const foundOr = (value: unknown, found: Lifetime) => (value === null ? ABSENT : found);
const ofTypes = (types: Readonly<Record<string, unknown>> | null) =>
  types === null ? ABSENT : filledOr(Object.keys(types), SLOW);
const filledOr = (some: readonly unknown[], filled: Lifetime) => (some.length > 0 ? filled : LIST);

/**
 * How long what a hub said is believed, by kind and, where it matters, by what it said: the only place where that is
 * decided. Nothing that holds something alive lives longer than what is alive.
 */
export const LIFETIMES = {
  build: ofBuild,
  buildOfNvr: ofBuild,
  buildOfTask: ofBuild,
  /** Set when the build is made, for rpms with their first content; the next try under the same id is of the same kind. */
  buildTypes: ofTypes,
  buildTypesOfNvr: ofTypes,
  /** All come at once when the build completes; before that, and for builds without, there are none. */
  archives: (rows: readonly unknown[]) => filledOr(rows, ENDED),
  buildLogs: (rows: readonly unknown[]) => filledOr(rows, ENDED),
  archive: (row: unknown) => foundOr(row, ENDED),
  /** Known of a file from its first moment. A file that is not there has none, either. */
  imageRpms: (rows: readonly unknown[]) => filledOr(rows, ENDED),
  imagePackages: (rows: readonly unknown[]) => filledOr(rows, ENDED),
  imageRpmCount: (count: number) => (count > 0 ? ENDED : LIST),
  imageRpmsKnown: (known: boolean) => (known ? ENDED : LIST),
  rpm: (row: unknown) => foundOr(row, ENDED),
  /** Costly for the hub, and grows when images are composed: by night. */
  references: (): Lifetime => ({ softMs: MINUTE, hardMs: 10 * MINUTE, keepMs: DAY }),
  /** People tag what they look at. */
  tagsOfBuild: (): Lifetime => ({ softMs: 30 * SECOND, hardMs: 5 * MINUTE, keepMs: DAY }),

  task: ofTask,
  children: ({ settled }: OfTask) => (settled ? ENDED : LIVING),
  failedChildren: ({ settled }: OfTask) => (settled ? ENDED : LIVING),
  /** Cleared away weeks after the end. */
  taskOutput: ({ settled }: OfTask): Lifetime => (settled ? { softMs: HOUR, hardMs: DAY, keepMs: 7 * DAY } : LIVING),
  /** There is none before the end. */
  taskResult: () => ENDED,

  imageBuilds: (rows: readonly BuildRow[]) => ofBuilds(rows, LIST),
  imageWindow: ({ rows }: { readonly rows: readonly BuildRow[] }) => ofBuilds(rows, LIST),
  builds: (rows: readonly BuildRow[]) => ofBuilds(rows, PAGE),
  taggedBuilds: (rows: readonly BuildRow[]) => ofBuilds(rows, PAGE),
  buildCount: () => PAGE,
  tasks: (rows: readonly TaskRow[]) => ofTasks(rows, PAGE),
  unclosedTasks: ({ rows }: { readonly rows: readonly TaskRow[] }) => ofTasks(rows, LIST),
  taskCount: () => PAGE,
  /** An average over all of a package's builds. */
  averageDuration: () => SLOW,

  target: (row: unknown) => foundOr(row, SETTING),
  targets: () => SETTING,
  tag: (row: unknown) => foundOr(row, SETTING),
  buildConfig: () => SETTING,
  packageConfig: (row: unknown) => foundOr(row, SETTING),
  channel: (row: unknown) => foundOr(row, SETTING),
  channels: () => SETTING,
  arches: () => SETTING,
  /** Made anew within minutes of a change. */
  repo: (row: unknown) => (row === null ? ABSENT : LIST),
  /** A repository is never changed, but followed by another within hours. One that has no list yet may come to have it. */
  repoRpmNames: (names: unknown) => foundOr(names, { softMs: 6 * HOUR, hardMs: DAY, keepMs: DAY }),
  tagGroups: () => SETTING,
  externalRepos: () => SETTING,
  /** Who was refused asks for another rule, or a permission, and tries again. */
  hubPolicy: () => TRIED,
  tagAccess: () => TRIED,
  user: (row: unknown) => foundOr(row, SETTING),
  /** Who was just allowed something tries it at once. */
  userPerms: () => TRIED,
  /** With their load. */
  host: (row: unknown) => foundOr(row, LIST),
  hosts: () => PAGE,
  lastHostUpdate: () => LIST,

  kojiVersion: () => SLOW,
  apiVersion: () => SLOW,
} as const;
