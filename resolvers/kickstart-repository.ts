import type { Context } from "../context/context.ts";
import type { ShelvedRepository } from "../kickstarts/library.ts";
import { RepositoryUnavailableError } from "../model/errors.ts";
import type { KickstartCommit } from "../model/kickstart-commit.ts";
import { repositoryNamed } from "./kickstart.ts";

/** A commit and the repository it is in. */
export type CommitIn = KickstartCommit & { readonly repository: string };

export function kickstartRepositories(_root: unknown, _args: unknown, context: Context): readonly ShelvedRepository[] {
  context.readsKickstarts();
  return context.kickstarts.repositories;
}

export async function defaultHead({ name, defaultRef, resolve, commit }: ShelvedRepository): Promise<CommitIn> {
  const hash = await resolve(null);
  if (hash !== null) return { ...(await commit(hash)), repository: name };
  throw new RepositoryUnavailableError(
    `The kickstart repository "${name}" has no "${await defaultRef()}": give it another ref in the configuration.`,
  );
}

/** Of the two forms that forges have: pagure's, and that of GitHub, GitLab, Forgejo and others. */
export function commitUrl({ hash, repository }: CommitIn, _args: unknown, context: Context): string | null {
  const { url } = repositoryNamed(repository, context);
  if (!/^https?:/.test(url)) return null;
  const page = url.replace(/\.git$/, "");
  return new URL(page).hostname.endsWith("pagure.io") ? `${page}/c/${hash}` : `${page}/commit/${hash}`;
}
