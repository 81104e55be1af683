import type { Row, Value } from "./hub.ts";

/*
 * Members of the hub's rows, by name. Each throws where the hub sends something else than the caller relies on: then the
 * expectation itself is wrong, and must not pass for a difference.
 */

const wrong = (row: Row, name: string, wanted: string): never => {
  throw new TypeError(`The hub's ${name} is ${JSON.stringify(row[name])}, which is no ${wanted}.`);
};

const member = (row: Row, name: string): Value => row[name] ?? null;

/** Numbers beyond 32 bits come as text. */
export function numberOrNull(row: Row, name: string): number | null {
  const value = member(row, name);
  if (value === null || value === "") return null;
  const number = typeof value === "number" ? value : typeof value === "string" ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : wrong(row, name, "number");
}

export const number = (row: Row, name: string): number => numberOrNull(row, name) ?? wrong(row, name, "number");

export function textOrNull(row: Row, name: string): string | null {
  const value = member(row, name);
  return value === null || typeof value === "string" ? value : wrong(row, name, "text");
}

export const text = (row: Row, name: string): string => textOrNull(row, name) ?? wrong(row, name, "text");

export function flag(row: Row, name: string): boolean {
  const value = member(row, name);
  return typeof value === "boolean" ? value : wrong(row, name, "boolean");
}

export const isRow = (value: Value | undefined): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const rowOrNull = (value: Value): Row | null => (isRow(value) ? value : null);

export const rows = (value: Value): readonly Row[] => values(value).filter(isRow);

export const values = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : []);

/** Koji writes lists of arches with blanks between them. */
export const words = (value: Value | undefined): readonly string[] =>
  typeof value === "string"
    ? value.split(" ").filter((word) => word !== "")
    : values(value).filter((word) => typeof word === "string");
