import { isUtf8 } from "node:buffer";
import { quote, XmlRpcLimitError, XmlRpcSyntaxError } from "./errors.ts";

/** A document as UTF-8, and the way from a place in that to the place in the bytes that arrived. */
export type XmlDocument = { readonly bytes: Buffer; readonly offsetOf: (place: number) => number };

const DECLARED_ENCODING = /^(?:\xEF\xBB\xBF)?<\?xml\s[^>]*?\sencoding\s*=\s*(["'])(.*?)\1/;

/**
 * The bytes in one piece: UTF-8, or ISO-8859-1 where the XML declaration says so. Chunks are joined before anything is
 * decoded, so a character may be split between two. Throws XmlRpcSyntaxError for what is neither.
 */
export function openDocument(pieces: Uint8Array | readonly Uint8Array[], maxBytes: number): XmlDocument {
  const chunks = pieces instanceof Uint8Array ? [pieces] : pieces;
  const length = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  if (length > maxBytes) {
    const problem = `The document has ${length} bytes, more than maxBytes = ${maxBytes}`;
    throw new XmlRpcLimitError("maxBytes", problem, maxBytes);
  }
  const bytes = asBuffer(chunks);
  if (encodingOf(bytes) === "latin1") return fromLatin1(bytes);
  if (!isUtf8(bytes)) throw new XmlRpcSyntaxError("The document is not valid UTF-8", validPrefix(bytes));
  return { bytes, offsetOf: (place) => place };
}

function asBuffer(chunks: readonly Uint8Array[]): Buffer {
  const [first] = chunks;
  if (chunks.length > 1 || first === undefined) return Buffer.concat(chunks);
  return Buffer.from(first.buffer, first.byteOffset, first.byteLength);
}

function fromLatin1(latin1: Buffer): XmlDocument {
  const bytes = Buffer.from(latin1.toString("latin1"), "utf8");
  return { bytes, offsetOf: (place) => bytes.toString("utf8", 0, place).length };
}

function encodingOf(bytes: Buffer): "utf8" | "latin1" {
  const start = bytes.toString("latin1", 0, 200);
  const declared = /^(\xFE\xFF|\xFF\xFE)/.test(start) ? "UTF-16" : (DECLARED_ENCODING.exec(start)?.[2] ?? "UTF-8");
  if (/^(utf-?8|us-ascii|ascii)$/i.test(declared)) return "utf8";
  if (/^(iso-?8859-1|latin-?1)$/i.test(declared)) return "latin1";
  throw new XmlRpcSyntaxError(`The document is encoded in ${quote(declared)}; UTF-8 and ISO-8859-1 are read`, 0);
}

/** Length of the longest start without an invalid sequence, found by halving. */
function validPrefix(bytes: Buffer): number {
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >>> 1;
    if (startsValid(bytes.subarray(0, middle))) valid = middle;
    else invalid = middle;
  }
  return valid;
}

/** A sequence that is merely cut off at the end counts as valid. */
function startsValid(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
