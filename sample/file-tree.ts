import { archivesOf } from "./world/archives.ts";
import { buildLogFiles } from "./world/build-logs.ts";
import { type Content, textContent } from "./world/content.ts";
import { packageBuildsIn, buildsIn } from "./world/build-cells.ts";
import { buildNamed } from "./world/build-named.ts";
import { EVER } from "./world/cell.ts";
import { outputsOf } from "./world/outputs.ts";
import { findUser } from "./world/people.ts";
import { BUILD, type Build, type Task } from "./world/plan.ts";
import { pkglistOf } from "./world/repo-content.ts";
import { activeRepos, type Repo } from "./world/repos.ts";
import { VOLUMES, type VolumeKey } from "./world/volumes.ts";
import type { World } from "./world/world.ts";
import { buildState } from "./methods/rows.ts";
import { writtenAt } from "./upload.ts";

/** A file with when it was written last, a folder with the names in it, or nothing. */
export type Node =
  | { readonly kind: "file"; readonly content: Content; readonly writtenMs: number }
  | { readonly kind: "folder"; readonly names: readonly string[] };

type Files = ReadonlyMap<string, Node>;

/** What lies at a path below the top of the files, as koji.PathInfo lays them out. */
export function nodeAt(world: World, path: string): Node | null {
  const parts = path.split("/").filter((part) => part !== "");
  const [top, ...rest] = parts;
  if (top === undefined) return folder(["packages", "repos", "scratch", "vol", "work"]);
  if (top === "vol") return volumeNode(world, rest);
  if (top === "packages") return packagesNode(world, rest, "DEFAULT");
  if (top === "work") return workNode(world, rest);
  if (top === "repos") return reposNode(world, rest);
  return top === "scratch" ? scratchNode(world, rest) : null;
}

/** Of the last two days: kojira clears older ones away. */
function reposNode(world: World, [tag, id, arch, file, ...rest]: readonly string[]): Node | null {
  const repos = [...activeRepos(world)];
  const tagOf = ({ release }: Repo) => `${release.name}-build`;
  if (tag === undefined) return folder(repos.map(tagOf));
  const ofTag = repos.filter((repo) => tagOf(repo) === tag);
  if (id === undefined) return ofTag.length === 0 ? null : folder(ofTag.map((repo) => String(repo.id)));
  const repo = ofTag.find((one) => String(one.id) === id);
  if (repo === undefined) return null;
  const arches = repo.release.arches.split(" ");
  if (arch === undefined) return folder(arches);
  if (!arches.includes(arch)) return null;
  if (file === undefined) return folder(["pkglist"]);
  if (file !== "pkglist" || rest.length > 0) return null;
  return { kind: "file", content: textContent(() => pkglistOf(repo, arch)), writtenMs: repo.creationMs };
}

const folder = (names: Iterable<string>): Node => ({ kind: "folder", names: [...new Set(names)].sort() });

function volumeNode(world: World, [name, top, ...rest]: readonly string[]): Node | null {
  const { archive } = VOLUMES;
  if (name === undefined) return folder([archive.name]);
  if (name !== archive.name) return null;
  if (top === undefined) return folder(["packages"]);
  return top === "packages" ? packagesNode(world, rest, "archive") : null;
}

/** A build on another volume has a link on the first, so that all are found there. */
function packagesNode(
  world: World,
  [name, version, release, ...rest]: readonly string[],
  volume: VolumeKey,
): Node | null {
  if (name === undefined) return folder(world.images.all.map((image) => image.name));
  const there = (build: Build) => volume === "DEFAULT" || build.volume === volume;
  if (version !== undefined && release !== undefined) {
    const build = buildNamed(world, `${name}-${version}-${release}`);
    return build === null || !there(build) ? null : within(filesOfBuild(world, build), rest);
  }
  const scope = packageBuildsIn(world, world.packages.find(name), { ...EVER, back: false });
  const builds = [...buildsIn(world, scope)].filter(
    (build) => there(build) && (version === undefined || build.version === version),
  );
  if (builds.length === 0) return null;
  return folder(builds.map((build) => (version === undefined ? build.version : build.release)));
}

function filesOfBuild(world: World, build: Build): Files {
  const files = new Map<string, Node>();
  if (buildState(build, world.now()) !== BUILD.COMPLETE) return files;
  for (const { filename, content } of archivesOf(world, build))
    files.set(`images/${filename}`, { kind: "file", content, writtenMs: build.endMs });
  for (const { dir, output } of buildLogFiles(world, build))
    files.set(`data/logs/${dir}/${output.name}`, { kind: "file", content: output.content, writtenMs: output.doneMs });
  return files;
}

/** What is at the path in a folder of files that are named by their paths. */
function within(files: Files, path: readonly string[]): Node | null {
  const wanted = path.join("/");
  const file = files.get(wanted);
  if (file !== undefined) return file;
  const prefix = wanted === "" ? "" : `${wanted}/`;
  const names = [...files.keys()]
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length).split("/")[0] ?? "");
  return names.length === 0 ? null : folder(names);
}

function workNode(world: World, path: readonly string[]): Node | null {
  const [top, remainder, id, ...rest] = path;
  if (top !== "tasks") return uploadNode(world, path);
  if (remainder === undefined || id === undefined) return null;
  const task = world.task(Number(id));
  if (task === null || String(task.id % 10_000) !== remainder || String(task.id) !== id) return null;
  return within(filesOfTask(world, task), rest);
}

function uploadNode({ uploads }: World, path: readonly string[]): Node | null {
  if (path.length === 0) return folder(["tasks", ...[...uploads.keys()].map((name) => name.split("/")[0] ?? "")]);
  const files = new Map<string, Node>();
  for (const [name, file] of uploads)
    files.set(name, { kind: "file", content: fixedContent(file), writtenMs: writtenAt(file) });
  return within(files, path);
}

const fixedContent = (file: Buffer): Content => ({
  size: () => file.length,
  whole: () => file,
  read: (offset, length) => file.subarray(offset, offset + length),
});

function scratchNode(world: World, [owner, folderName, ...rest]: readonly string[]): Node | null {
  if (owner === undefined || folderName === undefined) return null;
  const match = /^task_(\d+)$/.exec(folderName);
  const task = match === null ? null : world.task(Number(match[1]));
  if (task?.origin.kind !== "image" || !task.origin.attempt.scratch || findUser(task.owner)?.name !== owner)
    return null;
  // Moved there when the whole scratch build was good.
  return task.end === 2 && task.endMs <= world.now() ? within(filesOfTask(world, task), rest) : null;
}

function filesOfTask(world: World, task: Task): Files {
  const { origin } = task;
  if (origin.kind === "image" && origin.build !== null && buildState(origin.build, world.now()) === BUILD.DELETED)
    return new Map();
  return new Map(
    outputsOf(world, task).map(({ name, content, doneMs }) => [
      name,
      { kind: "file", content, writtenMs: Math.min(doneMs, world.now()) },
    ]),
  );
}
