import { optionsByFlag, type CommandFacts, type KnownOption } from "./command-facts.ts";
import { error, quoted, type Finding } from "../problem.ts";
import { suggestion } from "./suggestion.ts";
import { wrongValue } from "./option-value.ts";

/** A command's words, sorted into options and others. */
export type OptionReading = {
  /** By slot; of options that share one, the last. */
  readonly options: ReadonlyMap<string, OptionUse>;
  /** Every option used, by the name it has in the tables; none is lost to a later one. */
  readonly used: ReadonlySet<string>;
  readonly words: readonly string[];
  /** Whether options stand between the words. */
  readonly scattered: boolean;
  readonly findings: readonly Finding[];
};

/** `value` is null for an option that takes none; `values` has those of all its uses. */
export type OptionUse = { readonly flag: string; readonly value: string | null; readonly values: readonly string[] };

/** Whose words they are: named in messages, and where options belong to some names of a command only. */
export type OptionReader = { readonly name: string; readonly release: string };

/**
 * Reads words as Python's argparse does for pykickstart: `--a=b` or `--a b`, beginnings of an option's name when no
 * other begins so, `--` ends options, `-5` and `-` are words. Goes on after a mistake and tells them all.
 */
export function readOptions(words: readonly string[], facts: CommandFacts, who: OptionReader): OptionReading {
  const state: State = { facts, who, options: new Map(), used: new Set(), words: [], scattered: false, findings: [] };
  let lastWord = -1;
  let onlyWords = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const meaning: Meaning = onlyWords ? { kind: "word" } : meaningOf(word, facts);
    if (state.findings.length > MAX_FINDINGS) break;
    if (word === "--" && !onlyWords && takesWords(facts)) onlyWords = true;
    else if (meaning.kind === "word") {
      if (lastWord >= 0 && lastWord < at - 1) state.scattered = true;
      lastWord = at;
      state.words.push(word);
    } else if (meaning.kind === "option") at += takeOption(state, meaning, words[at + 1]);
    else if (meaning.kind === "ambiguous") state.findings.push(ambiguous(state, word, meaning.flags));
    else state.findings.push(unknownOption(state, word));
  }
  state.findings.push(...missingOptions(state));
  return state;
}

/** A line with more mistakes is not a command at all. */
const MAX_FINDINGS = 20;

type State = {
  readonly facts: CommandFacts;
  readonly who: OptionReader;
  readonly options: Map<string, OptionUse & { readonly values: string[] }>;
  readonly used: Set<string>;
  readonly words: string[];
  scattered: boolean;
  readonly findings: Finding[];
};

type Meaning =
  | { readonly kind: "word" | "unknown" }
  | { readonly kind: "option"; readonly flag: string; readonly option: KnownOption; readonly value: string | null }
  | { readonly kind: "ambiguous"; readonly flags: readonly string[] };

function meaningOf(word: string, facts: CommandFacts): Meaning {
  if (!word.startsWith("-") || word === "-") return { kind: "word" };
  if (word === "--") return { kind: "unknown" };
  const byFlag = optionsByFlag(facts);
  const equals = word.indexOf("=");
  const [name, value] = equals < 0 ? [word, null] : [word.slice(0, equals), word.slice(equals + 1)];
  const exact = byFlag.get(word) ?? byFlag.get(name);
  if (exact !== undefined) return { kind: "option", flag: name, option: exact, value };
  const longer = [...byFlag].filter(([flag, { facts }]) => facts.removed !== true && flag.startsWith(name));
  const [only] = longer;
  if (longer.length > 1) return { kind: "ambiguous", flags: longer.map(([flag]) => flag) };
  if (only !== undefined) return { kind: "option", flag: only[0], option: only[1], value };
  return { kind: /^-(?:\d+|\d*\.\d+)$/.test(word) || word.includes(" ") ? "word" : "unknown" };
}

/** Takes the option in; 1 where its value was the next word. */
function takeOption(state: State, meaning: Meaning & { kind: "option" }, next: string | undefined): 0 | 1 {
  const { flag, option } = meaning;
  const usable = usability(state, flag, option);
  if (usable !== null) state.findings.push(usable);
  const { type, valueOptional } = option.facts;
  const nextIsValue = next !== undefined && meaningOf(next, state.facts).kind === "word";
  if (type === undefined) {
    if (meaning.value !== null) state.findings.push(noValueWanted(flag, meaning.value));
    keep(state, meaning, null);
    return 0;
  }
  const taken = meaning.value === null && nextIsValue;
  const value = taken ? next : meaning.value;
  if (value === null && valueOptional !== true && option.facts.removed !== true)
    state.findings.push(error("missing-value", `${flag} needs a value: write ${flag}=VALUE.`));
  if (value !== null && option.facts.removed !== true) {
    const wrong = wrongValue(value, option.facts);
    if (wrong !== null) state.findings.push(error("wrong-value", `${quoted(value)} cannot be ${flag}: ${wrong}.`));
  }
  keep(state, meaning, value);
  return taken ? 1 : 0;
}

function keep({ options, used }: State, { flag, option }: Meaning & { kind: "option" }, value: string | null): void {
  const values = option.facts.repeatable === true ? (options.get(option.slot)?.values ?? []) : [];
  if (value !== null) values.push(value);
  options.set(option.slot, { flag, value, values });
  used.add(option.name);
}

function usability({ who }: State, flag: string, { facts }: KnownOption): Finding | null {
  if (facts.removed === true)
    return error("removed-option", `${who.name} has no ${flag} in ${who.release} any more: remove it.`);
  if (facts.onlyFor !== undefined && !facts.onlyFor.includes(who.name))
    return error("unknown-option", `${who.name} takes no ${flag}: only ${facts.onlyFor.join(" and ")} do. Remove it.`);
  return null;
}

const noValueWanted = (flag: string, value: string) =>
  error("unexpected-value", `${flag} takes no value: write it without "=" and ${quoted(value)}.`);

function unknownOption({ facts, who }: State, word: string): Finding {
  const name = word.split("=", 1)[0] ?? word;
  const usable = [...optionsByFlag(facts)].filter(([, option]) => option.facts.removed !== true);
  const near = suggestion(name, [...usable.map(([flag]) => flag)]);
  return error(
    "unknown-option",
    `${who.name} has no option ${quoted(name)} in ${who.release}${near ?? ": remove it."}`,
  );
}

const ambiguous = ({ who }: State, word: string, flags: readonly string[]) =>
  error("ambiguous-option", `${quoted(word)} of ${who.name} may be ${flags.join(" or ")}: write the whole name.`);

function missingOptions({ facts, who, options }: State): Finding[] {
  return Object.entries(facts.options ?? {})
    .filter(([name, option]) => option.required === true && !options.has(option.slot ?? name))
    .map(([name]) => error("missing-option", `${who.name} needs ${name} in ${who.release}: add it.`));
}

const takesWords = ({ count }: CommandFacts) => count === undefined || !count.endsWith("..0");
