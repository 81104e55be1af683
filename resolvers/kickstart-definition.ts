import type { Context } from "../context/context.ts";
import { flattenKickstart } from "../kickstarts/flatten.ts";
import { historyOf } from "../kickstarts/git/history.ts";
import type { Build } from "../model/build.ts";
import type { ImageChanges } from "../model/image-changes.ts";
import type { KickstartDefinition } from "../model/image-definition.ts";
import type { KickstartFile } from "../model/kickstart-file.ts";
import { buildDefinition, buildLogs } from "./build.ts";
import type { CommitIn } from "./kickstart-repository.ts";
import { kickstart, parsed, repositoryNamed } from "./kickstart.ts";

/** `build`: the one that was made from it, where it is a build's. */
export type DefinitionOfBuild = KickstartDefinition & { readonly build?: Build };

/** Null where its repository is not configured, or has no such ref or file. */
export async function definitionKickstart(
  { path, repository, ref }: KickstartDefinition,
  _args: unknown,
  context: Context,
): Promise<KickstartFile | null> {
  if (repository === null || context.kickstarts.find(repository) === null) return null;
  return kickstart(null, { path, repository, ref }, context);
}

/** The builder's own copy: `koji-image-TAG-TASK.ks`, of Oz `koji-TAG-TASK-base.ks` (builder/kojid, prepareKickstart). */
const KEPT_BY_BUILDER = /^koji-.+\.ks$/u;

/** Of the repository; else what the builder kept, which has the repositories of that build and no comments. */
export async function definitionFlattened(
  definition: DefinitionOfBuild,
  args: unknown,
  context: Context,
): Promise<string | null> {
  const file = await definitionKickstart(definition, args, context);
  if (file !== null) return flattenKickstart(await parsed(file, context));
  const { build } = definition;
  if (build === undefined) return null;
  const kept = (await buildLogs(build, null, context)).find(({ name }) => KEPT_BY_BUILDER.test(name));
  return kept === undefined ? null : context.hub(build.hub).logs.whole(kept);
}

/**
 * Commits between the two that touched the kickstart or what it includes, newest first. None where the builds name no
 * commits of one configured repository.
 */
export async function changedCommits(
  { from, to }: ImageChanges,
  args: unknown,
  context: Context,
): Promise<readonly CommitIn[]> {
  const [before, after] = await Promise.all([from, to].map((build) => kickstartOfBuild(build, args, context)));
  if (!before || !after || before.repository !== after.repository) return [];
  const { repository } = after;
  const shelf = repositoryNamed(repository, context);
  const [older, newer] = await Promise.all([shelf.history(before.commit), shelf.history(after.commit)]);
  const known = new Set(older.map(({ hash }) => hash));
  const files = await Promise.all([before, after].map(async (file) => [...(await parsed(file, context)).files.keys()]));
  const touching = historyOf(newer, [before.path, after.path, ...files.flat()]);
  return touching.filter(({ hash }) => !known.has(hash)).map((commit) => ({ ...commit, repository }));
}

async function kickstartOfBuild(build: Build, args: unknown, context: Context): Promise<KickstartFile | null> {
  const definition = await buildDefinition(build, args, context);
  return definition?.kind === "kickstart" ? definitionKickstart(definition, args, context) : null;
}
