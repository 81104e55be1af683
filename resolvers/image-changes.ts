import type { Context } from "../context/context.ts";
import type { Artifact } from "../model/artifact.ts";
import type { Build } from "../model/build.ts";
import { BadArgumentError } from "../model/errors.ts";
import { decodeGlobalId, kojiIdOf } from "../model/global-id.ts";
import {
  comparedArches,
  type ComparedArch,
  type ImageChanges,
  type PackageChange,
  packageChanges,
  type SizeChange,
  sizeChanges,
} from "../model/image-changes.ts";

type OfArch = { readonly arch?: string | null | undefined };

/** Since another build of the image, or the last good one before it; null where there is none. */
export async function buildChanges(
  build: Build,
  { since }: { since?: string | null | undefined },
  context: Context,
): Promise<ImageChanges | null> {
  const { previousBuild } = context.hub(build.hub).loaders;
  const from = typeof since === "string" ? await buildSince(since, build, context) : await previousBuild.load(build);
  return from && { from, to: build };
}

/** Throws BadArgumentError for anything but another build of the image. */
async function buildSince(since: string, to: Build, context: Context): Promise<Build> {
  const refuse = (what: string) =>
    new BadArgumentError(
      `since is "${since}", ${what}; give the id of another build of ${to.name} on hub "${to.hub}".`,
    );
  const found = decodeGlobalId(since);
  if (found === null) throw refuse("which is no id of this gateway");
  const kojiId = found.kind === "Build" && found.hub === to.hub ? kojiIdOf(found) : null;
  if (kojiId === null) throw refuse(`which is the id of ${found.kind} ${found.key} on hub "${found.hub}"`);
  if (kojiId === to.kojiId) throw refuse("which is the build itself");
  const { builds } = context.hub(to.hub).loaders;
  const [from, types] = await Promise.all([builds.byId.load(kojiId), builds.types.load(kojiId)]);
  if (from === null) throw refuse(`a build ${kojiId} that the hub does not have`);
  if (from.name !== to.name || !types.includes("image")) throw refuse(`which is ${from.nvr}`);
  return from;
}

export async function changedPackages(
  changes: ImageChanges,
  { arch }: OfArch,
  context: Context,
): Promise<readonly PackageChange[]> {
  const { packages } = context.hub(changes.to.hub).loaders.artifacts;
  const compared = await Promise.all(
    (await archesOf(changes, arch, context)).map(async (pair) => {
      const [before, after] = await Promise.all([packages.load(pair.before.kojiId), packages.load(pair.after.kojiId)]);
      // A list that is not there is no knowledge: nothing came and nothing went.
      return before.length === 0 || after.length === 0 ? [] : packageChanges(pair.arch, before, after);
    }),
  );
  return compared.flat();
}

/** Whether the hub has the rpms of both builds, on each arch that both have; false where they share none. */
export async function changedPackagesRecorded(
  changes: ImageChanges,
  { arch }: OfArch,
  context: Context,
): Promise<boolean> {
  const { packagesRecorded } = context.hub(changes.to.hub).loaders.artifacts;
  const pairs = await archesOf(changes, arch, context);
  const recorded = await Promise.all(
    pairs.flatMap(({ before, after }) => [before, after]).map(({ kojiId }) => packagesRecorded.load(kojiId)),
  );
  return recorded.length > 0 && recorded.every(Boolean);
}

export async function changedSizes(
  changes: ImageChanges,
  _args: unknown,
  context: Context,
): Promise<readonly SizeChange[]> {
  return sizeChanges(...(await filesOf(changes, context)));
}

async function archesOf(
  changes: ImageChanges,
  arch: string | null | undefined,
  context: Context,
): Promise<readonly ComparedArch[]> {
  const pairs = comparedArches(...(await filesOf(changes, context)));
  return arch ? pairs.filter((pair) => pair.arch === arch) : pairs;
}

function filesOf({ from, to }: ImageChanges, context: Context): Promise<[readonly Artifact[], readonly Artifact[]]> {
  const { ofBuild } = context.hub(to.hub).loaders.artifacts;
  return Promise.all([ofBuild.load(from.kojiId), ofBuild.load(to.kojiId)]);
}
