import { posix } from "node:path";
import type { Context } from "../context/context.ts";
import type { Edition } from "../kickstarts/edition.ts";
import { letOthers } from "../kickstarts/let-others.ts";
import type { ShelvedRepository } from "../kickstarts/library.ts";
import { BadArgumentError } from "../model/errors.ts";
import type { KickstartFile } from "../model/kickstart-file.ts";
import type { Kickstart } from "../model/kickstart.ts";

/** A repository and a ref of it, as callers name them. */
export type Where = { readonly repository?: string | null | undefined; readonly ref?: string | null | undefined };

/** Throws BadArgumentError for a repository that is not configured. */
export function repositoryNamed(name: string | null | undefined, context: Context): ShelvedRepository {
  const { kickstarts } = context;
  const found = name ? kickstarts.find(name) : kickstarts.repositories[0];
  if (found) return found;
  const names = kickstarts.repositories.map((repository) => `"${repository.name}"`).join(", ");
  if (names === "") {
    throw new BadArgumentError("No kickstart repository is configured here; name one under `kickstarts`.");
  }
  throw new BadArgumentError(`repository is "${name}", which is not configured here; give one of ${names}.`);
}

/** Null where there is no such ref. */
export async function editionAt(
  { repository, ref }: Where,
  context: Context,
): Promise<(Edition & { readonly repository: string }) | null> {
  const shelf = repositoryNamed(repository, context);
  context.readsKickstarts();
  const commit = await shelf.resolve(ref ?? null);
  return commit === null ? null : { ...(await shelf.edition(commit)), repository: shelf.name };
}

export const editionOf = async ({ repository, commit }: KickstartFile, context: Context): Promise<Edition> => {
  context.readsKickstarts();
  return repositoryNamed(repository, context).edition(commit);
};

/** The file with all that it includes. Throws for one that is not there, which cannot be: commits never change. */
export async function parsed(file: KickstartFile, context: Context): Promise<Kickstart> {
  const kickstart = await (await editionOf(file, context)).kickstart(file.path);
  if (kickstart === null) throw new Error(`${file.path} is not in commit ${file.commit} of ${file.repository}.`);
  return kickstart;
}

/** As `parsed`, for whoever works on it for more than a moment. */
export async function parsedInTurn(file: KickstartFile, context: Context): Promise<Kickstart> {
  const kickstart = await parsed(file, context);
  await letOthers();
  return kickstart;
}

/** Null where there is no such file, or no such ref. */
export async function kickstart(
  _root: unknown,
  { path, ...where }: { readonly path: string } & Where,
  context: Context,
): Promise<KickstartFile | null> {
  const edition = await editionAt(where, context);
  const normal = posix.normalize(path);
  if (edition === null || edition.read(normal) === null) return null;
  return { repository: edition.repository, commit: edition.commit, path: normal };
}
