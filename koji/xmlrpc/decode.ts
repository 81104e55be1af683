import { readDocument } from "./document.ts";
import { quote, XmlRpcFault, XmlRpcLimitError } from "./errors.ts";
import { ScalarError, SCALARS } from "./scalars.ts";
import { Scanner } from "./scanner.ts";
import type { XmlRpcCall, XmlRpcStruct, XmlRpcValue } from "./value.ts";

/** How much one document may hold. `maxDepth` counts arrays and structs inside each other. */
export type DecodeLimits = { readonly maxBytes: number; readonly maxDepth: number; readonly maxValues: number };

export const DECODE_LIMITS: DecodeLimits = { maxBytes: 64 * 1024 * 1024, maxDepth: 100, maxValues: 2_000_000 };

/**
 * The value a hub answered with. `bytes` is the whole body, in one piece or as it arrived.
 * Throws XmlRpcFault for a fault document, XmlRpcLimitError beyond `limits`, XmlRpcSyntaxError for anything else that is
 * not a method response.
 */
export function decodeResponse(bytes: Uint8Array | readonly Uint8Array[], limits?: Partial<DecodeLimits>): XmlRpcValue {
  return new Decoder(bytes, { ...DECODE_LIMITS, ...limits }).response();
}

/** The call in a request body. Errors as `decodeResponse`; control characters are refused, as a hub does. */
export function decodeCall(bytes: Uint8Array | readonly Uint8Array[], limits?: Partial<DecodeLimits>): XmlRpcCall {
  return new Decoder(bytes, { ...DECODE_LIMITS, ...limits }).call();
}

class Decoder {
  readonly #limits: DecodeLimits;
  readonly #scanner: Scanner;
  #depth = 0;
  #values = 0;

  constructor(bytes: Uint8Array | readonly Uint8Array[], limits: DecodeLimits) {
    this.#limits = limits;
    this.#scanner = new Scanner(readDocument(bytes, limits.maxBytes));
  }

  response(): XmlRpcValue {
    const scanner = this.#scanner;
    this.#root("methodResponse");
    scanner.readTag();
    if (scanner.at("open", "fault")) return this.#fault();
    if (!scanner.at("open", "params")) scanner.unexpected("<params> or <fault>");
    scanner.open("param");
    const value = this.#value();
    scanner.close("param");
    scanner.close("params");
    this.#end("methodResponse");
    return value;
  }

  call(): XmlRpcCall {
    const scanner = this.#scanner;
    const control = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.exec(scanner.text);
    if (control) scanner.fail("The call holds a control character, which XML cannot carry", control.index);
    this.#root("methodCall");
    scanner.open("methodName");
    const methodName = scanner.characters();
    scanner.close("methodName");
    const params: XmlRpcValue[] = [];
    scanner.readTag();
    if (scanner.kind !== "close") {
      this.#params(params);
      scanner.readTag();
    }
    if (scanner.kind !== "close" || scanner.tag !== "methodCall") scanner.unexpected("</methodCall>");
    this.#nothingMore();
    return { methodName, params };
  }

  #params(params: XmlRpcValue[]): void {
    const scanner = this.#scanner;
    if (scanner.tag !== "params") scanner.unexpected("<params>");
    if (scanner.kind === "empty") return;
    for (scanner.readTag(); !scanner.at("close", "params"); scanner.readTag()) {
      if (!scanner.at("open", "param")) scanner.unexpected("<param>");
      params.push(this.#value());
      scanner.close("param");
    }
  }

  #root(name: string): void {
    const scanner = this.#scanner;
    const start = scanner.position;
    scanner.skipMisc();
    if (!/^<[A-Za-z]/.test(scanner.text.slice(scanner.position, scanner.position + 2))) {
      scanner.fail(`Not an XML-RPC document: it begins with ${quote(scanner.text.slice(start, start + 100))}`);
    }
    scanner.open(name);
  }

  #end(name: string): void {
    this.#scanner.close(name);
    this.#nothingMore();
  }

  #nothingMore(): void {
    const scanner = this.#scanner;
    scanner.skipMisc();
    if (scanner.position < scanner.text.length) scanner.fail("There is more after the end of the document");
  }

  #fault(): never {
    const scanner = this.#scanner;
    const start = scanner.tagStart;
    const value = this.#value();
    scanner.close("fault");
    this.#end("methodResponse");
    const { faultCode, faultString } = { faultCode: null, faultString: null, ...(value as object) }; // a missing member is caught below
    if (typeof faultCode !== "number" || typeof faultString !== "string") {
      return scanner.fail("The fault has no faultCode and faultString", start);
    }
    throw new XmlRpcFault(faultCode, faultString);
  }

  #value(): XmlRpcValue {
    const scanner = this.#scanner;
    scanner.readTag();
    return this.#opened();
  }

  /** Reads a value whose start tag was just read. */
  #opened(): XmlRpcValue {
    const scanner = this.#scanner;
    if (scanner.tag !== "value" || scanner.kind === "close") scanner.unexpected("<value>");
    this.#values += 1;
    if (this.#values > this.#limits.maxValues) this.#tooMuch("maxValues");
    if (scanner.kind === "empty") return "";
    const start = scanner.position;
    const untyped = scanner.characters();
    scanner.readTag();
    if (scanner.at("close", "value")) return untyped;
    if (untyped.trim() !== "") scanner.fail(`Unexpected text ${quote(untyped.trim())} before <${scanner.tag}>`, start);
    const value = this.#typed(scanner.tag, scanner.at("empty", scanner.tag));
    scanner.close("value");
    return value;
  }

  #typed(type: string, empty: boolean): XmlRpcValue {
    const scanner = this.#scanner;
    if (type === "nil" || type === "ex:nil") {
      if (!empty) scanner.close(type);
      return null;
    }
    if (type === "array" || type === "struct") return this.#nested(type, empty);
    const read = scanner.kind === "close" ? undefined : SCALARS.get(type);
    if (read === undefined) return scanner.unexpected("a type of XML-RPC");
    const start = scanner.position;
    const text = empty ? "" : scanner.characters();
    if (!empty) scanner.close(type);
    try {
      return read(text);
    } catch (error) {
      if (error instanceof ScalarError) scanner.fail(error.message, start);
      throw error;
    }
  }

  #nested(type: "array" | "struct", empty: boolean): XmlRpcValue {
    this.#depth += 1;
    if (this.#depth > this.#limits.maxDepth) this.#tooMuch("maxDepth");
    const value = type === "array" ? this.#array(empty) : this.#struct(empty);
    this.#depth -= 1;
    return value;
  }

  #array(empty: boolean): XmlRpcValue[] {
    const scanner = this.#scanner;
    const items: XmlRpcValue[] = [];
    if (empty) return items;
    if (scanner.openOrEmpty("data")) {
      for (scanner.readTag(); !scanner.at("close", "data"); scanner.readTag()) items.push(this.#opened());
    }
    scanner.close("array");
    return items;
  }

  #struct(empty: boolean): XmlRpcStruct {
    const scanner = this.#scanner;
    const struct: { [name: string]: XmlRpcValue } = {};
    if (empty) return struct;
    for (scanner.readTag(); !scanner.at("close", "struct"); scanner.readTag()) {
      if (!scanner.at("open", "member")) scanner.unexpected("<member>");
      const name = this.#name();
      const value = this.#value();
      scanner.close("member");
      if (name === "__proto__")
        Object.defineProperty(struct, name, { value, writable: true, enumerable: true, configurable: true });
      else struct[name] = value;
    }
    return struct;
  }

  #name(): string {
    const scanner = this.#scanner;
    if (!scanner.openOrEmpty("name")) return "";
    const name = scanner.characters();
    scanner.close("name");
    return name;
  }

  #tooMuch(limit: "maxDepth" | "maxValues"): never {
    const what = limit === "maxDepth" ? "The document nests deeper than" : "The document holds more values than";
    throw new XmlRpcLimitError(limit, `${what} ${limit} = ${this.#limits[limit]}`, this.#scanner.byteOffset());
  }
}
