import type { Context } from "../context/context.ts";
import type { RpmListArgs } from "../loaders/rpm-list.ts";
import type { Artifact, Rpm } from "../model/artifact.ts";
import type { Build } from "../model/build.ts";
import type { Page } from "../model/page.ts";

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

/** Whether the hub knows which rpms are inside. */
export const artifactPackagesRecorded = (
  { hub, kojiId }: Artifact,
  _args: unknown,
  context: Context,
): Promise<boolean> => context.hub(hub).loaders.artifacts.packagesRecorded.load(kojiId);

export const rpmNvra = ({ name, version, release, arch }: Rpm): string => `${name}-${version}-${release}.${arch}`;

/** Null for an rpm that came from outside the hub. */
export const rpmBuild = async ({ hub, buildId }: Rpm, _args: unknown, context: Context): Promise<Build | null> =>
  buildId === null ? null : context.hub(hub).loaders.builds.byId.load(buildId);
