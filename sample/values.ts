import { type XmlRpcStruct, XmlRpcDouble, type XmlRpcValue } from "../koji/xmlrpc/value.ts";

export type Row = XmlRpcStruct;

/** What the hub sends as a double even when the number is whole. */
export const double = (value: number): XmlRpcDouble => new XmlRpcDouble(value);

/** Seconds since the epoch, to the microsecond; null for what has not happened by `now`. */
export function timestamp(ms: number, now: number): XmlRpcValue {
  return ms > now ? null : double(Math.round(ms * 1000) / 1_000_000);
}

/** As PostgreSQL's text through Python: `2026-11-22 14:40:09.293721+00:00`; null for what has not happened by `now`. */
export function timeText(ms: number, now: number): string | null {
  if (ms > now) return null;
  const micros = Math.round(ms * 1000);
  const seconds = new Date(Math.floor(micros / 1_000_000) * 1000).toISOString().slice(0, 19).replace("T", " ");
  const fraction = micros % 1_000_000;
  return fraction === 0 ? `${seconds}+00:00` : `${seconds}.${String(fraction).padStart(6, "0")}+00:00`;
}

export const isStruct = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array) &&
  !(value instanceof XmlRpcDouble);

/** Python's repr, as fault texts show values. */
export function repr(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "string") return value.includes("'") ? JSON.stringify(value) : `'${value}'`;
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value instanceof XmlRpcDouble)
    return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
  if (Array.isArray(value)) return `[${value.map(repr).join(", ")}]`;
  if (isStruct(value))
    return `{${Object.entries(value)
      .map(([key, member]) => `${repr(key)}: ${repr(member)}`)
      .join(", ")}}`;
  return typeof value === "number" ? String(value) : Object.prototype.toString.call(value);
}

/** Python's str: like repr but for bare text. */
export const text = (value: unknown): string => (typeof value === "string" ? value : repr(value));

/** What Python's type() prints of it. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return "<class 'NoneType'>";
  if (typeof value === "string") return "<class 'str'>";
  if (typeof value === "boolean") return "<class 'bool'>";
  if (typeof value === "number") return "<class 'int'>";
  if (value instanceof XmlRpcDouble) return "<class 'float'>";
  return Array.isArray(value) ? "<class 'list'>" : "<class 'dict'>";
}
