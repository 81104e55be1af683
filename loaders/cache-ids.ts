import { createHash } from "node:crypto";
import type { ImageBuilds } from "../koji/image-builds.ts";

/** Longer ones come from callers who write what no hub knows. */
const MAX_LENGTH = 200;

/** Koji's number, or a name: `7` and `"7"` are two things. */
export const idOfThing = (key: number | string): string => bounded(typeof key === "number" ? `${key}` : `"${key}"`);

/** Equal for questions that mean the same: members and lists of a filter in whatever order, absent members left out. */
export const idOfQuestion = (...params: readonly unknown[]): string => bounded(JSON.stringify(params.map(ordered)));

function ordered(value: unknown): unknown {
  // Lists in filters are sets: any of these states, any of these parents.
  if (Array.isArray(value)) return value.map(String).toSorted(byText);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => byText(a, b));
  return Object.fromEntries(members.map(([name, member]) => [name, ordered(member)]));
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const bounded = (id: string): string =>
  id.length > MAX_LENGTH || id.startsWith("#") ? `#${createHash("sha256").update(id).digest("base64url")}` : id;

export const idOfImageBuilds = ({ name, which }: Pick<ImageBuilds, "name" | "which">): string =>
  `${which} ${idOfThing(name)}`;
