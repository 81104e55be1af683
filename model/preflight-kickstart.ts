import type { BuildOrder, DiskOptions, LiveOptions } from "./build-order.ts";
import type { Kickstart, KickstartProblem } from "./kickstart.ts";
import { counted, enumerated, fail, type Finding, pass, skipped, warn } from "./preflight.ts";
import type { BuildTarget } from "./target.ts";

/*
 * What can be said of the kickstart that an image is to be built from.
 */

/** The options of a method that builds from one; null for others. */
export function kickstartOptions({ method, options }: BuildOrder): LiveOptions | DiskOptions | null {
  const takesOne = method === "LIVECD" || method === "APPLIANCE" || method === "LIVEMEDIA" || method === "IMAGE";
  return takesOne ? options : null;
}

/** A word that may name a release, and what it was found in. */
export type ReleaseHint = { readonly text: string; readonly said: string };

/**
 * Where a target's release may be told, the surest first: what the order says itself, the distribution that it says, then
 * names. Koji knows none: its builders read a kickstart as the newest syntax they know unless told (ksversion).
 */
export function releaseHints(order: BuildOrder, target: BuildTarget | null): readonly ReleaseHint[] {
  const options = kickstartOptions(order);
  const distro = options !== null && "distro" in options ? options.distro : null;
  const names = [
    ["target", order.target],
    ["build tag", target?.buildTag.name ?? ""],
    ["destination tag", target?.destinationTag.name ?? ""],
  ] as const;
  return [
    ...(options?.kickstartVersion ? [{ text: options.kickstartVersion, said: "as kickstartVersion says" }] : []),
    ...(distro ? [{ text: releaseIn(distro) ?? distro, said: `as the distribution ${distro} says` }] : []),
    ...names.flatMap(([what, name]) => {
      const text = releaseIn(name);
      return text === null ? [] : [{ text, said: `as the name of the ${what} "${name}" says` }];
    }),
  ];
}

/** `f45-compose` → `F45`, `epel9` and `c9s` → `RHEL9`, `rawhide`; null where no part of it names a release. */
function releaseIn(name: string): string | null {
  for (const word of name.toLowerCase().split(/[^a-z0-9]+/u)) {
    if (word === "rawhide") return word;
    const [, fedora, enterprise, stream] = /^(?:fc?(\d{2,3})|(?:epel|rhel|el)(\d{1,2})|c(\d{1,2})s)$/u.exec(word) ?? [];
    if (fedora !== undefined) return `F${fedora}`;
    const major = enterprise ?? stream;
    if (major !== undefined) return `RHEL${major}`;
  }
  const [, family = "", major = ""] = /^(fedora|rhel|centos|sl)-(\d+)/iu.exec(name) ?? [];
  return major === "" ? null : `${/^fedora$/iu.test(family) ? "F" : "RHEL"}${major}`;
}

/** `release`: by which it was checked. `unknown`: what the order names in its place, and nobody knows here. */
export function kickstartFinding(
  { path, files }: Kickstart,
  problems: readonly KickstartProblem[],
  release: { readonly name: string; readonly said: string; readonly unknown?: string | null },
): Finding {
  const as = `checked as ${release.name}, ${release.said}`;
  const besides = release.unknown
    ? ` kickstartVersion ${release.unknown} is not known here: make sure that the builders' pykickstart knows it.`
    : "";
  const errors = problems.filter(({ severity }) => severity === "ERROR");
  const [first] = errors.length > 0 ? errors : problems;
  const parts = files.size > 1 ? ` with ${counted(files.size - 1, "included file")}` : "";
  if (first === undefined) return (besides === "" ? pass : warn)(`${path}${parts} has no problem, ${as}.${besides}`);
  const where = `${first.file}:${first.line}: ${first.message}`;
  return errors.length > 0
    ? fail(`${path} has ${counted(errors.length, "error")}, ${as}. ${where}${besides}`)
    : warn(`${path}${parts} has ${counted(problems.length, "warning")}, ${as}. ${where}${besides}`);
}

/** Koji takes one file: of one that is uploaded no include is ever found beside it (fetchKickstart in kojid). */
export function uploadFinding(
  { kickstart: name, kickstartSource }: LiveOptions | DiskOptions,
  read: Kickstart,
): Finding {
  if (!kickstartSource) return skipped("No file is uploaded: builders take the kickstart from its repository.");
  const [, ...included] = [...read.files.keys()];
  const lost = read.includes.filter(({ found }) => !found);
  if (read.includes.length === 0)
    return pass(`${name} includes nothing, so the one file that is uploaded is all of it.`);
  if (lost.length > 0) {
    return fail(
      `Only one file will be uploaded, and ${name} includes ${enumerated([...new Set(lost.map(({ written }) => written))])}, which nobody can write into it: put that into the text.`,
    );
  }
  return warn(
    `Only one file will be uploaded: ${name} is sent with ${enumerated(included)} written into it, as they are now. Name its repository by kickstartUrl to have builders fetch them.`,
  );
}
