import { posix } from "node:path";
import type { Context } from "../context/context.ts";
import { matchesGlob } from "../model/glob.ts";
import type { Edition } from "../kickstarts/edition.ts";
import type { ShelvedRepository } from "../kickstarts/library.ts";
import { BadArgumentError } from "../model/errors.ts";
import type { Kickstart } from "../model/kickstart.ts";
import type { KickstartFile } from "../model/kickstart-file.ts";
import { pageOf } from "../model/page-of.ts";
import type { Page, PageArgs } from "../model/page.ts";
import { problemsOf } from "./kickstart-problems.ts";

type Where = { readonly repository?: string | null | undefined; readonly ref?: string | null | undefined };

/** Throws BadArgumentError for a repository that is not configured. */
export function repositoryNamed(name: string | null | undefined, context: Context): ShelvedRepository {
  const { kickstarts } = context;
  const found = name ? kickstarts.find(name) : kickstarts.repositories[0];
  if (found) return found;
  const names = kickstarts.repositories.map((repository) => `"${repository.name}"`).join(", ");
  if (names === "") throw new BadArgumentError("No kickstart repository is configured: name one under `kickstarts`.");
  throw new BadArgumentError(`repository is "${name}", which is not configured; give one of ${names}.`);
}

/** Null where there is no such ref. */
async function editionAt({ repository, ref }: Where, context: Context): Promise<[ShelvedRepository, Edition] | null> {
  const shelf = repositoryNamed(repository, context);
  context.readsKickstarts();
  const commit = await shelf.resolve(ref ?? null);
  return commit === null ? null : [shelf, await shelf.edition(commit)];
}

export const editionOf = async ({ repository, commit }: KickstartFile, context: Context): Promise<Edition> => {
  context.readsKickstarts();
  return repositoryNamed(repository, context).edition(commit);
};

/** The file with all that it includes. Throws for one that is no longer there, which cannot be: commits never change. */
export async function parsed(file: KickstartFile, context: Context): Promise<Kickstart> {
  const kickstart = (await editionOf(file, context)).kickstart(file.path);
  if (kickstart === null) throw new Error(`${file.path} is not in commit ${file.commit} of ${file.repository}.`);
  return kickstart;
}

/** Null where there is no such file, or no such ref. */
export async function kickstart(
  _root: unknown,
  { path, ...where }: { readonly path: string } & Where,
  context: Context,
): Promise<KickstartFile | null> {
  const found = await editionAt(where, context);
  if (found === null) return null;
  const [shelf, edition] = found;
  const normal = posix.normalize(path);
  if (edition.source(normal) === null) return null;
  return { repository: shelf.name, commit: edition.commit, path: normal };
}

export type KickstartFilter = {
  readonly pathGlob?: string | null | undefined;
  readonly includes?: string | null | undefined;
  readonly installsPackage?: string | null | undefined;
  readonly hasProblems?: boolean | null | undefined;
};

/** Throws BadArgumentError for a ref that is not there: an empty list would say that it has no kickstarts. */
export async function kickstarts(
  _root: unknown,
  { filter, repository, ref, ...page }: Where & PageArgs & { readonly filter?: KickstartFilter | null | undefined },
  context: Context,
): Promise<Page<KickstartFile>> {
  const found = await editionAt({ repository, ref }, context);
  if (found === null) throw new BadArgumentError(`ref is "${ref}", which is no branch, tag or commit there.`);
  const [shelf, edition] = found;
  const paths = await filtered(edition, filter ?? {});
  const files = paths.map((path) => ({ repository: shelf.name, commit: edition.commit, path }));
  return pageOf(files, page, {
    keyOf: ({ path }) => [path],
    compare: ([a = ""], [b = ""]) => (a < b ? -1 : a > b ? 1 : 0),
  });
}

async function filtered(edition: Edition, filter: KickstartFilter): Promise<readonly string[]> {
  const { pathGlob, includes, installsPackage, hasProblems } = filter;
  const users = includes ? new Set(await edition.includedBy(posix.normalize(includes))) : null;
  const fits = (path: string): boolean => {
    if (pathGlob && !matchesGlob(path, pathGlob)) return false;
    if (users !== null && !users.has(path)) return false;
    const one = installsPackage || typeof hasProblems === "boolean" ? edition.kickstart(path) : null;
    if (one === null) return true;
    if (installsPackage && !installs(one, installsPackage)) return false;
    return typeof hasProblems !== "boolean" || problemsOf(one, null).length > 0 === hasProblems;
  };
  const fitting: string[] = [];
  for (const path of edition.paths) {
    if (fits(path)) fitting.push(path);
    // Others get their turn between files: a repository may have hundreds.
    await new Promise(setImmediate);
  }
  return fitting;
}

/** By name, by `name.arch`, or by a glob; what groups bring is for the package manager to know. */
const installs = ({ packages }: Kickstart, name: string): boolean =>
  packages.packages.some((entry) => entry === name || entry.replace(/\.\w+$/, "") === name || matchesGlob(name, entry));
