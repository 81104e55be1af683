import type { XmlDocument } from "./document.ts";
import { quote, XmlRpcSyntaxError } from "./errors.ts";
import { resolveReferences } from "./references.ts";

const TAB = 9;
const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
const BANG = 33;
const SLASH = 47;
const ZERO = 48;
const LESS = 60;
const GREATER = 62;
const QUESTION = 63;

/** What may follow a tag's name: attributes, which mean nothing to XML-RPC, and the slash of an empty element. */
const REST_OF_TAG = /(?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/y;

/** Walks once over a document, from tag to tag. Tags are named without their brackets. */
export class Scanner {
  readonly text: string;
  /** Index into `text`, in UTF-16 units. */
  position: number;
  /** The tag that `readTag` found, and where it begins. */
  tag = "";
  kind: "open" | "close" | "empty" = "open";
  tagStart = 0;
  readonly #byteOffset: (index: number) => number;
  /** The first `&` and the first CR at or after some place passed; they tell most text from text to be resolved. */
  #nextReference = -1;
  #nextReturn = -1;

  constructor(document: XmlDocument) {
    this.text = document.text;
    this.#byteOffset = document.byteOffset;
    this.position = document.text.startsWith("\uFEFF") ? 1 : 0;
  }

  byteOffset(index = this.position): number {
    return this.#byteOffset(index);
  }

  fail(problem: string, index = this.position): never {
    throw new XmlRpcSyntaxError(problem, this.#byteOffset(index));
  }

  /** Fails because of the tag just read. */
  unexpected(wanted: string): never {
    this.fail(`Expected ${wanted} but found ${quote(this.text.slice(this.tagStart, this.position))}`, this.tagStart);
  }

  /** Passes `literal` if it stands right here. */
  skip(literal: string): boolean {
    const end = this.position + literal.length;
    if (this.text.slice(this.position, end) !== literal) return false; // half the time of startsWith
    this.position = end;
    return true;
  }

  /** Passes white space, comments and processing instructions. */
  skipMisc(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (code === LINE_FEED || code === SPACE || code === RETURN || code === TAB) this.position += 1;
      else if (code !== LESS || !this.#skipMarkup()) return;
    }
  }

  #skipMarkup(): boolean {
    const code = this.text.charCodeAt(this.position + 1);
    if (code !== BANG && code !== QUESTION) return false;
    if (this.skip("<!--")) this.#through("-->", "a comment");
    else if (this.skip("<?")) this.#through("?>", "a processing instruction");
    else return false;
    return true;
  }

  /** What stands before `end`; passes both. */
  #through(end: string, where: string): string {
    const from = this.position;
    const index = this.text.indexOf(end, from);
    if (index < 0) this.fail(`The document ends inside ${where}`, this.text.length);
    this.position = index + end.length;
    return this.text.slice(from, index);
  }

  /** Reads the next tag into `tag` and `kind`. */
  readTag(): void {
    this.skipMisc();
    const { text } = this;
    this.tagStart = this.position;
    if (text.charCodeAt(this.position) !== LESS) this.#notATag();
    const closing = text.charCodeAt(this.position + 1) === SLASH;
    const start = this.position + (closing ? 2 : 1);
    let end = start;
    while (isInName(text.charCodeAt(end))) end += 1;
    this.tag = text.slice(start, end);
    this.kind = closing ? "close" : "open";
    this.position = end + 1;
    if (text.charCodeAt(end) !== GREATER) this.#finishTag(end);
  }

  #finishTag(end: number): void {
    REST_OF_TAG.lastIndex = end;
    const rest = REST_OF_TAG.exec(this.text);
    if (!rest) this.#notATag();
    this.position = REST_OF_TAG.lastIndex;
    if (rest[1] !== "") this.kind = "empty";
  }

  #notATag(): never {
    const { text, tagStart } = this;
    if (tagStart >= text.length) this.fail("The document ends too early", text.length);
    if (!text.includes(">", tagStart)) this.fail("The document ends inside a tag", text.length);
    this.fail(`Expected a tag but found ${quote(text.slice(tagStart, tagStart + 100))}`, tagStart);
  }

  /** Whether the tag just read is this one. */
  at(kind: Scanner["kind"], name: string): boolean {
    return this.kind === kind && this.tag === name;
  }

  open(name: string): void {
    this.readTag();
    if (!this.at("open", name)) this.unexpected(`<${name}>`);
  }

  close(name: string): void {
    this.readTag();
    if (!this.at("close", name)) this.unexpected(`</${name}>`);
  }

  /** Reads the element's text; "" for the empty tag just read. */
  textOf(name: string): string {
    if (this.kind === "empty") return "";
    const text = this.characters();
    this.close(name);
    return text;
  }

  /** Character data up to the next tag: references, CDATA and line ends resolved, comments left out. */
  characters(): string {
    let result = this.run();
    for (;;) {
      if (this.skip("<![CDATA[")) result += this.#through("]]>", "a CDATA section").replace(/\r\n?/g, "\n");
      else if (!this.#skipMarkup()) return result;
      result += this.run();
    }
  }

  /** Character data up to the next `<`, whatever that begins. */
  run(): string {
    const { text, position } = this;
    const end = text.indexOf("<", position);
    if (end < 0) this.fail("The document ends inside a value", text.length);
    this.position = end;
    const raw = text.slice(position, end);
    if (this.#nextReference < position) this.#nextReference = indexOrEnd(text, "&", position);
    if (this.#nextReturn < position) this.#nextReturn = indexOrEnd(text, "\r", position);
    if (this.#nextReference >= end && this.#nextReturn >= end) return raw;
    return resolveReferences(raw, (problem, at) => this.fail(problem, position + at));
  }

  /** One to fifteen decimal digits as a number; NaN when there are none. */
  digits(): number {
    const { text, position } = this;
    let value = 0;
    let index = position;
    for (const end = position + 15; index < end; index += 1) {
      const digit = text.charCodeAt(index) - ZERO;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
    }
    this.position = index;
    return index === position ? Number.NaN : value;
  }
}

/** False for what may follow a tag's name, and for NaN: the end of the document. */
function isInName(code: number): boolean {
  return code > SPACE && code !== GREATER && code !== SLASH && code !== LESS;
}

function indexOrEnd(text: string, searched: string, from: number): number {
  const index = text.indexOf(searched, from);
  return index < 0 ? text.length : index;
}
