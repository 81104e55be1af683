import { posix } from "node:path";
import type { Context } from "../context/context.ts";
import { commandLine, compareKickstarts } from "../kickstarts/compare.ts";
import { flattenKickstart } from "../kickstarts/flatten.ts";
import { isValid } from "../kickstarts/problem.ts";
import { readKickstart } from "../kickstarts/read-kickstart.ts";
import { BadArgumentError } from "../model/errors.ts";
import type { KickstartDiff, KickstartPackages, KickstartProblem } from "../model/kickstart.ts";
import type { KickstartFile } from "../model/kickstart-file.ts";
import { editionOf, kickstart, parsed, repositoryNamed } from "./kickstart.ts";
import { problemsOf, releaseFor } from "./kickstart-problems.ts";

type InRelease = { readonly release?: string | null | undefined };

export const kickstartProblems = async (file: KickstartFile, { release }: InRelease, context: Context) =>
  problemsOf(await parsed(file, context), release);

export async function kickstartFlattened(file: KickstartFile, { release }: InRelease, context: Context) {
  const kickstart = await parsed(file, context);
  return flattenKickstart(kickstart, release ? releaseFor(kickstart, release).name : null);
}

/** Throws BadArgumentError where there is no such ref, or the file was not there. */
export async function kickstartDiff(
  file: KickstartFile,
  { from }: { readonly from: string },
  context: Context,
): Promise<KickstartDiff> {
  const { path, repository } = file;
  const before = await kickstart(null, { path, repository, ref: from }, context);
  if (before !== null) return compareKickstarts(await parsed(before, context), await parsed(file, context));
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

export async function checkSource(
  _root: unknown,
  { source, path, release }: Source,
  context: Context,
): Promise<CheckedSource> {
  const place = posix.normalize(path ?? UNNAMED);
  if (place.startsWith("/") || place.startsWith("..")) {
    throw new BadArgumentError(
      `path is "${path}", which is no place inside a repository; give one such as live/kde.ks.`,
    );
  }
  const around = path ? await defaultEdition(context) : null;
  const read = (other: string) => (other === place ? source : (around?.source(other) ?? null));
  const kickstart = readKickstart({ path: place, read });
  const problems = problemsOf(kickstart, release);
  const flattened = flattenKickstart(kickstart, release ? releaseFor(kickstart, release).name : null);
  return { valid: isValid(problems), problems, flattened, packages: kickstart.packages };
}

async function defaultEdition(context: Context) {
  const [shelf] = context.kickstarts.repositories;
  const commit = shelf === undefined ? null : await shelf.resolve(null);
  return shelf === undefined || commit === null
    ? null
    : editionOf({ repository: shelf.name, commit, path: "" }, context);
}
