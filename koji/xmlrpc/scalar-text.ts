import { Unencodable } from "./unencodable.ts";

/** An integer as int, or i8 beyond 32 bits, as Koji does; any other number as double. */
export function formatNumber(value: number): string {
  if (!Number.isInteger(value) || Object.is(value, -0)) return formatDouble(value);
  if (value >= -0x80000000 && value <= 0x7fffffff) return `<value><int>${value}</int></value>\n`;
  if (Number.isSafeInteger(value)) return `<value><i8>${value}</i8></value>\n`;
  throw new Unencodable(`${value} is beyond 2^53 and may have lost digits; if it is meant, send an XmlRpcDouble`);
}

export function formatDouble(value: number): string {
  if (!Number.isFinite(value)) throw new Unencodable(`XML-RPC has no ${value}`);
  return `<value><double>${pythonRepr(value)}</double></value>\n`;
}

/** The shortest text that reads back the same, always with a fraction or an exponent: Python's repr. */
function pythonRepr(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e16 || (size < 1e-4 && size > 0)) return value.toExponential().replace(/([+-])(\d)$/, "$10$2");
  if (Number.isInteger(value)) return `${Object.is(value, -0) ? "-0" : value}.0`;
  return String(value);
}

/** As Python writes it, in UTC; a fraction only where there is one. */
export function formatDate(value: Date): string {
  if (Number.isNaN(value.getTime())) throw new Unencodable("it is an invalid Date");
  const iso = value.toISOString();
  if (!/^\d{4}-/.test(iso)) throw new Unencodable(`the year of ${iso} has not four digits`);
  const text = iso.replaceAll("-", "").replace(/(?:\.000)?Z$/, "");
  return `<value><dateTime.iso8601>${text}</dateTime.iso8601></value>\n`;
}

/** In lines of 76 characters, as Python's. */
export function formatBase64(value: Uint8Array): string {
  const lines = Buffer.from(value)
    .toString("base64")
    .replace(/.{1,76}/g, "$&\n");
  return `<value><base64>\n${lines}</base64></value>\n`;
}
