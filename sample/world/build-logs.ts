import { workersOf } from "./archives.ts";
import { logsLieTogether } from "./logs.ts";
import { type Output, outputsOf } from "./outputs.ts";
import { type Build, TASK } from "./plan.ts";
import { volumePrefix } from "./volumes.ts";
import type { World } from "./world.ts";

export type BuildLog = { readonly name: string; readonly dir: string; readonly path: string };

/** The folder of a build below the top of the files. */
export const buildDir = ({ volume, name, version, release }: Build): string =>
  `${volumePrefix(volume)}packages/${name}/${version}/${release}`;

/** Logs that were moved to the build: those of a complete build's good arches. Empty for all others. */
export function buildLogs(world: World, build: Build): BuildLog[] {
  return buildLogFiles(world, build).map(({ dir, output }) => ({
    name: output.name,
    dir,
    path: `${buildDir(build)}/data/logs/${dir}/${output.name}`,
  }));
}

export type BuildLogFile = { readonly dir: string; readonly output: Output };

export function buildLogFiles(world: World, build: Build): BuildLogFile[] {
  const now = world.now();
  if (build.end !== 1 || build.endMs > now || build.deletedMs <= now) return [];
  const { origin } = build;
  if (origin.kind === "rpm" || origin.kind === "bulk") return rpmLogFiles(world, build);
  if (origin.kind !== "image") return [];
  const { method } = origin.attempt.image;
  const seen = new Set<string>();
  return workersOf(build).flatMap(({ task, arch }) => {
    const dir = logsLieTogether(method) ? "image" : `image/${arch}`;
    const logs = task.end === TASK.CLOSED ? outputsOf(world, task).filter(({ log }) => log) : [];
    return logs
      .filter(({ name }) => !seen.has(`${dir}/${name}`))
      .map((output) => {
        seen.add(`${dir}/${output.name}`);
        return { dir, output };
      });
  });
}

const rpmLogFiles = (world: World, build: Build): BuildLogFile[] =>
  (build.task?.children ?? [])
    .filter(({ method }) => method === "buildArch")
    .flatMap((task) => outputsOf(world, task).map((output) => ({ dir: task.arch, output })));
