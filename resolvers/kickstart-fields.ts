import type { Context } from "../context/context.ts";
import { historyOf } from "../kickstarts/git/history.ts";
import { maintainersOf } from "../kickstarts/maintainers.ts";
import type { ImageOwner } from "../model/image.ts";
import type { KickstartFile } from "../model/kickstart-file.ts";
import type { Kickstart, KickstartInclude } from "../model/kickstart.ts";
import { pageOf } from "../model/page-of.ts";
import type { Page, PageArgs } from "../model/page.ts";
import { imagesOf } from "./kickstart-images.ts";
import type { CommitIn } from "./kickstart-repository.ts";
import { editionOf, parsed, repositoryNamed } from "./kickstart.ts";

type NoArgs = Readonly<Record<string, never>> | object;

export const kickstartCommit = async ({ repository, commit }: KickstartFile, _args: NoArgs, context: Context) => ({
  ...(await repositoryNamed(repository, context).commit(commit)),
  repository,
});

export async function kickstartSource(file: KickstartFile, _args: NoArgs, context: Context): Promise<string> {
  const bytes = (await editionOf(file, context)).read(file.path);
  return bytes === null ? "" : Buffer.from(bytes).toString("utf8");
}

/** The lines of the file itself. */
export async function kickstartIncludes(file: KickstartFile, _args: NoArgs, context: Context) {
  const { includes } = await parsed(file, context);
  return includes.filter((include) => include.file === file.path).map((include) => ({ include, from: file }));
}

export const includeTarget = ({ include, from }: { include: KickstartInclude; from: KickstartFile }) =>
  include.found && include.path !== null ? { ...from, path: include.path } : null;

export async function includeClosure(file: KickstartFile, _args: NoArgs, context: Context): Promise<KickstartFile[]> {
  return closureOf(await parsed(file, context)).map((path) => ({ ...file, path }));
}

/** Without the file itself. */
const closureOf = ({ path, files }: Kickstart) => [...files.keys()].filter((other) => other !== path);

export async function includedBy(file: KickstartFile, _args: NoArgs, context: Context): Promise<KickstartFile[]> {
  const index = await (await editionOf(file, context)).index();
  return index.filter(({ includes }) => includes.has(file.path)).map(({ path }) => ({ ...file, path }));
}

export async function kickstartCommands(
  file: KickstartFile,
  { name }: { name?: string | null | undefined },
  context: Context,
) {
  const { commands } = await parsed(file, context);
  return name ? commands.filter((command) => command.name === name) : commands;
}

/** Of the file and all that it includes at its commit. */
export async function kickstartHistory(file: KickstartFile, page: PageArgs, context: Context): Promise<Page<CommitIn>> {
  const { repository, commit } = file;
  const kickstart = await parsed(file, context);
  const history = await repositoryNamed(repository, context).history(commit);
  const commits = historyOf(history, [file.path, ...closureOf(kickstart)]);
  const places = new Map(history.map(({ hash }, place) => [hash, place]));
  const placeOf = (hash: string | number | undefined) => places.get(String(hash)) ?? -1;
  return pageOf(
    commits.map((one) => ({ ...one, repository })),
    page,
    // A branch may have moved since the page before: a commit's place is behind the commits that led to it.
    { keyOf: ({ hash }) => [hash], compare: ([a], [b]) => placeOf(a) - placeOf(b) },
  );
}

/** From the file that the repository keeps of its maintainers, and from the catalogue of the default hub's images. */
export async function kickstartOwners(file: KickstartFile, _args: NoArgs, context: Context): Promise<ImageOwner[]> {
  const groups = imagesOf(file, null, context).flatMap(({ group, contact }): ImageOwner[] => {
    const name = group ?? contact;
    return name === null ? [] : [{ name, source: "CATALOGUE", contact }];
  });
  const once = new Map(groups.map((owner) => [owner.name, owner]));
  return [...(await maintainersOfFile(file, context)), ...once.values()];
}

/** As the repository says. */
export async function maintainersOfFile(file: KickstartFile, context: Context): Promise<ImageOwner[]> {
  const { owners } = repositoryNamed(file.repository, context);
  if (owners === null) return [];
  const edition = await editionOf(file, context);
  const people = maintainersOf(edition.maintainers(owners), file.path);
  return people.map((name) => ({ name, source: "REPOSITORY", contact: null }));
}
