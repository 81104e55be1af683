import type { Context } from "../context/context.ts";
import type { RpmListArgs } from "../loaders/rpm-list.ts";
import type { Artifact, Rpm } from "../model/artifact.ts";
import type { Build } from "../model/build.ts";
import { IMAGE_METHODS } from "../model/image-method.ts";
import type { Page } from "../model/page.ts";
import { buildMethod } from "./build.ts";

export async function artifactBuild(
  { hub, kojiId, buildId }: Artifact,
  _args: unknown,
  context: Context,
): Promise<Build> {
  const build = await context.hub(hub).loaders.builds.byId.load(buildId);
  if (build === null) throw new Error(`Archive ${kojiId} belongs to build ${buildId}, which is not there.`);
  return build;
}

export const artifactUrl = (artifact: Artifact, _args: unknown, context: Context): Promise<string> =>
  context.hub(artifact.hub).loaders.artifacts.urlOf(artifact);

export const artifactPackages = ({ hub, kojiId }: Artifact, args: RpmListArgs, context: Context): Promise<Page<Rpm>> =>
  context.hub(hub).loaders.rpms(kojiId, args);

/** Whether the method that made it tells the hub which rpms are inside. */
export async function artifactPackagesRecorded(artifact: Artifact, args: unknown, context: Context): Promise<boolean> {
  const build = await artifactBuild(artifact, args, context);
  return IMAGE_METHODS[await buildMethod(build, args, context)].recordsRpms;
}

export const rpmNvra = ({ name, version, release, arch }: Rpm): string => `${name}-${version}-${release}.${arch}`;

/** Null for an rpm that came from outside the hub. */
export const rpmBuild = async ({ hub, buildId }: Rpm, _args: unknown, context: Context): Promise<Build | null> =>
  buildId === null ? null : context.hub(hub).loaders.builds.byId.load(buildId);
