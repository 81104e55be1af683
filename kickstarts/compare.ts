import type {
  Kickstart,
  KickstartCommand,
  KickstartCommandChange,
  KickstartDiff,
  KickstartGroup,
  KickstartScript,
  KickstartScriptChange,
} from "../model/kickstart.ts";
import { packageOptionWords } from "./reading/package-options.ts";
import { quoteWord } from "./reading/shlex.ts";
import { unifiedDiff } from "./unified-diff.ts";

/** What became different: two kickstarts, or one at two commits. Order counts for scripts only. */
export function compareKickstarts(from: Kickstart, to: Kickstart): KickstartDiff {
  const packages = change(from.packages.packages, to.packages.packages);
  const exclusions = change(exclusionsOf(from), exclusionsOf(to));
  const groups = change(from.packages.groups.map(groupLine), to.packages.groups.map(groupLine));
  const options = change(packageOptionWords(from.packages.options), packageOptionWords(to.packages.options));
  const environments = { from: from.packages.environment, to: to.packages.environment };
  return {
    unified: unifiedOf(from, to),
    packagesAdded: packages.added,
    packagesRemoved: packages.removed,
    exclusionsAdded: exclusions.added,
    exclusionsRemoved: exclusions.removed,
    groupsAdded: groups.added,
    groupsRemoved: groups.removed,
    environment: environments.from === environments.to ? null : environments,
    packageOptionsAdded: options.added,
    packageOptionsRemoved: options.removed,
    commands: commandChanges(from.commands, to.commands),
    scripts: scriptChanges(from.scripts, to.scripts),
  };
}

/** A line of %packages that takes the group in. */
export function groupLine({ name, include }: KickstartGroup): string {
  if (include === "default") return `@${name}`;
  return `@${name} ${include === "all" ? "--optional" : "--nodefaults"}`;
}

/** A command as one line, its words in quotes where they need them. */
export const commandLine = ({ name, arguments: words }: KickstartCommand): string =>
  [name, ...words].map(quoteWord).join(" ");

const exclusionsOf = ({ packages }: Kickstart) => [
  ...packages.excludedPackages,
  ...packages.excludedGroups.map((name) => `@${name}`),
];

function change(from: readonly string[], to: readonly string[]): { added: string[]; removed: string[] } {
  const [before, after] = [new Set(from), new Set(to)];
  return {
    added: [...after].filter((item) => !before.has(item)),
    removed: [...before].filter((item) => !after.has(item)),
  };
}

/** The kickstart's own file first, whatever its name is on either side; then each file that one of them includes. */
function unifiedOf(from: Kickstart, to: Kickstart): string {
  const file = ({ files }: Kickstart, path: string) => {
    const text = files.get(path);
    return text === undefined ? null : { path, text };
  };
  const others = new Set([...from.files.keys(), ...to.files.keys()]);
  others.delete(from.path);
  others.delete(to.path);
  const own = unifiedDiff({ from: file(from, from.path), to: file(to, to.path) });
  return [own, ...[...others].map((path) => unifiedDiff({ from: file(from, path), to: file(to, path) }))].join("");
}

function commandChanges(from: readonly KickstartCommand[], to: readonly KickstartCommand[]): KickstartCommandChange[] {
  const removed = groupedByName(withoutCommon(from, to));
  const added = groupedByName(withoutCommon(to, from));
  return [...new Set([...removed.keys(), ...added.keys()])].map((name) => ({
    name,
    added: added.get(name) ?? [],
    removed: removed.get(name) ?? [],
  }));
}

/** Those of the first that the second has not, each use counted. */
function withoutCommon(first: readonly KickstartCommand[], second: readonly KickstartCommand[]): KickstartCommand[] {
  const left = new Map<string, number>();
  for (const command of second) left.set(commandLine(command), (left.get(commandLine(command)) ?? 0) + 1);
  return first.filter((command) => {
    const count = left.get(commandLine(command)) ?? 0;
    left.set(commandLine(command), count - 1);
    return count <= 0;
  });
}

function groupedByName(commands: readonly KickstartCommand[]): Map<string, KickstartCommand[]> {
  const groups = new Map<string, KickstartCommand[]>();
  for (const command of commands) {
    const group = groups.get(command.name) ?? [];
    group.push(command);
    groups.set(command.name, group);
  }
  return groups;
}

/** Scripts that are the same on both sides are passed over; of the others, those of one section are paired in order. */
function scriptChanges(from: readonly KickstartScript[], to: readonly KickstartScript[]): KickstartScriptChange[] {
  const before = withoutSame(from, to);
  const after = withoutSame(to, from);
  const sections = new Set([...before, ...after].map(({ section }) => section));
  return [...sections].flatMap((section) => {
    const [gone, come] = [before, after].map((scripts) => scripts.filter((script) => script.section === section));
    const count = Math.max(gone?.length ?? 0, come?.length ?? 0);
    return Array.from({ length: count }, (_, index) => ({
      section,
      from: gone?.[index] ?? null,
      to: come?.[index] ?? null,
    }));
  });
}

function withoutSame(first: readonly KickstartScript[], second: readonly KickstartScript[]): KickstartScript[] {
  const left = new Map<string, number>();
  for (const script of second) left.set(identity(script), (left.get(identity(script)) ?? 0) + 1);
  return first.filter((script) => {
    const count = left.get(identity(script)) ?? 0;
    left.set(identity(script), count - 1);
    return count <= 0;
  });
}

const identity = ({ section, interpreter, chroot, errorOnFail, log, body }: KickstartScript) =>
  JSON.stringify([section, interpreter, chroot, errorOnFail, log, body]);
