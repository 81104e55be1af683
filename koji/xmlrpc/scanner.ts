import type { XmlDocument } from "./document.ts";
import { quote, XmlRpcSyntaxError } from "./errors.ts";
import { unescape } from "./characters.ts";

const NAME_END = /[\s/>]/g;

/** Walks once over a document, tag by tag. Every `fail` names the byte where the scanner stands. */
export class Scanner {
  readonly text: string;
  /** Index into `text`, in UTF-16 units. */
  position = 0;
  /** What `readTag` found last. */
  tag = "";
  kind: "open" | "close" | "empty" = "open";
  /** Where that tag began. */
  tagStart = 0;
  readonly #document: XmlDocument;

  constructor(document: XmlDocument) {
    this.#document = document;
    this.text = document.text;
    if (this.text.charCodeAt(0) === 0xfeff || this.text.startsWith("\xef\xbb\xbf"))
      this.position = this.text.charCodeAt(0) === 0xfeff ? 1 : 3;
  }

  byteOffset(index = this.position): number {
    return this.#document.byteOffset(index);
  }

  fail(problem: string, index = this.position): never {
    throw new XmlRpcSyntaxError(problem, this.byteOffset(index));
  }

  /** Passes `literal` if it stands right here. */
  skip(literal: string): boolean {
    if (!this.text.startsWith(literal, this.position)) return false;
    this.position += literal.length;
    return true;
  }

  /** Whether the tag just read is this one. */
  at(kind: Scanner["kind"], name: string): boolean {
    return this.kind === kind && this.tag === name;
  }

  open(name: string): void {
    this.readTag();
    if (!this.at("open", name)) this.unexpected(`<${name}>`);
  }

  /** Reads `<name>` or `<name/>`; false for the empty one. */
  openOrEmpty(name: string): boolean {
    this.readTag();
    if (!this.at("open", name) && !this.at("empty", name)) this.unexpected(`<${name}>`);
    return this.kind === "open";
  }

  close(name: string): void {
    this.readTag();
    if (!this.at("close", name)) this.unexpected(`</${name}>`);
  }

  unexpected(wanted: string): never {
    this.fail(`Expected ${wanted} but found ${quote(this.text.slice(this.tagStart, this.position))}`, this.tagStart);
  }

  /** Reads the next tag into `tag` and `kind`; only white space, comments and processing instructions may stand before it. */
  readTag(): void {
    this.skipMisc();
    const { text } = this;
    this.tagStart = this.position;
    if (text.charCodeAt(this.position) !== 60) this.#notATag();
    const closing = text.charCodeAt(this.position + 1) === 47;
    const nameStart = this.position + (closing ? 2 : 1);
    NAME_END.lastIndex = nameStart;
    const nameEnd = NAME_END.exec(text)?.index ?? text.length;
    const end = this.#tagEnd(nameEnd);
    const empty = text.charCodeAt(end - 1) === 47 && !closing;
    this.tag = text.slice(nameStart, nameEnd);
    this.kind = closing ? "close" : empty ? "empty" : "open";
    this.position = end + 1;
  }

  /** Index of the `>` that ends a tag; attributes (a namespace, a type) mean nothing to XML-RPC. */
  #tagEnd(from: number): number {
    const { text } = this;
    let index = from;
    for (;;) {
      const code = text.charCodeAt(index);
      if (code === 62) return index;
      if (Number.isNaN(code) || code === 60)
        this.fail(index < text.length ? "A tag is not closed" : "The document ends inside a tag", this.tagStart);
      if (code === 34 || code === 39) {
        index = text.indexOf(text.charAt(index), index + 1);
        if (index < 0) this.fail("The document ends inside an attribute", this.tagStart);
      }
      index += 1;
    }
  }

  #notATag(): never {
    if (this.position >= this.text.length) this.fail("The document ends too early");
    this.fail(`Expected a tag but found ${quote(this.text.slice(this.position, this.position + 100))}`);
  }

  /** Passes white space, comments and processing instructions. */
  skipMisc(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (code === 10 || code === 32 || code === 13 || code === 9) this.position += 1;
      else if (code !== 60 || !this.#skipMarkup()) return;
    }
  }

  #skipMarkup(): boolean {
    if (this.skip("<!--")) this.through("-->", "a comment");
    else if (this.skip("<?")) this.through("?>", "a processing instruction");
    else if (this.text.startsWith("<!DOCTYPE", this.position)) this.fail("A document type declaration is refused");
    else return false;
    return true;
  }

  /** What stands before `end`; passes both. */
  through(end: string, where: string): string {
    const from = this.position;
    const found = this.text.indexOf(end, from);
    if (found < 0) this.fail(`The document ends inside ${where}`);
    this.position = found + end.length;
    return this.text.slice(from, found);
  }

  /** Character data up to the next tag: entities, CDATA and line ends resolved, comments left out. */
  characters(): string {
    let result = "";
    for (;;) {
      const from = this.position;
      const end = this.text.indexOf("<", from);
      if (end < 0) this.fail("The document ends inside a value", this.text.length);
      this.position = end;
      result += unescape(this, this.text.slice(from, end), from);
      if (this.skip("<![CDATA[")) result += this.through("]]>", "a CDATA section").replace(/\r\n?/g, "\n");
      else if (!this.#skipMarkup()) return result;
    }
  }
}
