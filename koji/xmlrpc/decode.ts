import { FORBIDDEN_CHARACTER } from "./characters.ts";
import { openDocument } from "./document.ts";
import { quote, XmlRpcFault } from "./errors.ts";
import type { DecodeLimits } from "./errors.ts";
import { Scanner } from "./scanner.ts";
import { ValueReader } from "./value-reader.ts";
import type { XmlRpcCall, XmlRpcValue } from "./value.ts";

/** What a caller gets who names no limits. */
export const DECODE_LIMITS: DecodeLimits = { maxBytes: 64 * 1024 * 1024, maxDepth: 100, maxValues: 1_000_000 };

/**
 * The value that a hub answered with. `bytes` is the whole body, in one piece or in the pieces that arrived.
 * Throws XmlRpcFault for a fault, XmlRpcLimitError beyond a limit, XmlRpcSyntaxError for all else that is no answer.
 * Control characters, which XML forbids but a hub sends as they are, are passed on.
 */
export function decodeResponse(bytes: Uint8Array | readonly Uint8Array[], limits?: Partial<DecodeLimits>): XmlRpcValue {
  const { scanner, values } = start(bytes, limits);
  root(scanner, "methodResponse");
  scanner.readTag();
  if (scanner.at("open", "fault")) throw fault(scanner, values);
  if (!scanner.at("open", "params")) scanner.unexpected("<params> or <fault>");
  scanner.open("param");
  const value = values.read();
  scanner.close("param");
  scanner.close("params");
  end(scanner, "methodResponse");
  return value;
}

/** The call in a request. Throws as `decodeResponse` does, and for control characters too, as a hub refuses them. */
export function decodeCall(bytes: Uint8Array | readonly Uint8Array[], limits?: Partial<DecodeLimits>): XmlRpcCall {
  const { scanner, values } = start(bytes, limits);
  refuseForbidden(scanner);
  root(scanner, "methodCall");
  scanner.open("methodName");
  const methodName = scanner.textOf("methodName");
  scanner.readTag();
  if (scanner.at("close", "methodCall")) return { methodName, params: nothingMore(scanner, []) };
  const params = readParams(scanner, values);
  end(scanner, "methodCall");
  return { methodName, params };
}

function start(bytes: Uint8Array | readonly Uint8Array[], limits?: Partial<DecodeLimits>) {
  const all = { ...DECODE_LIMITS, ...limits };
  const scanner = new Scanner(openDocument(bytes, all.maxBytes));
  return { scanner, values: new ValueReader(scanner, all) };
}

function refuseForbidden(scanner: Scanner): void {
  const text = scanner.slice(0, scanner.length);
  const at = text.search(FORBIDDEN_CHARACTER);
  if (at < 0) return;
  const found = quote(text.charAt(at));
  scanner.fail(`The call holds ${found}, which XML cannot carry`, Buffer.byteLength(text.slice(0, at)));
}

function root(scanner: Scanner, name: string): void {
  scanner.skipMisc();
  const { position, length } = scanner;
  const text = scanner.slice(position, position + 100);
  if (position === length) scanner.fail("The document is empty");
  if (!text.startsWith(`<${name}`)) {
    const why = text.startsWith("<!DOCTYPE") ? "; a document type declaration is refused" : "";
    scanner.fail(`Expected <${name}> but the document begins with ${quote(text)}${why}`);
  }
  scanner.open(name);
}

function readParams(scanner: Scanner, values: ValueReader): XmlRpcValue[] {
  const params: XmlRpcValue[] = [];
  if (scanner.at("empty", "params")) return params;
  if (!scanner.at("open", "params")) scanner.unexpected("<params>");
  for (scanner.readTag(); !scanner.at("close", "params"); scanner.readTag()) {
    if (!scanner.at("open", "param")) scanner.unexpected("<param>");
    params.push(values.read());
    scanner.close("param");
  }
  return params;
}

function fault(scanner: Scanner, values: ValueReader): XmlRpcFault {
  const at = scanner.tagStart;
  const value = values.read();
  scanner.close("fault");
  end(scanner, "methodResponse");
  const members = new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
  const code: unknown = members.get("faultCode");
  const text: unknown = members.get("faultString");
  if (typeof code === "number" && typeof text === "string") return new XmlRpcFault(code, text);
  return scanner.fail("The fault lacks a faultCode (integer) or a faultString (string)", at);
}

function end(scanner: Scanner, name: string): void {
  scanner.close(name);
  nothingMore(scanner, null);
}

function nothingMore<T>(scanner: Scanner, result: T): T {
  scanner.skipMisc();
  if (scanner.position < scanner.length) scanner.fail("There is more after the end of the document");
  return result;
}
