import { Cursor } from "./cursor.ts";
import type { XmlDocument } from "./document.ts";
import { quote } from "./errors.ts";

const TAB = 9;
const LINE_FEED = 10;
const RETURN = 13;
const SPACE = 32;
const BANG = 33;
const SLASH = 47;
const LESS = 60;
const GREATER = 62;
const QUESTION = 63;

const BYTE_ORDER_MARK = Buffer.from("\uFEFF");
const COMMENT = Buffer.from("<!--");
const INSTRUCTION = Buffer.from("<?");
const CDATA = Buffer.from("<![CDATA[");

/** What may follow a tag's name: attributes, which mean nothing to XML-RPC, and the slash of an empty element. */
const REST_OF_TAG = /^(?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/;
const LONGEST_TAG = 1000;

/** Walks once over a document, from tag to tag. Tags are named without their brackets. */
export class Scanner extends Cursor {
  /** The tag that `readTag` found, and where it begins. */
  tag = "";
  kind: "open" | "close" | "empty" = "open";
  tagStart = 0;

  constructor(document: XmlDocument) {
    super(document);
    this.skip(BYTE_ORDER_MARK);
  }

  /** Fails because of the tag just read. */
  unexpected(wanted: string): never {
    this.fail(`Expected ${wanted} but found ${quote(this.slice(this.tagStart, this.position))}`, this.tagStart);
  }

  /** Passes white space, comments and processing instructions. */
  skipMisc(): void {
    for (;;) {
      const byte = this.peek(0);
      if (byte === LINE_FEED || byte === SPACE || byte === RETURN || byte === TAB) this.position += 1;
      else if (byte !== LESS || !this.#skipMarkup()) return;
    }
  }

  #skipMarkup(): boolean {
    const byte = this.peek(1);
    if (byte !== BANG && byte !== QUESTION) return false;
    if (this.skip(COMMENT)) this.through("-->", "a comment");
    else if (this.skip(INSTRUCTION)) this.through("?>", "a processing instruction");
    else return false;
    return true;
  }

  /** Reads the next tag into `tag` and `kind`. */
  readTag(): void {
    this.skipMisc();
    this.tagStart = this.position;
    if (this.peek(0) !== LESS) this.#notATag();
    const closing = this.peek(1) === SLASH;
    this.position += closing ? 2 : 1;
    this.tag = this.name();
    this.kind = closing ? "close" : "open";
    if (this.peek(0) === GREATER) this.position += 1;
    else this.#finishTag();
  }

  #finishTag(): void {
    const rest = REST_OF_TAG.exec(this.slice(this.position, this.position + LONGEST_TAG));
    if (!rest || (this.kind === "close" && rest[0].trim() !== ">")) this.#notATag();
    this.position += Buffer.byteLength(rest[0]);
    if (rest[1] !== "") this.kind = "empty";
  }

  #notATag(): never {
    const { length, tagStart } = this;
    if (tagStart >= length) this.fail("The document ends too early", length);
    const found = this.slice(tagStart, tagStart + LONGEST_TAG);
    if (/^<[^>]*$/.test(found) && tagStart + LONGEST_TAG > length) this.fail("The document ends inside a tag", length);
    this.fail(`Expected a tag but found ${quote(found)}`, tagStart);
  }

  /** Whether the tag just read is this one. */
  at(kind: Scanner["kind"], name: string): boolean {
    return this.kind === kind && this.tag === name;
  }

  open(name: string): void {
    this.readTag();
    if (!this.at("open", name)) this.unexpected(`<${name}>`);
  }

  openOrEmpty(name: string): void {
    this.readTag();
    this.mustOpen(name);
  }

  /** Fails unless the tag just read is `<name>` or `<name/>`. */
  mustOpen(name: string): void {
    if (this.kind === "close" || this.tag !== name) this.unexpected(`<${name}>`);
  }

  close(name: string): void {
    this.readTag();
    if (!this.at("close", name)) this.unexpected(`</${name}>`);
  }

  /** The text of the element whose start tag was just read; passes its end tag. */
  textOf(name: string): string {
    if (this.kind === "empty") return "";
    const text = this.characters();
    this.close(name);
    return text;
  }

  /** Character data up to the next tag: references, CDATA and line ends resolved, comments left out. */
  characters(): string {
    let result = this.text();
    for (;;) {
      if (this.skip(CDATA)) result += this.through("]]>", "a CDATA section").replace(/\r\n?/g, "\n");
      else if (!this.#skipMarkup()) return result;
      result += this.text();
    }
  }
}
