import type { Context } from "../context/context.ts";
import { flattenKickstart } from "../kickstarts/flatten.ts";
import { historyOf } from "../kickstarts/git/history.ts";
import type { ShelvedRepository } from "../kickstarts/library.ts";
import type { Artifact, LogFile } from "../model/artifact.ts";
import type { Build } from "../model/build.ts";
import { RepositoryUnavailableError } from "../model/errors.ts";
import type { ImageChanges } from "../model/image-changes.ts";
import type { KickstartDefinition } from "../model/image-definition.ts";
import type { KickstartFile } from "../model/kickstart-file.ts";
import { buildDefinition } from "./build.ts";
import type { CommitIn } from "./kickstart-repository.ts";
import { kickstart, parsed, parsedInTurn, repositoryNamed } from "./kickstart.ts";

/** `build`: the one that was made from it, where it is a build's. */
export type DefinitionOfBuild = KickstartDefinition & { readonly build?: Build };

/** Null for one that is not configured, and for an uploaded kickstart. A catalogue that names none means the first. */
export function repositoryOf(
  { repository, build }: DefinitionOfBuild,
  { kickstarts }: Context,
): ShelvedRepository | null {
  if (repository !== null) return kickstarts.find(repository);
  return build === undefined ? (kickstarts.repositories[0] ?? null) : null;
}

/** Null where its repository is not configured, or has no such ref or file, and for an uploaded one. */
export async function definitionKickstart(
  definition: DefinitionOfBuild,
  _args: unknown,
  context: Context,
): Promise<KickstartFile | null> {
  const { path, ref } = definition;
  const repository = repositoryOf(definition, context)?.name;
  return repository === undefined ? null : kickstart(null, { path, repository, ref }, context);
}

/** Of the repository; else what the builder kept, which has the repositories of that build and no comments. */
export async function definitionFlattened(
  definition: DefinitionOfBuild,
  args: unknown,
  context: Context,
): Promise<string | null> {
  const { build } = definition;
  const file = await definitionKickstart(definition, args, context).catch((error: unknown) => {
    if (build !== undefined && error instanceof RepositoryUnavailableError) return null;
    throw error;
  });
  if (file !== null) return flattenKickstart(await parsedInTurn(file, context));
  return build === undefined ? null : keptByBuilder(build, context);
}

/** `koji-image-TAG-TASK.ks`, of Oz `koji-TAG-TASK-base.ks` (builder/kojid, prepareKickstart and writeKickstart). */
const KEPT_BY_BUILDER = /^koji-.+\.ks$/u;

/** Among the files of the build, where Oz has it; else with the tasks, as long as the hub keeps what they left. */
async function keptByBuilder(build: Build, context: Context): Promise<string | null> {
  const { artifacts, outputs, tasks } = context.hub(build.hub).loaders;
  const isKept = ({ filename }: Pick<Artifact, "filename">) => KEPT_BY_BUILDER.test(filename);
  const archived = (await artifacts.ofBuild.load(build.kojiId)).find(isKept);
  if (archived) {
    const { hub, filename: name, arch, size } = archived;
    return wholeText({ hub, name, arch, size, url: await artifacts.urlOf(archived), output: null }, context);
  }
  if (build.taskId === null) return null;
  const children = await tasks.children.load(build.taskId);
  for (const { kojiId: taskId, arch } of children) {
    const left = (await outputs.outputs.load(taskId)).find(({ name }) => KEPT_BY_BUILDER.test(name));
    if (left !== undefined) {
      return wholeText({ ...left, hub: build.hub, arch, output: { taskId, volume: left.volume } }, context);
    }
  }
  return null;
}

const wholeText = (file: LogFile, context: Context) => context.hub(file.hub).logs.whole(file);

/**
 * Commits that one of the two builds has and the other has not, and that touched the kickstart or what it includes: those
 * of the second first, each side newest first. None where the builds name no commits of one configured repository.
 */
export async function changedCommits(
  { from, to }: ImageChanges,
  args: unknown,
  context: Context,
): Promise<readonly CommitIn[]> {
  const [before, after] = await Promise.all([from, to].map((build) => kickstartOfBuild(build, args, context)));
  if (!before || !after || before.repository !== after.repository || before.commit === after.commit) return [];
  const { repository } = after;
  const touching = await Promise.all(
    [
      { has: after, hasNot: before },
      { has: before, hasNot: after },
    ].map((pair) => commitsOfOne(pair, context)),
  );
  return touching.flat().map((commit) => ({ ...commit, repository }));
}

type Pair = { readonly has: KickstartFile; readonly hasNot: KickstartFile };

async function commitsOfOne({ has, hasNot }: Pair, context: Context) {
  const { history } = repositoryNamed(has.repository, context);
  const [own, others, { files }] = await Promise.all([
    history(has.commit),
    history(hasNot.commit),
    parsed(has, context),
  ]);
  const known = new Set(others.map(({ hash }) => hash));
  return historyOf(own, files.keys()).filter(({ hash }) => !known.has(hash));
}

/** Null for one that was made from a branch: that says nothing of what it was then. */
async function kickstartOfBuild(build: Build, args: unknown, context: Context): Promise<KickstartFile | null> {
  const definition = await buildDefinition(build, args, context);
  if (definition?.kind !== "kickstart" || !COMMIT.test(definition.ref ?? "")) return null;
  return definitionKickstart(definition, args, context);
}

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;
