import type { Kind } from "./kinds.ts";
import type { Problem } from "./problem.ts";
import { entryOf, type MappingSetting, mappingSetting, type Scalar, type Setting } from "./setting.ts";
import { describe, describeWrong, shown, type Shown } from "./shown.ts";
import { type Source, sourceText } from "./source.ts";
import { suggestion } from "./suggestion.ts";

/** A setting in force: its full name, its value with secrets hidden, and where it comes from (`default` among them). */
export type EffectiveSetting = { readonly name: string; readonly value: Shown; readonly source: string };

/** What is noted while settings are read. */
export type Reading = { readonly problems: Problem[]; readonly settings: EffectiveSetting[] };

/**
 * One mapping being read. Nothing here throws: a wrong value is noted as a problem and read as null, as the default
 * or as the kind's blank; so what was read is to be used only when no problem was noted.
 */
export class Section {
  /** `hubs.fedora.limits`; empty for the whole. */
  readonly name: string;
  readonly source: Source;
  readonly #mapping: MappingSetting;
  readonly #asked = new Set<string>();
  readonly #reading: Reading;

  constructor(reading: Reading, name: string, mapping: MappingSetting) {
    this.name = name;
    this.source = mapping.source;
    this.#mapping = mapping;
    this.#reading = reading;
  }

  /** Null when it is absent or wrong. A key without a value is absent. */
  optional<T>(key: string, kind: Kind<T>): T | null {
    const setting = this.#ask(key);
    return setting === null ? null : this.#value(this.nameOf(key), setting, kind);
  }

  /** `fallback`: the default as somebody would write it: `30d`. */
  withDefault<T>(key: string, kind: Kind<T>, fallback: Scalar): T {
    if (this.#ask(key) !== null) return this.optional(key, kind) ?? kind.blank;
    this.#reading.settings.push({ name: this.nameOf(key), value: shown(fallback), source: "default" });
    return kind.parse(fallback) ?? kind.blank;
  }

  required<T>(key: string, kind: Kind<T>): T {
    if (this.#ask(key) === null) this.problem(null, `${this.nameOf(key)} is missing; ${kind.cure}.`);
    return this.optional(key, kind) ?? kind.blank;
  }

  /** The values of a list, of which a single one may stand without brackets; null when it is absent. */
  list<T>(key: string, kind: Kind<T>): readonly T[] | null {
    const setting = this.#ask(key);
    if (setting?.kind !== "list") return setting === null ? null : [this.optional(key, kind) ?? kind.blank];
    return setting.items.map((item, index) => this.#value(`${this.nameOf(key)}[${index}]`, item, kind) ?? kind.blank);
  }

  /** What `read` makes of the mapping at `key`; of an empty one when it is absent. */
  section<T>(key: string, read: (section: Section) => T): T {
    return readSetting(this.#reading, this.nameOf(key), this.#ask(key) ?? mappingSetting([], this.source), read);
  }

  optionalSection<T>(key: string, read: (section: Section) => T): T | null {
    return this.#ask(key) === null ? null : this.section(key, read);
  }

  /** What `read` makes of each entry of a mapping from names to mappings, in the order written. */
  each<T>(read: (name: string, section: Section) => T): readonly T[] {
    return [...this.#mapping.entries].map(([key, setting]) => {
      const entry = this.#ask(key) ?? mappingSetting([], setting.source);
      return readSetting(this.#reading, this.nameOf(key), entry, (section) => read(key, section));
    });
  }

  shape(key: string): Setting["kind"] | "absent" {
    return this.#ask(key)?.kind ?? "absent";
  }

  /** Notes a problem where `key` stands, or for null where the section does. `sentence` is complete. */
  problem(key: string | null, sentence: string): void {
    const source = (key === null ? undefined : this.#mapping.entries.get(key)?.source) ?? this.source;
    this.#reading.problems.push({ source, message: sentence });
  }

  /** To be called when everything was asked for: notes what is left as unknown. */
  leave(): void {
    const known = this.asked;
    for (const key of this.#mapping.entries.keys()) {
      if (this.#asked.has(key)) continue;
      const meant = suggestion(key, known);
      const cure = meant === null ? `the settings here are ${known.join(", ")}.` : `did you mean ${meant}?`;
      this.problem(key, `${this.nameOf(key)} is no setting; ${cure}`);
    }
  }

  get asked(): readonly string[] {
    return [...this.#asked];
  }

  nameOf(key: string): string {
    return this.name === "" ? key : `${this.name}.${key}`;
  }

  #ask(key: string): Setting | null {
    this.#asked.add(key);
    return entryOf(this.#mapping, key);
  }

  #value<T>(name: string, setting: Setting, kind: Kind<T>): T | null {
    const value = setting.kind === "value" ? kind.parse(setting.value) : null;
    if (value === null) {
      this.#reading.problems.push({ source: setting.source, message: describeWrong(name, setting, kind) });
    } else {
      const written = setting.kind === "value" && typeof value === "number" ? setting.value : value;
      const source = sourceText(setting.source);
      this.#reading.settings.push({ name, value: shown(written, kind.secret), source });
    }
    return value;
  }
}

/** What `read` makes of a mapping, and the problems of its keys; for anything else one problem and what it makes of nothing. */
export function readSetting<T>(reading: Reading, name: string, setting: Setting, read: (section: Section) => T): T {
  if (setting.kind === "mapping") {
    const section = new Section(reading, name, setting);
    const value = read(section);
    section.leave();
    return value;
  }
  const nothing = new Section({ problems: [], settings: [] }, name, mappingSetting([], setting.source));
  const value = read(nothing);
  const keys = nothing.asked.length === 0 ? "one group of settings for each name" : nothing.asked.join(", ");
  const message = `${name === "" ? "this file" : name} is ${describe(setting)}; give ${keys}.`;
  reading.problems.push({ source: setting.source, message });
  return value;
}
