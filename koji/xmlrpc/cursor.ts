import { resolveReferences } from "./references.ts";
import type { XmlDocument } from "./document.ts";
import { XmlRpcSyntaxError } from "./errors.ts";

const SPACE = 32;
const AMPERSAND = 38;
const DOT = 46;
const SLASH = 47;
const ZERO = 48;
const LESS = 60;
const GREATER = 62;
const RETURN = 13;

/** What a byte in character data asks for: nothing, to be resolved, or to be decoded with its neighbours. */
const TO_RESOLVE = 1;
const TO_DECODE = 2;
const NEEDS = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === AMPERSAND || byte === RETURN ? TO_RESOLVE : byte < 0x80 ? 0 : TO_DECODE,
);

const POWERS_OF_TEN = Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));

/** A place in a document's bytes, and what can be read from there without knowing tags. Places count bytes. */
export class Cursor {
  position = 0;
  readonly length: number;
  readonly #document: XmlDocument;
  readonly #bytes: Buffer;
  readonly #view: DataView;

  constructor(document: XmlDocument) {
    const { bytes } = document;
    this.#document = document;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.length = bytes.length;
  }

  /** The byte of the document as it arrived. */
  offset(at = this.position): number {
    return this.#document.offsetOf(at);
  }

  fail(problem: string, at = this.position): never {
    throw new XmlRpcSyntaxError(problem, this.offset(at));
  }

  slice(from: number, to: number): string {
    return this.#bytes.toString("utf8", from, to);
  }

  /** The byte that is `ahead` of the position; undefined beyond the end. */
  peek(ahead: number): number | undefined {
    return this.#bytes[this.position + ahead];
  }

  /** Passes these bytes if they stand right here. */
  skip(literal: Uint8Array): boolean {
    const from = this.position;
    for (let index = 0; index < literal.length; index += 1) {
      if (this.#bytes[from + index] !== literal[index]) return false;
    }
    this.position += literal.length;
    return true;
  }

  /** Passes what stands right here if it is the same as in `span`, which has four bytes at least. */
  skipAgain({ from, to }: { readonly from: number; readonly to: number }): boolean {
    const view = this.#view;
    const distance = this.position - from;
    const last = to - 4;
    if (to + distance > this.length) return false;
    for (let index = from; index < last; index += 4) {
      if (view.getInt32(index) !== view.getInt32(index + distance)) return false;
    }
    if (view.getInt32(last) !== view.getInt32(last + distance)) return false;
    this.position = to + distance;
    return true;
  }

  /** What stands before `end`; passes both. `where` names what must not be cut off. */
  through(end: string, where: string): string {
    const from = this.position;
    const to = this.#bytes.indexOf(end, from, "latin1");
    if (to < 0) this.fail(`The document ends inside ${where}`, this.length);
    this.position = to + end.length;
    return this.slice(from, to);
  }

  /** What may be a tag's name: all before white space and the marks that end or begin tags. */
  name(): string {
    const from = this.position;
    let to = from;
    while (isInName(this.#bytes[to])) to += 1;
    this.position = to;
    return this.slice(from, to);
  }

  /** Character data up to the next `<`, whatever that begins; references and line ends are resolved. */
  text(): string {
    const bytes = this.#bytes;
    const from = this.position;
    let to = from;
    let needs = 0;
    for (let byte = bytes[to]; byte !== LESS; byte = bytes[to]) {
      if (byte === undefined) this.fail("The document ends inside a value", this.length);
      needs |= NEEDS[byte] ?? 0;
      to += 1;
    }
    this.position = to;
    if (needs === 0) return bytes.toString("latin1", from, to); // ASCII, and faster than UTF-8
    if ((needs & TO_RESOLVE) === 0) return this.slice(from, to);
    return resolveReferences(bytes.subarray(from, to), (problem, at) => this.fail(problem, from + at));
  }

  /** One to fifteen decimal digits; NaN where there are none. */
  digits(): number {
    const from = this.position;
    let index = from;
    let value = 0;
    for (const end = from + 15; index < end; index += 1) {
      const digit = (this.#bytes[index] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    this.position = index;
    return index === from ? Number.NaN : value;
  }

  /** A number such as 1795376055.989574, where it is sure to be read exactly; NaN where it may not be. */
  decimal(): number {
    const whole = this.digits();
    if (this.peek(0) !== DOT) return whole;
    this.position += 1;
    const from = this.position;
    const part = this.digits();
    // Both are integers that a double holds exactly, so that their quotient is rounded once, as it should be.
    const scale = POWERS_OF_TEN[this.position - from] ?? Number.NaN;
    const scaled = whole * scale + part;
    return scaled <= Number.MAX_SAFE_INTEGER ? scaled / scale : Number.NaN;
  }
}

function isInName(byte: number | undefined): boolean {
  return byte !== undefined && byte > SPACE && byte !== SLASH && byte !== LESS && byte !== GREATER;
}
