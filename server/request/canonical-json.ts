import { QUERY_LIMITS } from "../query-limits.ts";
import { Refusal } from "./refusal.ts";

const MAX_DEPTH = QUERY_LIMITS.variablesDepth;

/** The same text for the same value, in whatever order its members stand. Throws a Refusal for what nests absurdly deep. */
export const canonicalJson = (value: unknown): string => ordered(value, 0);

function ordered(value: unknown, depth: number): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (depth > MAX_DEPTH) throw new Refusal(`variables nest deeper than ${MAX_DEPTH} levels; no argument does.`);
  if (Array.isArray(value)) return `[${value.map((one) => ordered(one, depth + 1)).join(",")}]`;
  const members = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => `${JSON.stringify(name)}:${ordered(one, depth + 1)}`);
  return `{${members.join(",")}}`;
}
