import { quote } from "./errors.ts";

const ENTITIES = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

type Complain = { fail(problem: string, index: number): never };

/** Character data as XML means it: references resolved, CR LF and CR as LF. `from` is where `raw` stands, for errors. */
export function unescape(scanner: Complain, raw: string, from: number): string {
  const text = raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw;
  if (!text.includes("&")) return text;
  return text.replace(/&([^;&\s]{0,32};?)/g, (reference, name: string) => {
    const character = referenced(name);
    if (character === null)
      scanner.fail(`Unknown or invalid reference ${quote(reference)}`, from + Math.max(0, raw.indexOf(reference)));
    return character;
  });
}

function referenced(name: string): string | null {
  if (!name.endsWith(";")) return null;
  const body = name.slice(0, -1);
  const code = /^#\d{1,7}$/.test(body)
    ? Number(body.slice(1))
    : /^#x[\da-f]{1,6}$/i.test(body)
      ? Number(`0${body.slice(1)}`)
      : null;
  if (code === null) return ENTITIES.get(body) ?? null;
  return isXmlCharacter(code) ? String.fromCodePoint(code) : null;
}

/** XML 1.0, production 2 (Char). */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}
