import { FORBIDDEN_CHARACTER } from "./characters.ts";
import { XmlRpcEncodeError } from "./errors.ts";
import { base64Text, dateText, doubleText } from "./scalar-text.ts";
import { Unencodable } from "./unencodable.ts";
import { XmlRpcDouble } from "./value.ts";

/** Deeper than anything that Koji takes; it also ends what contains itself. */
const MAX_DEPTH = 100;

/** Text with one of these is looked at closely: markup, CR, and all beyond ASCII. */
const SPECIAL = /[^\t\n\x20-%'-;=?-\x7e]/;

/**
 * A member's name and the markup before its value; `next` is the member that followed when last it was written. `text`:
 * its value then, when that was text; `whole`: the member with it, once it came again, as the method of a multiCall does.
 */
type Lead = {
  readonly name: string;
  readonly markup: string;
  next: Lead | null;
  text: string | null;
  whole: string | null;
};

/** Writes a document as Python's marshaller does. It takes any value: types do not bind what JavaScript callers pass. */
export class ValueWriter {
  #written = "";
  #ascii = true;
  #depth = 0;
  /** Where structs begin, by depth: those of one depth are mostly alike. */
  readonly #starts: Lead[] = [];

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
    if (typeof value === "string") this.#element("<value><string>", this.#escaped(value), "</string></value>\n");
    else if (typeof value === "number") this.#number(value);
    else if (typeof value === "boolean") this.#element("<value><boolean>", value ? "1" : "0", "</boolean></value>\n");
    else if (value === null) this.#written += "<value><nil/></value>";
    else if (typeof value === "object") this.#object(value);
    else if (value === undefined) throw new Unencodable("XML-RPC has no undefined; send null or leave it out");
    else throw new Unencodable(`XML-RPC has no ${typeof value}`);
  }

  /** Appends piece by piece: V8 makes a flat string of that sooner than of joined pieces. */
  #element(start: string, text: string | number, end: string): void {
    this.#written = this.#written + start + text + end;
  }

  /** An integer as int, or i8 beyond 32 bits, as Koji does; any other number as double. */
  #number(value: number): void {
    if (!Number.isInteger(value) || Object.is(value, -0)) this.#double(value);
    else if ((value | 0) === value) this.#element("<value><int>", value, "</int></value>\n");
    else if (Number.isSafeInteger(value)) this.#element("<value><i8>", value, "</i8></value>\n");
    else
      throw new Unencodable(`${value} is beyond 2^53 and may have lost digits; if it is meant, send an XmlRpcDouble`);
  }

  #double(value: number): void {
    this.#element("<value><double>", doubleText(value), "</double></value>\n");
  }

  #object(value: object): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new Unencodable(`it is nested deeper than ${MAX_DEPTH}, or contains itself`);
    if (Array.isArray(value)) this.#array(value);
    else if (isPlain(value)) this.#struct(value);
    else this.#scalarObject(value);
    this.#depth -= 1;
  }

  #scalarObject(value: object): void {
    if (value instanceof XmlRpcDouble) this.#double(value.value);
    else if (value instanceof Date) {
      this.#element("<value><dateTime.iso8601>", dateText(value), "</dateTime.iso8601></value>\n");
    } else if (value instanceof Uint8Array) {
      this.#element("<value><base64>\n", base64Text(value), "</base64></value>\n");
    } else throw new Unencodable(`${describe(value)} is no value of XML-RPC; send a plain object`);
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
    const start = (this.#starts[this.#depth] ??= { name: "", markup: "", next: null, text: null, whole: null });
    let lead = start;
    let at = "";
    try {
      for (const name in struct) {
        if (!Object.hasOwn(struct, name)) continue;
        at = name;
        const next = lead.next;
        lead = next !== null && next.name === name ? next : this.#follow(lead, name);
        this.#member(lead, struct[name]);
      }
    } catch (error) {
      throw Unencodable.within(at, error);
    }
    this.#written += lead === start ? "<value><struct>\n</struct></value>\n" : "</member>\n</struct></value>\n";
  }

  #member(lead: Lead, value: unknown): void {
    if (typeof value === "string" && value === lead.text) {
      this.#written += lead.whole ??= flat(`${lead.markup}<value><string>${this.#escaped(value)}</string></value>\n`);
      return;
    }
    lead.text = typeof value === "string" ? value : null;
    lead.whole = null;
    this.#written += lead.markup;
    this.#value(value);
  }

  #follow(lead: Lead, name: string): Lead {
    const before = lead.markup === "" ? "<value><struct>" : "</member>";
    const markup = flat(`${before}\n<member>\n<name>${this.#escaped(name)}</name>\n`);
    lead.next = { name, markup, next: null, text: null, whole: null };
    return lead.next;
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

/** The same text as one flat string, which a slice is, other than what it is a slice of. */
const flat = (text: string): string => ` ${text}`.slice(1);

function describe(value: object): string {
  const { constructor }: { constructor: unknown } = value;
  return typeof constructor === "function" ? `an instance of ${constructor.name}` : "an object of its own kind";
}

function isPlain(value: object): value is { readonly [name: string]: unknown } {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
