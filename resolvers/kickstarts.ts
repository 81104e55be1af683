import { posix } from "node:path";
import type { Context } from "../context/context.ts";
import type { IndexedKickstart } from "../kickstarts/edition-index.ts";
import type { Edition } from "../kickstarts/edition.ts";
import { BadArgumentError } from "../model/errors.ts";
import { matchesGlob } from "../model/glob.ts";
import type { KickstartFile } from "../model/kickstart-file.ts";
import { pageOf } from "../model/page-of.ts";
import type { Page, PageArgs } from "../model/page.ts";
import { editionAt, type Where } from "./kickstart.ts";

export type KickstartFilter = {
  readonly pathGlob?: string | null | undefined;
  readonly includes?: string | null | undefined;
  readonly installsPackage?: string | null | undefined;
  readonly hasProblems?: boolean | null | undefined;
  readonly hasErrors?: boolean | null | undefined;
};

/** Throws BadArgumentError for a ref that is not there: an empty list would say that it has no kickstarts. */
export async function kickstarts(
  _root: unknown,
  { filter, repository, ref, ...page }: Where & PageArgs & { readonly filter?: KickstartFilter | null | undefined },
  context: Context,
): Promise<Page<KickstartFile>> {
  const edition = await editionAt({ repository, ref }, context);
  if (edition === null) {
    throw new BadArgumentError(
      ref
        ? `ref is "${ref}", which is no branch, tag or commit of the repository; give one of its refs.`
        : "The repository has no commit on its default branch; give a ref.",
    );
  }
  const paths = await fittingPaths(edition, filter ?? {});
  const files = paths.map((path) => ({ repository: edition.repository, commit: edition.commit, path }));
  return pageOf(files, page, {
    keyOf: ({ path }) => [path],
    compare: ([a = ""], [b = ""]) => (a < b ? -1 : a > b ? 1 : 0),
  });
}

async function fittingPaths(edition: Edition, filter: KickstartFilter): Promise<readonly string[]> {
  const { pathGlob, ...others } = filter;
  const paths = edition.paths.filter((path) => !pathGlob || matchesGlob(path, pathGlob));
  if (Object.values(others).every((wanted) => wanted === null || wanted === undefined)) return paths;
  const fitting = new Set((await edition.index()).filter((one) => fits(one, others)).map(({ path }) => path));
  return paths.filter((path) => fitting.has(path));
}

function fits(one: IndexedKickstart, filter: Omit<KickstartFilter, "pathGlob">): boolean {
  const { includes, installsPackage, hasProblems, hasErrors } = filter;
  return (
    (!includes || one.includes.has(posix.normalize(includes))) &&
    (!installsPackage || one.packages.some((entry) => isNamedBy(entry, installsPackage))) &&
    (hasProblems ?? one.hasProblems) === one.hasProblems &&
    (hasErrors ?? one.hasErrors) === one.hasErrors
  );
}

const OF_ARCH = /\.(?:noarch|x86_64|i[3-6]86|aarch64|armv7hl|ppc64le|s390x|riscv64)$/;

/** By name, by `name.arch`, or by a glob; what groups bring is for the package manager to know. */
const isNamedBy = (entry: string, name: string): boolean =>
  entry === name || entry.replace(OF_ARCH, "") === name || matchesGlob(name, entry);
