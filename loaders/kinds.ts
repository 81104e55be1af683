import { z } from "zod";
import type { Kind, Lifetime } from "../cache/cache.ts";
import * as rows from "../koji/rows.ts";
import { LIFETIMES } from "./lifetimes.ts";

/** Raised together with the shape of anything below; a test tells when. */
const VERSION = 4;

const count = z.number().int();
const ofTask = { settled: z.boolean() };
const ofWindow = { since: z.number(), reach: z.number() };
const childrenOf = z.object({ ...ofTask, rows: z.array(rows.TaskRow) });

/** What is kept of a hub: its rows as they were checked when they came. */
export const TYPES = {
  build: rows.BuildRow.nullable(),
  buildOfNvr: rows.BuildRow.nullable(),
  buildOfTask: rows.BuildRow.nullable(),
  buildTypes: rows.BuildTypeRow,
  buildTypesOfNvr: rows.BuildTypeRow,
  archives: z.array(rows.ArchiveRow).readonly(),
  buildLogs: z.array(rows.BuildLogRow),
  archive: rows.ArchiveRow.nullable(),
  imageRpms: z.array(rows.RpmRow),
  imageRpmCount: count,
  imageRpmsKnown: z.boolean(),
  imagePackages: z.array(rows.PackageRow),
  rpm: rows.RpmRow.nullable(),
  references: z.array(count),
  tagsOfBuild: z.array(rows.TagRow),

  task: rows.TaskRow.nullable(),
  children: childrenOf,
  failedChildren: childrenOf,
  taskOutput: z.object({ ...ofTask, files: rows.TaskOutputRows }),
  taskResult: z.unknown(),

  imageBuilds: z.array(rows.BuildRow).readonly(),
  imageWindow: z.object({ ...ofWindow, rows: z.array(rows.BuildRow).readonly() }),
  builds: z.array(rows.BuildRow),
  taggedBuilds: z.array(rows.BuildRow),
  buildCount: count,
  tasks: z.array(rows.TaskRow),
  unclosedTasks: z.object({ ...ofWindow, rows: z.array(rows.TaskRow).readonly() }),
  taskCount: count,
  averageDuration: z.number().nullable(),

  target: rows.TargetRow.nullable(),
  targets: z.array(rows.TargetRow),
  tag: rows.TagRow.nullable(),
  buildConfig: rows.TagRow,
  packageConfig: rows.PackageConfigRow.nullable(),
  channel: rows.ChannelRow.nullable(),
  channels: z.array(rows.ChannelRow),
  arches: z.array(z.string()),
  repo: rows.RepoRow.nullable(),
  repoRpmNames: z.string().nullable(),
  tagGroups: z.array(z.string()).readonly(),
  externalRepos: z.array(z.string()).readonly(),
  hubPolicy: z.string().nullable(),
  tagAccess: z.object({ access: z.boolean(), override: z.boolean(), reason: z.string() }),
  user: rows.UserRow.nullable(),
  userPerms: z.array(z.string()),
  host: rows.HostRow.nullable(),
  hosts: z.array(rows.HostRow),
  lastHostUpdate: z.number().nullable(),

  kojiVersion: z.string(),
  apiVersion: count,
} as const;

type Types = Readonly<Record<string, z.ZodType>>;
type Lifetimes<T extends Types> = { readonly [Name in keyof T]: (value: z.output<T[Name]>) => Lifetime };
type Kinds<T extends Types> = { readonly [Name in keyof T]: Kind<z.output<T[Name]>> };

export const KINDS = kindsOf(TYPES, LIFETIMES);

function kindsOf<T extends Types>(types: T, lifetimes: Lifetimes<T>): Kinds<T> {
  const kinds = Object.entries(types).map(([name, type]): [string, Kind<unknown>] => [
    name,
    // Each name's type goes with its lifetime, which entries cannot say; nor can they below.
    kindOf(name, type, lifetimes[name] as Kind<unknown>["lifetime"]),
  ]);
  return Object.fromEntries(kinds) as Kinds<T>;
}

function kindOf<T>(name: string, type: z.ZodType<T>, lifetime: Kind<T>["lifetime"]): Kind<T> {
  const check = (stored: unknown) => {
    const { success, data } = type.safeParse(stored);
    return success ? { value: data } : null;
  };
  return { name, version: VERSION, lifetime, check };
}
