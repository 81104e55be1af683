import { Unencodable } from "./unencodable.ts";

/** The shortest text that reads back the same, always with a fraction or an exponent: Python's repr. */
export function doubleText(value: number): string {
  if (!Number.isFinite(value)) throw new Unencodable(`XML-RPC has no ${value}`);
  const size = Math.abs(value);
  if (size >= 1e16 || (size < 1e-4 && size > 0)) return value.toExponential().replace(/([+-])(\d)$/, "$10$2");
  if (Number.isInteger(value)) return `${Object.is(value, -0) ? "-0" : value}.0`;
  return String(value);
}

/** As Python writes it, in UTC; a fraction only where there is one. */
export function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) throw new Unencodable("it is an invalid Date");
  const iso = value.toISOString();
  if (!/^\d{4}-/.test(iso)) throw new Unencodable(`the year of ${iso} has not four digits`);
  return iso.replaceAll("-", "").replace(/(?:\.000)?Z$/, "");
}

/** In lines of 76 characters, as Python's. */
export function base64Text(value: Uint8Array): string {
  const text = Buffer.from(value).toString("base64");
  return text.replace(/.{1,76}/g, "$&\n");
}
