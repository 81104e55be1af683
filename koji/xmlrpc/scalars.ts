import { quote } from "./errors.ts";
import type { XmlRpcValue } from "./value.ts";

type Fail = (problem: string) => never;

/** What the text of an element means, by its type. White space around all but strings is passed over, as Python's reader does. */
export const SCALARS: ReadonlyMap<string, (text: string, fail: Fail) => XmlRpcValue> = new Map(
  Object.entries({
    int: readInteger,
    i1: readInteger,
    i2: readInteger,
    i4: readInteger,
    i8: readInteger,
    biginteger: readInteger,
    string: (text: string) => text,
    boolean: readBoolean,
    double: readDouble,
    "dateTime.iso8601": readDateTime,
    base64: readBase64,
  }),
);

function readInteger(text: string, fail: Fail): number {
  const digits = text.trim();
  if (!/^[+-]?\d+$/.test(digits)) return fail(`${quote(text)} is not an integer`);
  const value = Number(digits);
  if (!Number.isSafeInteger(value)) return fail(`The integer ${quote(digits)} is beyond 2^53 and would lose digits`);
  return value === 0 ? 0 : value; // "-0" is not -0
}

function readBoolean(text: string, fail: Fail): boolean {
  const digit = text.trim();
  return digit === "1" || (digit !== "0" && fail(`${quote(text)} is not a boolean (0 or 1)`));
}

function readDouble(text: string, fail: Fail): number {
  return parseDouble(text.trim()) ?? fail(`${quote(text)} is not a finite double`);
}

/** Null for what is no number or is not finite, `nan`, `inf` and 1e999 among them. */
export function parseDouble(text: string): number | null {
  if (!/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

const ISO8601 = /^(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)(\.\d+)?(?:Z|([+-]\d\d):?(\d\d))?$/;

/** Without a zone it is UTC; below a millisecond it is cut off. */
function readDateTime(text: string, fail: Fail): Date {
  const [, year, month, day, hour, minute, second, fraction = "", zoneHours = "+00", zoneMinutes = "00"] =
    ISO8601.exec(text.trim()) ?? [];
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const asUtc = Date.parse(`${wall}${fraction.slice(0, 4)}Z`);
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(wall))
    return fail(`${quote(text)} is not a time`);
  const minutes = Number(zoneHours) * 60 + Number(`${zoneHours.slice(0, 1)}${zoneMinutes}`);
  return new Date(asUtc - minutes * 60_000);
}

function readBase64(text: string, fail: Fail): Uint8Array {
  const packed = text.replace(/\s+/g, "");
  const digits = packed.replace(/={1,2}$/, "");
  if (packed.length % 4 !== 0 || /[^A-Za-z0-9+/]/.test(digits)) return fail(`${quote(text)} is not base64`);
  return new Uint8Array(Buffer.from(packed, "base64"));
}
