import { readCommonValue } from "./common-value.ts";
import { quote, XmlRpcLimitError } from "./errors.ts";
import type { DecodeLimits } from "./errors.ts";
import { SCALARS } from "./scalars.ts";
import type { Scanner } from "./scanner.ts";
import { StructPlace } from "./struct-place.ts";
import type { XmlRpcStruct, XmlRpcValue } from "./value.ts";

/** Reads values of one document, each from its start tag through its end tag. */
export class ValueReader {
  readonly #scanner: Scanner;
  readonly #limits: DecodeLimits;
  #values = 0;
  #depth = 0;
  /** Where structs begin, by depth. */
  readonly #starts: StructPlace[] = [];
  /** Values of the structs that are being read, outer before inner; those from `#top` on are spent. */
  readonly #members: XmlRpcValue[] = [];
  #top = 0;

  constructor(scanner: Scanner, limits: DecodeLimits) {
    this.#scanner = scanner;
    this.#limits = limits;
  }

  read(): XmlRpcValue {
    this.#scanner.openOrEmpty("value");
    return this.#opened();
  }

  /** Reads a value whose start tag was just read. */
  #opened(): XmlRpcValue {
    return this.#scanner.kind === "empty" ? this.#empty() : this.#content();
  }

  /** The value that `<value/>` is. */
  #empty(): string {
    this.#count();
    return "";
  }

  /** Reads from behind `<value>` through `</value>`. */
  #content(): XmlRpcValue {
    this.#count();
    const common = readCommonValue(this.#scanner);
    if (common !== undefined) return common;
    const scanner = this.#scanner;
    const start = scanner.position;
    const text = scanner.characters();
    scanner.readTag();
    if (scanner.at("close", "value")) return text;
    if (text.trim() !== "") scanner.fail(`Unexpected text ${quote(text)} before <${scanner.tag}>`, start);
    const value = this.#typed();
    scanner.close("value");
    return value;
  }

  /** Reads a value whose type's start tag was just read. */
  #typed(): XmlRpcValue {
    const scanner = this.#scanner;
    const { tag, kind } = scanner;
    if (kind === "close") scanner.unexpected("</value>");
    if (tag === "struct" || tag === "array") return this.#nested(tag);
    if (tag === "nil" || tag === "ex:nil") {
      if (scanner.textOf(tag).trim() !== "") scanner.unexpected("an empty <nil>");
      return null;
    }
    const read = SCALARS.get(tag);
    if (read === undefined) return scanner.unexpected("a type of XML-RPC");
    const start = scanner.position;
    return read(scanner.textOf(tag), (problem) => scanner.fail(problem, start));
  }

  #nested(type: "array" | "struct"): XmlRpcValue {
    this.#depth += 1;
    if (this.#depth > this.#limits.maxDepth) this.#tooMuch("maxDepth", "nests deeper than");
    const empty = this.#scanner.kind === "empty";
    const value = type === "array" ? this.#array(empty) : this.#struct(empty);
    this.#depth -= 1;
    return value;
  }

  #array(empty: boolean): XmlRpcValue[] {
    const scanner = this.#scanner;
    const items: XmlRpcValue[] = [];
    if (empty) return items;
    scanner.openOrEmpty("data");
    if (scanner.kind === "open") {
      for (scanner.readTag(); !scanner.at("close", "data"); scanner.readTag()) {
        scanner.mustOpen("value");
        items.push(this.#opened());
      }
    }
    scanner.close("array");
    return items;
  }

  #struct(empty: boolean): XmlRpcStruct {
    if (empty) return {};
    const from = this.#top;
    let place = (this.#starts[this.#depth] ??= new StructPlace());
    for (let next = this.#member(place); next !== null; next = this.#member(place)) {
      place = next;
      this.#members[this.#top] = place.lead.empty ? this.#empty() : this.#content();
      this.#top += 1;
    }
    this.#top = from;
    return place.struct(this.#members, from);
  }

  /** Goes to the next member's value; null at the end of the struct. */
  #member(place: StructPlace): StructPlace | null {
    const scanner = this.#scanner;
    scanner.skipMisc();
    for (const follower of place.followers) if (scanner.skipAgain(follower.lead)) return follower;
    const start = scanner.position;
    if (!place.isStart) scanner.close("member");
    scanner.readTag();
    if (scanner.at("close", "struct")) return null;
    if (!scanner.at("open", "member")) scanner.unexpected("<member>");
    scanner.openOrEmpty("name");
    const name = scanner.textOf("name");
    scanner.openOrEmpty("value");
    return place.follow({ name, from: start, to: scanner.position, empty: scanner.kind === "empty" });
  }

  #count(): void {
    this.#values += 1;
    if (this.#values > this.#limits.maxValues) this.#tooMuch("maxValues", "holds more values than");
  }

  #tooMuch(limit: "maxDepth" | "maxValues", exceeds: string): never {
    const problem = `The document ${exceeds} ${limit} = ${this.#limits[limit]}`;
    throw new XmlRpcLimitError(limit, problem, this.#scanner.offset());
  }
}
