import { FILES } from "../kickstarts/files.ts";
import { binaryName, COMPONENTS } from "./components.ts";
import { hash } from "./random.ts";
import type { Repo } from "./repos.ts";

/*
 * What repositories of build tags hold: the binary packages of all components, and whatever the sample's own kickstarts
 * name and no component makes, but for a few that somebody forgot to build.
 */

/** Named by a kickstart, and built nowhere. */
const FORGOTTEN = ["arduino", "plasma-welcome-aurora", "greenboot"];
const FORGOTTEN_GROUPS = ["robotics-suite", "window-managers"];

/** Lines of `%packages` that take something in, by what they begin with. */
function named(mark: RegExp): readonly string[] {
  const lines = Object.entries(FILES)
    .filter(([path]) => path.endsWith(".ks"))
    .flatMap(([, text]) => [...text.matchAll(/^%packages.*\n([\s\S]*?)(?:^%end|$(?![\s\S]))/gmu)])
    .flatMap(([, body = ""]) => body.split("\n"));
  return [...new Set(lines.flatMap((line) => mark.exec(line)?.[1] ?? []))].sort();
}

let groups: readonly string[] | null = null;

/** Names of the groups that build tags have. */
export const groupNames = (): readonly string[] =>
  (groups ??= named(/^@([A-Za-z0-9][\w-]*)/u).filter((name) => !FORGOTTEN_GROUPS.includes(name)));

let rpms: readonly string[] | null = null;

/** Names of all rpms. */
function rpmNames(): readonly string[] {
  if (rpms !== null) return rpms;
  const built = COMPONENTS.flatMap((component) => component.suffixes.map((_, index) => binaryName(component, index)));
  const others = named(/^([A-Za-z0-9][\w.+-]*)$/u).filter((name) => !FORGOTTEN.includes(name));
  return (rpms = [...new Set([...built, ...others])].sort());
}

/** The file in which Koji lists what it puts into a repository (repo_init in kojihub.py). */
export function pkglistOf({ release }: Repo, arch: string): string {
  const lines = rpmNames().map((name) => {
    const version = `${1 + (hash("repo version", name) % 9)}.${hash("repo version", release.name, name) % 40}`;
    const rest = `1.${release.dist}`;
    return `toplink/packages/${name}/${version}/${rest}/${arch}/${name}-${version}-${rest}.${arch}.rpm\n`;
  });
  return lines.join("");
}
