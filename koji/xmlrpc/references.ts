import { FORBIDDEN_CHARACTER } from "./characters.ts";
import { quote } from "./errors.ts";

const ENTITIES = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Character data as XML means it: references resolved, CR LF and CR as LF. `fail` is told the place within `raw`. */
export function resolveReferences(raw: string, fail: (problem: string, at: number) => never): string {
  return raw.replace(
    /\r\n?|&([^;&\s]{0,32})(;?)/g,
    (found: string, name: string | undefined, end: string, at: number) => {
      if (name === undefined) return "\n";
      const character = end === "" ? null : referenced(name);
      return character ?? fail(`${quote(found)} is not a reference to a character`, at);
    },
  );
}

function referenced(name: string): string | null {
  const number = /^#(?:x([\da-fA-F]{1,6})|(\d{1,7}))$/.exec(name);
  if (!number) return ENTITIES.get(name) ?? null;
  const code = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
  if (code > 0x10ffff) return null;
  const character = String.fromCodePoint(code);
  return FORBIDDEN_CHARACTER.test(character) ? null : character;
}
