import type { CommandFacts, Patch } from "./options/command-facts.ts";
import { RELEASE_PATCHES } from "./checking/release-patches.ts";

/** A release whose kickstarts can be checked. */
export type Release = {
  /** `F43`, `RHEL10`. */
  readonly name: string;
  readonly family: "Fedora" | "RHEL";
  readonly number: number;
  /** By name, other names of a command included; `%packages` and `%traceback` are the sections that change. */
  readonly commands: ReadonlyMap<string, CommandFacts>;
};

/** Oldest first, Fedora before RHEL. */
export const RELEASES: readonly string[] = Object.keys(RELEASE_PATCHES);

/** What pykickstart calls DEVEL: the release of a kickstart that names none. */
export const LATEST_RELEASE = "F45";

/** `F43`, `f43`, `fedora-43`, `43`, `RHEL9`, `rhel-9`; `rawhide` and `DEVEL` for the latest. Null when it is unknown. */
export function releaseNamed(text: string): Release | null {
  const [, family = "", number] = /^(f|fedora|rhel|el)?[-_ ]?(\d{1,3})$/i.exec(text.trim()) ?? [];
  const latest = /^(?:rawhide|devel|latest)$/i.test(text.trim());
  const name = latest ? LATEST_RELEASE : `${/^(?:rhel|el)$/i.test(family) ? "RHEL" : "F"}${number}`;
  return RELEASES.includes(name) ? releaseOf(name) : null;
}

/** All of them, oldest first, Fedora before RHEL. */
export const allReleases = (): readonly Release[] => RELEASES.map(releaseOf);

const known = new Map<string, Release>();

function releaseOf(name: string): Release {
  const release = known.get(name) ?? makeRelease(name);
  known.set(name, release);
  return release;
}

function makeRelease(name: string): Release {
  const family = name.startsWith("RHEL") ? "RHEL" : "Fedora";
  const table = tableOf(name);
  // The table is data of ours, and a test reads every release of it.
  const facts = Object.entries(table) as [string, CommandFacts][];
  const commands = new Map(facts);
  for (const [own, { alias }] of facts) {
    const other = alias === undefined ? undefined : commands.get(alias);
    if (other !== undefined) commands.set(own, other);
  }
  return { name, family, number: Number(/\d+$/.exec(name)?.[0]), commands };
}

function tableOf(name: string): { [command: string]: Patch } {
  const patch = RELEASE_PATCHES[name];
  if (patch === undefined) throw new Error(`There is no table of ${name}.`);
  return merged(patch.base === null ? {} : tableOf(patch.base), patch.commands);
}

function merged(table: Patch, patch: { readonly [member: string]: Patch }): { [member: string]: Patch } {
  const result: { [member: string]: Patch } = isTable(table) ? { ...table } : {};
  for (const [member, change] of Object.entries(patch)) {
    if (change === null) delete result[member];
    else result[member] = isTable(change) ? merged(result[member] ?? null, change) : change;
  }
  return result;
}

const isTable = (value: Patch): value is { readonly [member: string]: Patch } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
