import { TooCostlyError } from "../model/errors.ts";
import type { Kickstart } from "../model/kickstart.ts";
import { checkKickstart } from "./check.ts";
import { ownRelease } from "./own-release.ts";
import { isValid } from "./problem.ts";

/** What filters and reverse includes must know of a kickstart. */
export type IndexedKickstart = {
  readonly path: string;
  /** Every file that it takes in, at any depth. */
  readonly includes: ReadonlySet<string>;
  /** Names, globs and name.arch. */
  readonly packages: readonly string[];
  /** In its own release. */
  readonly hasProblems: boolean;
  /** Problems for which an installer, or Koji's builder, refuses it. */
  readonly hasErrors: boolean;
};

/** Of all kickstarts of a commit, in the order of `paths`. */
export async function indexKickstarts(
  paths: readonly string[],
  kickstart: (path: string) => Promise<Kickstart | null>,
): Promise<readonly IndexedKickstart[]> {
  const index: IndexedKickstart[] = [];
  for (const path of paths) {
    const found = await kickstart(path).catch(nullIfTooLarge);
    index.push(found === null ? { path, ...UNREADABLE } : { path, ...indexed(found) });
  }
  return index;
}

function indexed(kickstart: Kickstart): Omit<IndexedKickstart, "path"> {
  const { path, files, packages } = kickstart;
  const problems = checkKickstart(kickstart, ownRelease(kickstart));
  return {
    includes: new Set([...files.keys()].filter((other) => other !== path)),
    packages: packages.packages,
    hasProblems: problems.length > 0,
    hasErrors: !isValid(problems),
  };
}

/** It is, or takes in, too large a file: whoever asks for its fields is told so. */
const UNREADABLE = { includes: new Set<string>(), packages: [], hasProblems: true, hasErrors: true };

const nullIfTooLarge = (error: unknown): null => {
  if (error instanceof TooCostlyError) return null;
  throw error;
};
