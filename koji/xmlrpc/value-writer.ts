import { FORBIDDEN_CHARACTER } from "./characters.ts";
import { XmlRpcEncodeError } from "./errors.ts";
import { formatBase64, formatDate, formatDouble, formatNumber } from "./scalar-text.ts";
import { Unencodable } from "./unencodable.ts";
import { XmlRpcDouble } from "./value.ts";

/** Deeper than anything that Koji takes; it also ends what contains itself. */
const MAX_DEPTH = 100;

/** Text with one of these is looked at closely: markup, CR, and all beyond ASCII. */
const SPECIAL = /[^\t\n\x20-%'-;=?-\x7e]/;

/** Writes a document as Python's marshaller does. It takes any value: types do not bind what JavaScript callers pass. */
export class ValueWriter {
  #written = "";
  #ascii = true;
  #depth = 0;
  /** Markup through a member's name, for the first of a struct and for the following: most are written many times. */
  readonly #firstLeads = new Map<string, string>();
  readonly #nextLeads = new Map<string, string>();

  markup(markup: string): void {
    this.#written += markup;
  }

  /** Writes one value; `path` names it in the XmlRpcEncodeError that is thrown where XML-RPC cannot carry it. */
  root(path: string, value: unknown): void {
    this.#named(path, () => this.#value(value));
  }

  /** Writes character data. */
  text(path: string, text: string): void {
    this.#named(path, () => this.markup(this.#escaped(text)));
  }

  bytes(): Buffer {
    return Buffer.from(this.#written, this.#ascii ? "latin1" : "utf8"); // latin1 takes an eighth of the time
  }

  #named(path: string, write: () => void): void {
    try {
      write();
    } catch (error) {
      throw error instanceof Unencodable ? new XmlRpcEncodeError(path + error.path, error.message) : error;
    }
  }

  #value(value: unknown): void {
    if (typeof value === "string") this.#written += `<value><string>${this.#escaped(value)}</string></value>\n`;
    else if (typeof value === "number") this.#written += formatNumber(value);
    else if (typeof value === "boolean") this.#written += `<value><boolean>${value ? 1 : 0}</boolean></value>\n`;
    else if (value === null) this.#written += "<value><nil/></value>";
    else if (typeof value === "object") this.#object(value);
    else
      throw new Unencodable(
        `XML-RPC has no ${typeof value}${value === undefined ? "; send null or leave it out" : ""}`,
      );
  }

  #object(value: object): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new Unencodable(`it is nested deeper than ${MAX_DEPTH}, or contains itself`);
    if (Array.isArray(value)) this.#array(value);
    else if (isPlain(value)) this.#struct(value);
    else this.#written += formatObject(value);
    this.#depth -= 1;
  }

  #array(items: readonly unknown[]): void {
    this.#written += "<value><array><data>\n";
    let index = 0;
    try {
      for (; index < items.length; index += 1) this.#value(items[index]);
    } catch (error) {
      throw Unencodable.within(index, error);
    }
    this.#written += "</data></array></value>\n";
  }

  #struct(struct: { readonly [name: string]: unknown }): void {
    let leads = this.#firstLeads;
    let last = "";
    try {
      for (const name in struct) {
        if (!Object.hasOwn(struct, name)) continue;
        last = name;
        this.#written += leads.get(name) ?? this.#lead(leads, name);
        this.#value(struct[name]);
        leads = this.#nextLeads;
      }
    } catch (error) {
      throw Unencodable.within(last, error);
    }
    this.#written +=
      leads === this.#firstLeads ? "<value><struct>\n</struct></value>\n" : "</member>\n</struct></value>\n";
  }

  #lead(leads: Map<string, string>, name: string): string {
    const before = leads === this.#firstLeads ? "<value><struct>" : "</member>";
    // The slice makes it one string; what is joined from several costs more each time that it is used.
    const lead = ` ${before}\n<member>\n<name>${this.#escaped(name)}</name>\n`.slice(1);
    leads.set(name, lead);
    return lead;
  }

  /** CR becomes a reference, since readers of XML take a bare one for LF. */
  #escaped(text: string): string {
    if (!SPECIAL.test(text)) return text;
    this.#ascii = false;
    const forbidden = FORBIDDEN_CHARACTER.exec(text)?.[0];
    if (forbidden !== undefined) {
      const code = forbidden.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      throw new Unencodable(`XML cannot carry the character U+${code}`);
    }
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");
  }
}

function isPlain(value: object): value is { readonly [name: string]: unknown } {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function formatObject(value: object): string {
  if (value instanceof XmlRpcDouble) return formatDouble(value.value);
  if (value instanceof Date) return formatDate(value);
  if (value instanceof Uint8Array) return formatBase64(value);
  throw new Unencodable(`XML-RPC has no ${value.constructor.name}; send a plain object`);
}
