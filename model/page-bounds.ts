import { BadArgumentError } from "./errors.ts";
import type { PageArgs } from "./page.ts";

/** The most that one page may hold. */
export const MAX_PAGE_SIZE = 100;
const DEFAULT_PAGE_SIZE = 20;

/** Paging arguments, checked. `direction`: from which end of what lies between the cursors the page is taken. */
export type PageBounds = {
  readonly direction: "forward" | "backward";
  readonly size: number;
  readonly after: string | null;
  readonly before: string | null;
};

/** Throws BadArgumentError for sizes and combinations that Relay's rules or the page limit forbid. */
export function pageBounds({ first, after, last, before }: PageArgs): PageBounds {
  if (typeof first === "number" && typeof last === "number") {
    throw new BadArgumentError(`first is ${first} and last is ${last}; give one of them.`);
  }
  const size = last ?? first ?? DEFAULT_PAGE_SIZE;
  if (size < 0 || size > MAX_PAGE_SIZE) {
    const name = typeof last === "number" ? "last" : "first";
    throw new BadArgumentError(`${name} is ${size}; give a number from 0 to ${MAX_PAGE_SIZE} and page with cursors.`);
  }
  const direction = typeof last === "number" ? "backward" : "forward";
  return { direction, size, after: after ?? null, before: before ?? null };
}

/** The cursor's parts, as `encodeCursor` took them. Throws BadArgumentError for text that is no such cursor. */
export function decodeCursor(cursor: string, argument: "after" | "before", parts: number): readonly string[] {
  const decoded: unknown = parseOrNull(Buffer.from(cursor, "base64url").toString("utf8"));
  if (Array.isArray(decoded) && decoded.length === parts && decoded.every((part) => typeof part === "string")) {
    return decoded;
  }
  throw new BadArgumentError(`${argument} is "${cursor}", which is no cursor of this list; use one that a page gave.`);
}

export const encodeCursor = (parts: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts.map(String)), "utf8").toString("base64url");

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
