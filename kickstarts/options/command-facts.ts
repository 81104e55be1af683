/** What one release knows of a command, or of a section's header. */
export type CommandFacts = {
  /** `deprecated`: anything may follow, it has no effect. `removed` and `unknown`: an error. */
  readonly status?: "deprecated" | "removed" | "unknown";
  /** The command whose other name this is. */
  readonly alias?: string;
  /** The line's rest is passed on unread. */
  readonly rest?: boolean;
  /** Each use adds something; else a later use replaces an earlier one. */
  readonly repeatable?: boolean;
  /** Commands that may not stand before this one. */
  readonly conflicts?: readonly string[];
  /** How many words may follow besides options: `1..1`, `2..*`. */
  readonly count?: string;
  /** What the first word may be, if not anything. */
  readonly words?: readonly string[];
  readonly options?: Readonly<Record<string, OptionFacts>>;
};

export type OptionFacts = {
  /** Absent: it takes no value. */
  readonly type?: ValueType;
  /** All spellings, where there are several. */
  readonly flags?: readonly string[];
  /** The option in whose place this one writes: of both the later counts. */
  readonly slot?: string;
  readonly choices?: readonly string[];
  readonly ignoreCase?: boolean;
  /** The value may be left out. */
  readonly valueOptional?: boolean;
  readonly required?: boolean;
  /** Of the names that share the command, those that take it. */
  readonly onlyFor?: readonly string[];
  /** Taken, without effect. */
  readonly deprecated?: boolean;
  /** Known to an earlier release, an error now. */
  readonly removed?: boolean;
  /** Its values add up. */
  readonly repeatable?: boolean;
};

export type ValueType =
  "string" | "int" | "bool" | "commalist" | "mountpoint" | "device" | "raiddevice" | "portlist" | "teamslaves";

/** A change to another release's table, as in RFC 7396: null removes. */
export type ReleasePatch = { readonly base: string | null; readonly commands: { readonly [name: string]: Patch } };
export type Patch = null | boolean | string | readonly string[] | { readonly [member: string]: Patch };

/** `slot`: the name under which its value is kept. */
export type KnownOption = { readonly name: string; readonly slot: string; readonly facts: OptionFacts };

/** What a table says of a command's options, made ready for looking up. */
export type OptionIndex = {
  /** Every spelling of every option, removed ones too. */
  readonly byFlag: ReadonlyMap<string, KnownOption>;
  readonly required: readonly KnownOption[];
};

const indexes = new WeakMap<CommandFacts, OptionIndex>();

export function optionIndex(command: CommandFacts): OptionIndex {
  const known = indexes.get(command) ?? makeIndex(command);
  indexes.set(command, known);
  return known;
}

function makeIndex({ options = {} }: CommandFacts): OptionIndex {
  const known = Object.entries(options).map(([name, facts]) => ({ name, slot: facts.slot ?? name, facts }));
  return {
    byFlag: new Map(known.flatMap((option) => (option.facts.flags ?? [option.name]).map((flag) => [flag, option]))),
    required: known.filter(({ facts }) => facts.required === true),
  };
}
