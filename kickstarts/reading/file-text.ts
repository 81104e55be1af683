import type { KickstartPlace } from "../../model/kickstart.ts";
import { lineNumbers, splitLines } from "./white-space.ts";

/**
 * Gives a file of the repository, or null where there is none. Paths are relative to its top, normal, and never lead out
 * of it; whether a symbolic link may be followed is for the reader to decide. Bytes are read as UTF-8.
 */
export type KickstartReader = (path: string) => string | Uint8Array | null;

/** `brokenAt`: the line of the first byte that is no text; null in a text. */
export type FileText = { readonly text: string; readonly brokenAt: number | null };

/** pykickstart reads files as strict UTF-8. A zero byte stands in no script that could run: such a file is a binary one. */
export function decodeFile(content: string | Uint8Array): FileText {
  const text = typeof content === "string" ? content : decodeBytes(content);
  const zero = text.indexOf("\0");
  const broken = typeof content === "string" || isUtf8(content) ? zero : firstOf(zero, text.indexOf("\uFFFD"));
  return { text, brokenAt: broken < 0 ? null : lineAt(text, broken) };
}

// A mark at the beginning is kept: pykickstart keeps it and trips over it.
const decodeBytes = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const firstOf = (one: number, other: number) => (one < 0 ? other : Math.min(one, other < 0 ? one : other));

const lineAt = (text: string, index: number) => text.slice(0, index).split("\n").length;

/** The lines of one file, or of one with others appended into it. */
export type Lines = {
  readonly texts: readonly string[];
  readonly placeOf: (index: number) => KickstartPlace;
};

export function linesOf(text: string, file: string, includedBy: KickstartPlace | null): Lines {
  const texts = splitLines(text);
  const last = texts.length;
  const numbers = lineNumbers(texts);
  return {
    texts,
    placeOf: (index) => ({ file, line: numbers?.[index] ?? Math.max(1, Math.min(index + 1, last)), includedBy }),
  };
}
