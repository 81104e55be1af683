import { z } from "zod";
import { HubFaultError } from "../model/errors.ts";
import { checked, checkedSlot } from "./checked.ts";
import { createHubLists, type QueryOpts } from "./hub-lists.ts";
import { type HubCallOptions, type HubClient, named } from "./wire/hub-client.ts";
import { listFailedChildren } from "./failed-children.ts";
import { type ArchivesWanted, listImageArchivesOf } from "./image-archives.ts";
import { type ImageBuilds, listImageBuilds } from "./image-builds.ts";
import { type ImageWindow, readImageWindow } from "./image-window.ts";
import { getPackageConfigs, type PackagesOfTag } from "./package-configs.ts";
import * as rows from "./rows.ts";
import { readUnclosedTasks, type TasksOfMethod, type UnclosedTasks } from "./unclosed-tasks.ts";
import type { XmlRpcStruct, XmlRpcValue } from "./xmlrpc/value.ts";

export type { QueryOpts } from "./hub-lists.ts";

/** A file that a task left, as listTaskOutput names it. */
export type TaskFile = { readonly taskId: number; readonly name: string; readonly volume: string };

/** A rule set of the hub, and what it is asked about (evalPolicy). */
export type PolicyQuestion = { readonly name: string; readonly data: XmlRpcStruct };
export type TagAccess = { readonly tag: string; readonly userId: number };

/** The reads of a hub that the gateway makes, under Koji's names. Each may reject with what koji/faults.ts makes. */
export type HubReader = ReturnType<typeof createHubReader>;

/** `options` go with every call: the request's trace and its signal. */
export function createHubReader(client: HubClient, options: HubCallOptions = {}) {
  const call = async <T>(type: z.ZodType<T>, methodName: string, ...params: XmlRpcValue[]): Promise<T> =>
    checked(type, methodName, await client.call(methodName, params, options));
  const list = <T>(type: z.ZodType<T>) => z.array(type);
  const withOpts = (filter: XmlRpcStruct, queryOpts: QueryOpts) => named({ ...filter, queryOpts });
  const countOnly = { countOnly: true };
  const lists = createHubLists((methodName, ...params) => client.call(methodName, params, options));
  const { listBuilds, listTasks } = lists;
  const getBuild = (key: number | string) => nullIfRefused(call(rows.BuildRow.nullable(), "getBuild", key), INVALID);
  const countBuilds = (filter: XmlRpcStruct) =>
    call(rows.Count, "listBuilds", named({ ...filter, queryOpts: countOnly }));
  const getPackageConfig = (tag: string, packageName: string) =>
    call(rows.PackageConfigRow.nullable(), "getPackageConfig", tag, packageName);
  const listPackagesOfTag = (tag: string, prefix: string, limit: number) => {
    const args = { tagID: tag, inherited: true, prefix, queryOpts: { order: "package_name", limit } };
    return nullIfRefused(call(list(rows.PackageInTagRow), "listPackages", named(args)), "No such entry");
  };
  const sampleImageRpm = (archiveId: number) =>
    call(list(z.record(z.string(), z.unknown())), "listRPMs", named({ imageID: archiveId, queryOpts: { limit: 1 } }));

  return {
    getKojiVersion: () => call(z.string(), "getKojiVersion"),
    getAPIVersion: () => call(z.number().int(), "getAPIVersion"),

    /** Null: no such build, or text that is no name-version-release. */
    getBuild,
    getBuildType: (key: number | string) => nullIfRefused(call(rows.BuildTypeRow, "getBuildType", key), INVALID),
    listBuilds,
    /** Newest first. */
    listImageBuilds: (wanted: ImageBuilds) => listImageBuilds(listBuilds, wanted),
    /**
     * What happened to images since a time in seconds. With `previous`, the window as it was, only what changed is asked
     * for; but of changes that leave no trace in a build's times and state, such as another volume or owner, nothing is
     * heard until the window is another.
     */
    readImageWindow: (since: number, previous: ImageWindow | null = null) =>
      readImageWindow({ getBuild, listBuilds, countBuilds }, since, previous),
    /** Null where the task made none. */
    getBuildOfTask: async (taskID: number) =>
      (await listBuilds({ taskID }, { order: "-build_id", limit: 1 }))[0] ?? null,
    countBuilds,
    listTagged: (tag: string, filter: XmlRpcStruct) =>
      call(list(rows.BuildRow), "listTagged", tag, named({ ...filter, strict: false })),
    getBuildLogs: (buildId: number) => call(list(rows.BuildLogRow), "getBuildLogs", buildId),
    /** Seconds; null where the package has no finished build. */
    getAverageBuildDuration: (packageName: string) =>
      call(z.number().nullable(), "getAverageBuildDuration", packageName),

    /** Null: no such rpm. Of those of one name the hub prefers its own to those from outside. */
    getRpm: ({ name, version, release, arch }: Readonly<Record<"name" | "version" | "release" | "arch", string>>) =>
      call(rows.RpmRow.nullable(), "getRPM", { name, version, release, arch }),
    /** The arches that hosts build for. */
    getAllArches: () => call(list(z.string()), "getAllArches"),
    /**
     * Ids of archives of complete builds that hold an rpm or an archive of the build, in no order and more than once:
     * at most `limit` for each rpm, by no order either (kojihub.build_references).
     */
    referencesTo: async (buildId: number, limit: number) =>
      (await call(rows.ReferencesRow, "buildReferences", buildId, named({ limit }))).component_of,

    listImageArchives: lists.listImageArchives,
    /** Of each build, in order, the same; of the newest builds in one call. */
    listImageArchivesOf: (wanted: ArchivesWanted) =>
      listImageArchivesOf({ ofBuild: lists.listImageArchives, newest: lists.listNewestArchives }, wanted),
    getArchive: (archiveId: number) => call(rows.ArchiveRow.nullable(), "getArchive", archiveId),
    listImageRpms: (archiveId: number, queryOpts: QueryOpts) =>
      call(list(rows.RpmRow), "listRPMs", withOpts({ imageID: archiveId }, queryOpts)),
    countImageRpms: (archiveId: number) =>
      call(z.number().int(), "listRPMs", named({ imageID: archiveId, queryOpts: countOnly })),
    /** Whether the hub knows any rpm of an image file. */
    hasImageRpms: async (archiveId: number) => (await sampleImageRpm(archiveId)).length > 0,
    /** Every rpm of an image file, in no order: for the hub one query that it need not sort, and half the bytes of structs. */
    listImagePackages: lists.listImagePackages,

    /**
     * One call for many: rows in the order of `taskIds`, null for those unknown, an error for a
     * row that is none; with their requests.
     */
    getTaskInfos: async (taskIds: readonly number[]): Promise<readonly (rows.TaskRow | Error | null)[]> => {
      const answers = await call(list(z.unknown()), "getTaskInfo", taskIds, named({ request: true }));
      return answers.map((answer) => checkedSlot(rows.TaskRow.nullable(), "getTaskInfo", answer));
    },
    getTaskChildren: (taskId: number) => call(list(rows.TaskRow), "getTaskChildren", taskId),
    /** With decoded requests. An unknown filter is silently ignored by the hub: only listTasks' own may stand here. */
    listTasks,
    /** Of each parent, in order, the tasks right under it that failed or were cancelled, with their requests. */
    listFailedChildren: (parents: readonly number[]): Promise<readonly (readonly rows.TaskRow[] | Error)[]> =>
      listFailedChildren(listTasks, parents),
    /** Parent tasks of a method that went wrong or have not ended. `previous`: as of readImageWindow. */
    readUnclosedTasks: (asked: TasksOfMethod, previous: UnclosedTasks | null = null) =>
      readUnclosedTasks(lists.listTasksOfMethod, asked, previous),
    countTasks: (filter: XmlRpcStruct) => call(z.number().int(), "listTasks", filter, countOnly),
    getTaskResult: (taskId: number) => call(z.unknown(), "getTaskResult", taskId, named({ raise_fault: false })),
    /** A deleted build's tasks keep links to files that are gone, over which the hub's stat stumbles: none then. */
    listTaskOutput: async (taskId: number): Promise<rows.TaskOutputRows> => {
      const files = call(rows.TaskOutputRows, "listTaskOutput", taskId, named({ stat: true, all_volumes: true }));
      return (await nullIfRefused(files, "FileNotFoundError", PYTHON_ERROR)) ?? {};
    },
    /**
     * A piece of a file. A negative `offset` counts from the end; one that leads before the beginning is fault 1, for the
     * hub hands it to the system. Null: no such file.
     */
    downloadTaskOutput: async (
      { taskId, name, volume }: TaskFile,
      { offset, size }: { readonly offset: number; readonly size: number },
    ): Promise<Uint8Array | null> => {
      const place = volume === "DEFAULT" ? {} : { volume };
      const piece = call(z.string(), "downloadTaskOutput", taskId, name, named({ offset, size, ...place }));
      const base64 = await nullIfRefused(piece, "no file");
      return base64 === null ? null : Buffer.from(base64, "base64");
    },

    getBuildTarget: (key: number | string) => call(rows.TargetRow.nullable(), "getBuildTarget", key),
    getBuildTargets: () => call(list(rows.TargetRow), "getBuildTargets"),
    getTag: (key: number | string) => call(rows.TagRow.nullable(), "getTag", key),
    /** As getTag, with what the tag inherits; faults for an unknown tag. */
    getBuildConfig: (tag: number) => call(rows.TagRow, "getBuildConfig", tag),
    listTagsOfBuild: (buildId: number) => call(list(rows.TagRow), "listTags", named({ build: buildId })),
    /** Null: not in the tag, or no such tag. */
    getPackageConfig,
    /** Of each package, in order, the same; of many in one call. */
    getPackageConfigs: (wanted: PackagesOfTag) =>
      getPackageConfigs({ ofPackage: getPackageConfig, withPrefix: listPackagesOfTag }, wanted),

    /** Null: none is ready. Faults for an unknown tag. */
    getRepo: (tag: string) => call(rows.RepoRow.nullable(), "getRepo", tag),
    /** Names of the groups of a tag, inherited ones included, without what is in them. */
    listTagGroups: async (tag: string): Promise<readonly string[]> => {
      const withoutContent = named({ incl_pkgs: false, incl_reqs: false });
      return (await call(list(rows.TagGroupRow), "getTagGroups", tag, withoutContent)).map(({ name }) => name);
    },
    /** Names of the repositories from elsewhere that a tag takes in, inherited ones included. */
    listExternalRepos: async (tag: string): Promise<readonly string[]> =>
      (await call(list(rows.ExternalRepoRow), "getExternalRepoList", tag)).map((row) => row.external_repo_name),
    /** What a rule set of the hub says: its action's words; null where no rule holds, or there is no such rule set. */
    evalPolicy: ({ name, data }: PolicyQuestion) =>
      nullIfRefused(call(z.string().nullable(), "evalPolicy", name, data), "no such policy"),
    /** Whether a user may put builds into a tag as its lock and its permission have it, and why not. */
    checkTagAccess: ({ tag, userId }: TagAccess) => call(rows.TagAccessRow, "checkTagAccess", tag, userId),

    getUser: (key: number | string) => call(rows.UserRow.nullable(), "getUser", key),
    /** Koji's permissions of a user, those of their groups included; none for a user that the hub does not know. */
    getUserPerms: async (name: string) =>
      (await nullIfRefused(call(list(z.string()), "getUserPerms", name), "No such user")) ?? [],
    getHost: (key: number | string) => call(rows.HostRow.nullable(), "getHost", key),
    /** None for a channel that the hub does not know. */
    listHosts: async (filter: XmlRpcStruct) =>
      (await nullIfRefused(call(list(rows.HostRow), "listHosts", named(filter)), "channel")) ?? [],
    /** Seconds since the epoch, from the host's latest session; null where it has none. */
    getLastHostUpdate: (hostId: number) =>
      call(z.number().nullable(), "getLastHostUpdate", hostId, named({ ts: true })),
    getChannel: (key: number | string) => call(rows.ChannelRow.nullable(), "getChannel", key),
    listChannels: (filter: XmlRpcStruct) => call(list(rows.ChannelRow), "listChannels", named(filter)),
  };
}

/** What getBuild says of text that cannot be a name-version-release: no such build. */
const INVALID = "invalid format";

const GENERIC_ERROR = 1000;
const PYTHON_ERROR = 1;

/** Some methods fault where there is no such thing, mostly with koji.GenericError: only its words tell. */
async function nullIfRefused<T>(answer: Promise<T | null>, words: string, fault = GENERIC_ERROR): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof HubFaultError && error.fault === fault && error.message.includes(words)) return null;
    throw error;
  }
}
