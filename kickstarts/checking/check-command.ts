import type { KickstartCommand } from "../../model/kickstart.ts";
import type { CommandFacts } from "../options/command-facts.ts";
import { deprecatedOptions } from "./deprecations.ts";
import { commandUse, type CommandUse } from "./command-use.ts";
import { listed } from "../options/option-value.ts";
import { error, quoted, warning, type Finding } from "../problem.ts";
import { readOptions, type OptionReading, type OptionUse } from "../options/read-options.ts";
import type { Release } from "../releases.ts";
import { fading, successorOfCommand } from "./fading.ts";
import { checkRealm } from "./realm.ts";
import { IDENTITIES, UNIQUE } from "./repeat-rules.ts";
import { STORAGE_RULES } from "./storage-rules.ts";
import { SYSTEM_RULES } from "./system-rules.ts";
import { optionFindings } from "./option-findings.ts";
import { unknownCommand } from "./unknown-command.ts";
import { wrongWords } from "./wrong-words.ts";

/** What earlier lines have to do with later ones. */
export type CheckState = {
  readonly release: Release;
  readonly seen: Set<CommandFacts>;
  readonly kept: Map<CommandFacts, Map<string, OptionUse>>;
  readonly identities: Set<string>;
  /** What was said of unknown commands: scripts outside of their section have the same words again and again. */
  readonly unknown: Map<string, Finding>;
};

export const createCheckState = (release: Release): CheckState => ({
  release,
  seen: new Set(),
  kept: new Map(),
  identities: new Set(),
  unknown: new Map(),
});

/** All that is wrong with a command in a release, as pykickstart's handler of that release would find. */
export function checkCommand(state: CheckState, command: KickstartCommand): Finding[] {
  const { release } = state;
  const { name } = command;
  const facts = release.commands.get(name);
  if (facts === undefined || facts.status === "unknown" || isInternal(name, facts)) return [unknown(state, name)];
  state.seen.add(facts);
  const conflicts = conflictsOf(state, name, facts);
  if (facts.status === "deprecated") return [...conflicts, noEffect(release, name)];
  if (facts.status === "removed") return [...conflicts, removed(release, name)];
  if (facts.rest === true) return [...conflicts, ...unreadable(release, name)];
  if (name === "realm") return [...conflicts, ...checkRealm(state.identities, command)];
  return [...conflicts, ...checkArguments(state, command, facts)];
}

function unknown({ release, unknown }: CheckState, name: string): Finding {
  const finding = unknown.get(name) ?? unknownCommand(release, name);
  unknown.set(name, finding);
  return finding;
}

/** Sections stand in the tables too, and `method` is what pykickstart calls url, nfs and their like; it breaks on it. */
const isInternal = (name: string, { status }: CommandFacts) =>
  name.startsWith("%") || (name === "method" && status === undefined);

function checkArguments(
  state: CheckState,
  { name, arguments: words }: KickstartCommand,
  facts: CommandFacts,
): Finding[] {
  const { release } = state;
  const reading = readOptions(words, facts, name);
  const findings = [
    ...optionFindings(reading, { name, facts, release: release.name }),
    ...deprecatedOptions(release, name, facts, reading),
  ];
  const wrong = wrongWords(name, reading, facts);
  if (wrong !== null) findings.push(wrong);
  const keptOptions = keep(state, facts, reading);
  if (findings.some(({ severity }) => severity === "ERROR")) return findings;
  const use = commandUse({ release, name, facts, reading, keptOptions });
  const rules = STORAGE_RULES[canonical(name)] ?? SYSTEM_RULES[canonical(name)] ?? [];
  for (const rule of rules) {
    const wrong = rule(use);
    if (wrong !== null) findings.push(error("wrong-options", `${name}: ${wrong}`));
  }
  return [...findings, ...repeated(state, use)];
}

/** The tables know `partition` as `part`; no other command with two names has rules. */
const canonical = (name: string) => (name === "partition" ? "part" : name);

function keep({ kept }: CheckState, facts: CommandFacts, { options }: OptionReading): ReadonlyMap<string, OptionUse> {
  const before = kept.get(facts) ?? new Map<string, OptionUse>();
  for (const [slot, use] of options) before.set(slot, use);
  kept.set(facts, before);
  return before;
}

function conflictsOf({ release, seen }: CheckState, name: string, { conflicts = [] }: CommandFacts): Finding[] {
  const met = conflicts.filter((other) => {
    const facts = release.commands.get(other);
    return facts !== undefined && seen.has(facts);
  });
  if (met.length === 0) return [];
  return [error("conflicting-commands", `${name} cannot be used together with ${listed(met)}: keep one of them.`)];
}

/** Of a command whose arguments nobody reads. */
function unreadable(release: Release, name: string): Finding[] {
  const instead = fading(release, name === "authconfig" ? "auth" : name, null);
  return instead === null ? [] : [warning("deprecated-command", `${name} goes out of use: ${instead}.`)];
}

function repeated({ identities }: CheckState, use: CommandUse): Finding[] {
  const name = canonical(use.name);
  const identity = (IDENTITIES[name] ?? UNIQUE[name])?.(use) ?? null;
  if (identity === null) return [];
  const known = `${name} ${identity}`;
  if (!identities.has(known)) {
    identities.add(known);
    return [];
  }
  const message = `There is another ${use.name} ${quoted(identity)} before: keep one of them, or name this one otherwise.`;
  return [UNIQUE[name] === undefined ? warning("repeated", message) : error("repeated", message)];
}

const noEffect = (release: Release, name: string) =>
  warning(
    "deprecated-command",
    `${name} has no effect in ${release.name}: ${successorOfCommand(name) ?? "remove it"}.`,
  );

const removed = (release: Release, name: string) =>
  error("removed-command", `${name} is gone from ${release.name}: ${successorOfCommand(name) ?? "remove it"}.`);
