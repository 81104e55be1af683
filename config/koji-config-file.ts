import type { Problem } from "./settings/problem.ts";
import type { Source } from "./settings/source.ts";

/** An option as written, before `%(other)s` is replaced. Names are in lower case. */
export type KojiOption = { readonly value: string; readonly source: Source };

/** Section to option. What stands in `DEFAULT` counts for every section. */
export type KojiSections = ReadonlyMap<string, ReadonlyMap<string, KojiOption>>;

/**
 * One file of Koji's client, read as Python's ConfigParser reads it, which that client uses (koji/__init__.py,
 * read_config_files): `=` or `:` after the name, names in any case, values over several indented lines, comments only
 * on lines of their own, nothing twice. The first problem is the only one, as there.
 */
export function parseKojiConfig(text: string, file: string): { sections: KojiSections } | { problem: Problem } {
  const reader = new Reader();
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const source = { file, line: index + 1 };
    const wrong = reader.take(line, source);
    if (wrong !== null) return { problem: { source, message: wrong } };
  }
  return { sections: reader.sections() };
}

type Lines = { readonly lines: string[]; readonly source: Source };

const optionOf = ({ lines, source }: Lines): KojiOption => ({ value: lines.join("\n").trimEnd(), source });

class Reader {
  readonly #sections = new Map<string, Map<string, Lines>>();
  #section: { readonly name: string; readonly options: Map<string, Lines> } | null = null;
  /** The option that an indented line goes on with. */
  #option: Lines | null = null;
  #indent = 0;

  /** What is wrong with the next line; null when nothing is. */
  take(line: string, source: Source): string | null {
    const value = line.trim();
    if (value.startsWith("#") || value.startsWith(";")) return null;
    if (value === "") {
      this.#option?.lines.push("");
      return null;
    }
    const indent = line.search(/\S/);
    if (this.#option !== null && indent > this.#indent) {
      this.#option.lines.push(value);
      return null;
    }
    this.#indent = indent;
    const header = /^\[(.+)\]/.exec(value)?.[1];
    return header === undefined ? this.#takeOption(value, source) : this.#takeHeader(header);
  }

  sections(): KojiSections {
    return new Map(
      [...this.#sections].map(([name, options]) => [
        name,
        new Map([...options].map(([option, lines]) => [option, optionOf(lines)])),
      ]),
    );
  }

  #takeHeader(name: string): string | null {
    const known = this.#sections.get(name);
    if (known !== undefined && name !== DEFAULT_SECTION) {
      return `the section [${name}] stands twice in this file; write one of the two.`;
    }
    this.#section = { name, options: known ?? new Map() };
    this.#sections.set(name, this.#section.options);
    this.#option = null;
    return null;
  }

  #takeOption(value: string, source: Source): string | null {
    if (this.#section === null) return "this stands before the first section; begin with a line such as [koji].";
    const { name, options } = this.#section;
    const [, written = "", rest = ""] = /^(.*?)\s*[=:]\s*(.*)$/s.exec(value) ?? [];
    const option = written.toLowerCase();
    if (option === "") return "this is neither a section nor an option; write `name = value`.";
    if (options.has(option))
      return `${option} stands twice in the section [${name}] of this file; keep one of the two.`;
    this.#option = { lines: [rest], source };
    options.set(option, this.#option);
    return null;
  }
}

/** Python's name for it. */
export const DEFAULT_SECTION = "DEFAULT";
