/** Where a build's files lie: its names, and the volume (`volume_name`) that holds them. */
export type BuildPlace = {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  /** `DEFAULT` or null: the hub's main disk. */
  readonly volume: string | null;
};

/**
 * Where a hub's files and pages are for a browser. Names come from the hub and may hold anything: each becomes one
 * segment of the address, or, where a file name has directories, one segment for each. A name that would lead elsewhere
 * (`..`) gives an address where nothing is.
 */
export type Addresses = {
  readonly buildDirectory: (build: BuildPlace) => string;
  /** A file of a build's archives. `btype` is the archive's: `image` lies in images/, newer kinds in files/BTYPE/. */
  readonly archiveFile: (build: BuildPlace, btype: string, filename: string) => string;
  /** `path` as getBuildLogs gives it: relative to the hub's files, its volume included. */
  readonly buildLog: (path: string) => string;
  /** `file` and `volume` as listTaskOutput gives them. */
  readonly taskOutput: (taskId: number, file: string, volume?: string | null) => string;
  /** What a scratch build left; `taskId` is the task of the arch, `owner` its user's name. */
  readonly scratchResult: (owner: string, taskId: number, file: string) => string;
  /** The repository that builds for a tag take packages from. */
  readonly tagRepository: (tag: string, repoId: number, arch: string) => string;
  readonly taskPage: (taskId: number) => string;
  readonly buildPage: (buildId: number) => string;
  readonly archivePage: (archiveId: number) => string;
  /** The rpms inside an image. */
  readonly imageRpmsPage: (archiveId: number) => string;
  readonly packagePage: (packageId: number) => string;
  readonly tagPage: (tagId: number) => string;
};

/**
 * Addresses under `filesUrl` (what the hub calls topurl) and `webUrl` (kojiweb), each with or without a path and a slash
 * at its end. The layout is koji.PathInfo's in koji/__init__.py.
 */
export function createAddresses({ filesUrl, webUrl }: { filesUrl: string; webUrl: string }): Addresses {
  const file = (...names: readonly string[]) => [withoutSlash(filesUrl), ...names.map(segment)].join("/");
  const page = (name: string, query: Record<string, string | number>) =>
    `${withoutSlash(webUrl)}/${name}?${Object.entries(query)
      .map(([key, value]) => `${key}=${value}`)
      .join("&")}`;
  const inBuild = (build: BuildPlace, ...names: readonly string[]) =>
    file(...volumePath(build.volume), "packages", build.name, build.version, build.release, ...names);
  return {
    buildDirectory: (build) => inBuild(build),
    archiveFile: (build, btype, filename) => inBuild(build, ...typePath(btype), ...filename.split("/")),
    buildLog: (path) => file(...path.split("/").filter((name) => name !== "" && name !== ".")),
    taskOutput: (taskId, name, volume) =>
      file(...volumePath(volume), "work", "tasks", `${taskId % 10_000}`, `${taskId}`, ...name.split("/")),
    scratchResult: (owner, taskId, name) => file("scratch", owner, `task_${taskId}`, ...name.split("/")),
    tagRepository: (tag, repoId, arch) => file("repos", tag, `${repoId}`, arch),
    taskPage: (taskID) => page("taskinfo", { taskID }),
    buildPage: (buildID) => page("buildinfo", { buildID }),
    archivePage: (archiveID) => page("archiveinfo", { archiveID }),
    imageRpmsPage: (imageID) => page("rpmlist", { imageID, type: "image" }),
    packagePage: (packageID) => page("packageinfo", { packageID }),
    tagPage: (tagID) => page("taginfo", { tagID }),
  };
}

const withoutSlash = (base: string) => base.replace(/\/+$/, "");

const volumePath = (volume: string | null | undefined) =>
  volume === null || volume === undefined || volume === "DEFAULT" ? [] : ["vol", volume];

/** koji.PathInfo.typedir: three kinds are older than files/. */
const OLD_TYPES = new Map([
  ["image", ["images"]],
  ["maven", ["maven"]],
  ["win", ["win"]],
]);
const typePath = (btype: string) => OLD_TYPES.get(btype) ?? ["files", btype];

/** Half a surrogate pair, which no address can carry. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * One name as one segment. Browsers and servers take `..` and `%2e%2e` alike for "one up", so a name of dots alone is
 * encoded twice: an address that stays where it is and finds nothing.
 */
function segment(name: string): string {
  if (name === "." || name === "..") return name.replaceAll(".", "%252E");
  return encodeURIComponent(name.replace(LONE_SURROGATE, "\uFFFD"));
}
