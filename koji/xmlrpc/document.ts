import { isAscii, isUtf8 } from "node:buffer";
import { quote, XmlRpcLimitError, XmlRpcSyntaxError } from "./errors.ts";

/** A document's text, and the way from an index into it to the byte that the caller sent. */
export type XmlDocument = { readonly text: string; readonly byteOffset: (index: number) => number };

const DECLARED_ENCODING = /^(?:\xEF\xBB\xBF)?<\?xml\s[^>]*?\sencoding\s*=\s*(["'])(.*?)\1/;

/**
 * The bytes as text: UTF-8, or ISO-8859-1 where the XML declaration says so. Chunks are joined before they are decoded,
 * so a character may be split between two. Throws XmlRpcSyntaxError for other encodings and for invalid UTF-8.
 */
export function readDocument(bytes: Uint8Array | readonly Uint8Array[], maxBytes: number): XmlDocument {
  const chunks = bytes instanceof Uint8Array ? [bytes] : bytes;
  const length = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  if (length > maxBytes) {
    const problem = `The document has ${length} bytes, more than maxBytes = ${maxBytes}`;
    throw new XmlRpcLimitError("maxBytes", problem, maxBytes);
  }
  const buffer = asBuffer(chunks);
  if (encodingOf(buffer) === "latin1" || isAscii(buffer)) {
    return { text: buffer.toString("latin1"), byteOffset: (index) => index };
  }
  if (!isUtf8(buffer)) throw new XmlRpcSyntaxError("The document is not valid UTF-8", validPrefix(buffer));
  const text = buffer.toString("utf8");
  return { text, byteOffset: (index) => Buffer.byteLength(text.slice(0, index)) };
}

function asBuffer(chunks: readonly Uint8Array[]): Buffer {
  const [first] = chunks;
  if (chunks.length > 1 || first === undefined) return Buffer.concat(chunks);
  return Buffer.from(first.buffer, first.byteOffset, first.byteLength);
}

function encodingOf(buffer: Buffer): "utf8" | "latin1" {
  const start = buffer.toString("latin1", 0, 200);
  const declared = /^(\xFE\xFF|\xFF\xFE)/.test(start) ? "UTF-16" : (DECLARED_ENCODING.exec(start)?.[2] ?? "UTF-8");
  if (/^(utf-?8|us-ascii|ascii)$/i.test(declared)) return "utf8";
  if (/^(iso-?8859-1|latin-?1)$/i.test(declared)) return "latin1";
  throw new XmlRpcSyntaxError(`The document is encoded in ${quote(declared)}; UTF-8 and ISO-8859-1 are read`, 0);
}

/** Length of the longest start of the buffer without an invalid sequence, found by halving. */
function validPrefix(buffer: Buffer): number {
  let valid = 0;
  let invalid = buffer.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >>> 1;
    if (startsValid(buffer.subarray(0, middle))) valid = middle;
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
