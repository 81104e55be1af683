import { FORBIDDEN_CHARACTER } from "./characters.ts";
import { quote } from "./errors.ts";

const LINE_FEED = 10;
const RETURN = 13;
const AMPERSAND = 38;

/** A reference at some place, and the UTF-8 it stands for. */
type Reference = { readonly source: Uint8Array; readonly target: Uint8Array };

const ENTITIES: readonly Reference[] = Object.entries({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" }).map(
  ([name, character]) => ({ source: Buffer.from(`&${name};`), target: Buffer.from(character) }),
);

/**
 * Character data as XML means it: references resolved, CR LF and CR as LF. `raw` is UTF-8; `fail` is told the place in it.
 * It goes byte by byte because the raw task results of a hub are hundreds of kilobytes with references all over.
 */
export function resolveReferences(raw: Buffer, fail: (problem: string, at: number) => never): string {
  const resolved = Buffer.allocUnsafe(raw.length); // no reference is shorter than what it stands for
  let length = 0;
  for (let index = 0; index < raw.length;) {
    const byte = raw[index] ?? 0;
    if (byte === AMPERSAND) {
      const { source, target } = referenceAt(raw, index) ?? fail(unknown(raw, index), index);
      for (const part of target) resolved[length++] = part;
      index += source.length;
    } else {
      const next = raw[++index];
      if (byte !== RETURN) resolved[length++] = byte;
      else if (next !== LINE_FEED) resolved[length++] = LINE_FEED;
    }
  }
  return resolved.toString("utf8", 0, length);
}

function referenceAt(raw: Buffer, at: number): Reference | null {
  for (const entity of ENTITIES) if (standsAt(raw, at, entity.source)) return entity;
  const [source, hex, decimal] = /^&#(?:x([\da-fA-F]{1,6})|(\d{1,7}));/.exec(raw.toString("latin1", at, at + 12)) ?? [];
  if (source === undefined) return null;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const character = code > 0x10ffff ? "\0" : String.fromCodePoint(code);
  return FORBIDDEN_CHARACTER.test(character) ? null : { source: Buffer.from(source), target: Buffer.from(character) };
}

function standsAt(raw: Buffer, at: number, wanted: Uint8Array): boolean {
  for (let index = 1; index < wanted.length; index += 1) if (raw[at + index] !== wanted[index]) return false;
  return true;
}

const unknown = (raw: Buffer, at: number): string =>
  `${quote(/^&[^;\s]*;?/.exec(raw.toString("utf8", at, at + 40))?.[0] ?? "&")} is not a reference to a character`;
