import { optionIndex, type CommandFacts } from "../options/command-facts.ts";
import { listOf, parseInteger } from "../options/option-value.ts";
import type { OptionReading, OptionUse } from "../options/read-options.ts";
import type { Release } from "../releases.ts";

/** A line with a command, as the rules in rules/ look at it. Options are named by their slot. */
export type CommandUse = {
  readonly release: Release;
  readonly name: string;
  /** Besides options. */
  readonly words: readonly string[];
  /** Whether options stand between the words. */
  readonly scattered: boolean;
  /** Whether nothing follows the name. */
  readonly empty: boolean;
  /** Whether the release has the option. */
  readonly knows: (option: string) => boolean;
  /** Whether the option is there at all. */
  readonly given: (option: string) => boolean;
  /** Whether it says something: pykickstart takes an empty value, and 0 for a number, for none. */
  readonly has: (option: string) => boolean;
  /** Empty where there is none, and for an option without a value. */
  readonly value: (option: string) => string;
  readonly values: (option: string) => readonly string[];
  /** Null where there is none. */
  readonly number: (option: string) => number | null;
  /** As `has`, `value` and `given`, of this line or an earlier one: pykickstart keeps options that have no default. */
  readonly kept: Pick<CommandUse, "has" | "value" | "given">;
};

/** What rules say of a use: what is wrong with it and the cure; null when nothing is. */
export type Rule = (use: CommandUse) => string | null;

export type UseOf = {
  readonly release: Release;
  readonly name: string;
  readonly facts: CommandFacts;
  readonly reading: OptionReading;
  /** Options of this and earlier uses of the command, the later winning. */
  readonly keptOptions: ReadonlyMap<string, OptionUse>;
};

export function commandUse({ release, name, facts, reading, keptOptions }: UseOf): CommandUse {
  return {
    release,
    name,
    words: reading.words,
    scattered: reading.scattered,
    empty: reading.words.length === 0 && reading.options.size === 0,
    knows: (option) => facts.options?.[option] !== undefined && facts.options[option].removed !== true,
    ...lookup(facts, reading.options),
    kept: lookup(facts, keptOptions),
  };
}

type Lookup = Pick<CommandUse, "given" | "has" | "value" | "values" | "number">;

function lookup(facts: CommandFacts, options: ReadonlyMap<string, OptionUse>): Lookup {
  const value = (option: string) => options.get(option)?.value ?? "";
  return {
    given: (option) => options.has(option),
    has: (option) => saysSomething(facts, options.get(option)),
    value,
    values: (option) => options.get(option)?.values ?? [],
    number: (option) => parseInteger(value(option)),
  };
}

function saysSomething(facts: CommandFacts, use: OptionUse | undefined): boolean {
  if (use === undefined) return false;
  const type = optionIndex(facts).byFlag.get(use.flag)?.facts.type;
  if (use.value === null) return type === undefined;
  if (type === "int") return parseInteger(use.value) !== 0;
  if (type === "commalist") return listOf(use.value).length > 0;
  return use.value !== "" && !(type === "device" && use.value === "/dev/");
}
