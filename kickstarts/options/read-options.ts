import { optionIndex, type CommandFacts, type KnownOption } from "./command-facts.ts";
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
  /** No more than some, even of a line full of them. */
  readonly mistakes: readonly OptionMistake[];
};

/** What is wrong with one word, or missing. */
export type OptionMistake =
  | { readonly kind: "unknown"; readonly word: string }
  | { readonly kind: "ambiguous"; readonly word: string; readonly flags: readonly string[] }
  | { readonly kind: "removed" | "needs-value" | "missing"; readonly flag: string }
  | { readonly kind: "not-for-this-name"; readonly flag: string; readonly names: readonly string[] }
  | { readonly kind: "takes-no-value"; readonly flag: string; readonly value: string }
  | { readonly kind: "wrong-value"; readonly flag: string; readonly value: string; readonly wanted: string };

/** `value` is null for an option that takes none; `values` has those of all its uses. */
export type OptionUse = { readonly flag: string; readonly value: string | null; readonly values: readonly string[] };

/**
 * Reads words as Python's argparse does for pykickstart: `--a=b` or `--a b`, beginnings of an option's name when no
 * other begins so, `--` ends options, `-5` and `-` are words. Goes on after a mistake.
 * @param name of the command or section, as some options belong to one of a command's names only
 */
export function readOptions(words: readonly string[], facts: CommandFacts, name: string): OptionReading {
  const state: State = { facts, name, options: new Map(), used: new Set(), words: [], scattered: false, mistakes: [] };
  let lastWord = -1;
  let onlyWords = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const meaning: Meaning = onlyWords ? { kind: "word" } : meaningOf(word, facts);
    if (state.mistakes.length > MAX_MISTAKES) break;
    if (word === "--" && !onlyWords && takesWords(facts)) onlyWords = true;
    else if (meaning.kind === "word") {
      if (lastWord >= 0 && lastWord < at - 1) state.scattered = true;
      lastWord = at;
      state.words.push(word);
    } else if (meaning.kind === "option") at += takeOption(state, meaning, words[at + 1]);
    else state.mistakes.push(meaning.kind === "ambiguous" ? { ...meaning, word } : { kind: "unknown", word });
  }
  state.mistakes.push(...missingOptions(state));
  return state;
}

/** A line with more mistakes is not a command at all. */
const MAX_MISTAKES = 20;

type State = {
  readonly facts: CommandFacts;
  readonly name: string;
  readonly options: Map<string, OptionUse & { readonly values: string[] }>;
  readonly used: Set<string>;
  readonly words: string[];
  scattered: boolean;
  readonly mistakes: OptionMistake[];
};

type Meaning =
  | { readonly kind: "word" | "unknown" }
  | { readonly kind: "option"; readonly flag: string; readonly option: KnownOption; readonly value: string | null }
  | { readonly kind: "ambiguous"; readonly flags: readonly string[] };

function meaningOf(word: string, facts: CommandFacts): Meaning {
  if (!word.startsWith("-") || word === "-") return { kind: "word" };
  if (word === "--") return { kind: "unknown" };
  const { byFlag } = optionIndex(facts);
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
  const { flag, option, value: attached } = meaning;
  const unusable = unusableOption(state, flag, option);
  if (unusable !== null) state.mistakes.push(unusable);
  if (option.facts.type === undefined) {
    if (attached !== null) state.mistakes.push({ kind: "takes-no-value", flag, value: attached });
    keep(state, meaning, null);
    return 0;
  }
  const nextIsValue = next !== undefined && meaningOf(next, state.facts).kind === "word";
  const taken = attached === null && nextIsValue;
  const value = taken ? next : attached;
  if (option.facts.removed !== true) state.mistakes.push(...valueMistakes(flag, value, option));
  keep(state, meaning, value);
  return taken ? 1 : 0;
}

function valueMistakes(flag: string, value: string | null, { facts }: KnownOption): OptionMistake[] {
  if (value === null) return facts.valueOptional === true ? [] : [{ kind: "needs-value", flag }];
  const wanted = wrongValue(value, facts);
  return wanted === null ? [] : [{ kind: "wrong-value", flag, value, wanted }];
}

function keep({ options, used }: State, { flag, option }: Meaning & { kind: "option" }, value: string | null): void {
  const values = option.facts.repeatable === true ? (options.get(option.slot)?.values ?? []) : [];
  if (value !== null) values.push(value);
  options.set(option.slot, { flag, value, values });
  used.add(option.name);
}

function unusableOption({ name }: State, flag: string, { facts }: KnownOption): OptionMistake | null {
  if (facts.removed === true) return { kind: "removed", flag };
  if (facts.onlyFor === undefined || facts.onlyFor.includes(name)) return null;
  return { kind: "not-for-this-name", flag, names: facts.onlyFor };
}

function missingOptions({ facts, options }: State): OptionMistake[] {
  const missing = optionIndex(facts).required.filter(({ slot }) => !options.has(slot));
  return missing.map(({ name }) => ({ kind: "missing", flag: name }));
}

const takesWords = ({ count }: CommandFacts) => count === undefined || !count.endsWith("..0");
