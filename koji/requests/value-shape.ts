import { XmlRpcDouble, type XmlRpcStruct, type XmlRpcValue } from "../xmlrpc/value.ts";

/*
 * Reading values that may be anything: a hub stores what was sent, and checks little of it. What does not fit is absent.
 */

export const isList = (value: XmlRpcValue): value is readonly XmlRpcValue[] => Array.isArray(value);

export const isStruct = (value: XmlRpcValue): value is XmlRpcStruct =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date || value instanceof Uint8Array || value instanceof XmlRpcDouble);

/** The member `name`; null where `value` is no struct or has none. */
export const member = (value: XmlRpcValue, name: string): XmlRpcValue =>
  isStruct(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;

/** A word. Numbers are written out, since a version `45` may arrive as one; what is empty says nothing. */
export function textOf(value: XmlRpcValue): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}

/** Several words: a list, or one string that lists them between spaces or commas. */
export function wordsOf(value: XmlRpcValue): readonly string[] {
  if (isList(value)) return value.map(textOf).filter((word) => word !== null);
  return (
    textOf(value)
      ?.split(/[\s,]+/)
      .filter((word) => word !== "") ?? []
  );
}

/** What Python, and so Koji, takes for true: `"no"` and `"false"` are. */
export function truthOf(value: XmlRpcValue): boolean {
  if (isList(value)) return value.length > 0;
  return isStruct(value) ? Object.keys(value).length > 0 : Boolean(value);
}
