import { quote } from "./errors.ts";
import type { XmlRpcValue } from "./value.ts";

/** Thrown by the scalar readers; the decoder adds the place. */
export class ScalarError extends Error {}

/** Reads the text of one typed element. White space around numbers, times and flags is passed over, as Python's reader does. */
export const SCALARS = new Map<string, (text: string) => XmlRpcValue>([
  ["int", integer],
  ["i4", integer],
  ["i8", integer],
  ["i1", integer],
  ["i2", integer],
  ["biginteger", integer],
  ["string", (text) => text],
  ["boolean", boolean],
  ["double", double],
  ["dateTime.iso8601", dateTime],
  ["base64", base64],
]);

function integer(text: string): number {
  const trimmed = text.trim();
  if (!/^[+-]?\d+$/.test(trimmed)) throw new ScalarError(`${quote(text)} is not an integer`);
  const value = Number(trimmed);
  if (!Number.isSafeInteger(value))
    throw new ScalarError(`The integer ${quote(trimmed)} is beyond 2^53 and cannot be kept exactly`);
  return value + 0;
}

function boolean(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed !== "0" && trimmed !== "1") throw new ScalarError(`${quote(text)} is not a boolean (0 or 1)`);
  return trimmed === "1";
}

function double(text: string): number {
  const trimmed = text.trim();
  const value = Number(trimmed);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) || !Number.isFinite(value)) {
    throw new ScalarError(`${quote(text)} is not a finite double`);
  }
  return value;
}

const ISO8601 = /^(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)(\.\d+)?(?:Z|([+-])(\d\d):?(\d\d))?$/;

function dateTime(text: string): Date {
  const match = ISO8601.exec(text.trim());
  if (match) {
    const [, year, month, day, hour, minute, second, fraction = "", sign, offsetHours, offsetMinutes] = match;
    const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
    const time = new Date(`${wall}${fraction.slice(0, 4)}Z`);
    if (!Number.isNaN(time.getTime()) && time.toISOString().startsWith(wall)) {
      const minutes = sign ? Number(`${sign}1`) * (Number(offsetHours) * 60 + Number(offsetMinutes)) : 0;
      return new Date(time.getTime() - minutes * 60_000);
    }
  }
  throw new ScalarError(`${quote(text)} is not a dateTime.iso8601`);
}

function base64(text: string): Uint8Array {
  const packed = text.replace(/\s+/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(packed) || packed.length % 4 !== 0)
    throw new ScalarError(`${quote(text)} is not base64`);
  return new Uint8Array(Buffer.from(packed, "base64"));
}
