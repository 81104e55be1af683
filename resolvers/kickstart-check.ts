import { posix } from "node:path";
import type { Context } from "../context/context.ts";
import { commandLine, compareKickstarts } from "../kickstarts/compare.ts";
import { flattenKickstart } from "../kickstarts/flatten.ts";
import { letOthers } from "../kickstarts/let-others.ts";
import { isValid } from "../kickstarts/problem.ts";
import { readKickstart } from "../kickstarts/read-kickstart.ts";
import { BadArgumentError } from "../model/errors.ts";
import type { KickstartFile } from "../model/kickstart-file.ts";
import type { Kickstart, KickstartDiff, KickstartPackages, KickstartProblem } from "../model/kickstart.ts";
import { problemsOf, releaseFor } from "./kickstart-problems.ts";
import { editionAt, kickstart, parsedInTurn, repositoryNamed } from "./kickstart.ts";

type InRelease = { readonly release?: string | null | undefined };

export const kickstartProblems = async (file: KickstartFile, { release }: InRelease, context: Context) =>
  problemsOf(await parsedInTurn(file, context), release);

export const kickstartFlattened = async (file: KickstartFile, { release }: InRelease, context: Context) =>
  flattened(await parsedInTurn(file, context), release);

const flattened = (kickstart: Kickstart, release: InRelease["release"]) =>
  flattenKickstart(kickstart, release ? releaseFor(kickstart, release).name : null);

/** Throws BadArgumentError where there is no such ref, or the file was not there. */
export async function kickstartDiff(
  file: KickstartFile,
  { from }: { readonly from: string },
  context: Context,
): Promise<KickstartDiff> {
  const { path, repository } = file;
  const before = await kickstart(null, { path, repository, ref: from }, context);
  if (before !== null) {
    return compareKickstarts(await parsedInTurn(before, context), await parsedInTurn(file, context));
  }
  const known = (await repositoryNamed(repository, context).resolve(from)) !== null;
  const why = known ? `where there is no ${path}` : `which is no branch, tag or commit of ${repository}`;
  throw new BadArgumentError(`from is "${from}", ${why}; give a ref that has the file.`);
}

export const changedCommands = ({ commands }: KickstartDiff): string[] =>
  commands.flatMap(({ removed, added }) => [
    ...removed.map((command) => `-${commandLine(command)}`),
    ...added.map((command) => `+${commandLine(command)}`),
  ]);

export type CheckedSource = {
  readonly valid: boolean;
  readonly problems: readonly KickstartProblem[];
  readonly flattened: string | null;
  readonly packages: KickstartPackages;
};

type Source = InRelease & { readonly source: string; readonly path?: string | null | undefined };

/** The name of a text that has none. */
const UNNAMED = "kickstart.ks";
/** With all that they include, kickstarts have some ten thousand. */
const MAX_CHARACTERS = 262_144;

/** Throws BadArgumentError for a text that is too long, and for a path that leads out of the repository. */
export async function checkSource(
  _root: unknown,
  { source, path, release }: Source,
  context: Context,
): Promise<CheckedSource> {
  if (source.length > MAX_CHARACTERS) {
    throw new BadArgumentError(`source has ${source.length} characters; give ${MAX_CHARACTERS} at most.`);
  }
  const place = posix.normalize(path ?? UNNAMED);
  if (/^(?:\/|\.\.?(?:\/|$))|\/$/.test(place)) {
    throw new BadArgumentError(
      `path is "${path}", which is no file inside a repository; give one such as live/kde.ks.`,
    );
  }
  const isInRepository = path && context.kickstarts.repositories.length > 0;
  const around = isInRepository ? await editionAt({}, context) : null;
  await letOthers();
  const read = (other: string) => (other === place ? source : (around?.read(other) ?? null));
  const kickstart = readKickstart({ path: place, read });
  const problems = problemsOf(kickstart, release);
  return { valid: isValid(problems), problems, flattened: flattened(kickstart, release), packages: kickstart.packages };
}
