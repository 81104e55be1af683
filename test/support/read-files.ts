import { checkKickstart } from "../../kickstarts/check.ts";
import { readKickstart } from "../../kickstarts/read-kickstart.ts";
import { releaseNamed } from "../../kickstarts/releases.ts";
import type { Kickstart, KickstartProblem } from "../../model/kickstart.ts";

/** Reads `main.ks` of a repository with these files; a text alone is that file. */
export function readFiles(files: string | Readonly<Record<string, string | undefined>>): Kickstart {
  const all: Readonly<Record<string, string | undefined>> = typeof files === "string" ? { "main.ks": files } : files;
  return readKickstart({ path: "main.ks", read: (path) => all[path] ?? null });
}

export function problemsIn(
  files: string | Readonly<Record<string, string | undefined>>,
  release: string,
): readonly KickstartProblem[] {
  const known = releaseNamed(release);
  if (known === null) throw new Error(`There is no release ${release}`);
  return checkKickstart(readFiles(files), known);
}

/** As one line each: `main.ks:3 ERROR unknown-command`. */
export const summary = (problems: readonly KickstartProblem[]): string[] =>
  problems.map(({ file, line, severity, code }) => `${file}:${line} ${severity} ${code}`);
