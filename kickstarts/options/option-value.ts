import { trim } from "../reading/white-space.ts";
import type { OptionFacts } from "./command-facts.ts";

/** What would be right instead; null for a right value. Formats of devices, sizes and addresses are not looked into. */
export function wrongValue(value: string, { type, choices, ignoreCase }: OptionFacts): string | null {
  if (type === "int" && parseInteger(value) === null) return "give a whole number";
  if (type === "bool" && !BOOLEANS.has(value.toLowerCase())) return "give yes or no";
  if (choices === undefined) return null;
  const known =
    ignoreCase === true
      ? choices.some((choice) => choice.toLowerCase() === value.toLowerCase())
      : choices.includes(value);
  return known ? null : `give ${listed(choices)}`;
}

const BOOLEANS = new Set(["on", "yes", "true", "1", "off", "no", "false", "0"]);

/** What Python's int() reads: a sign, digits with single underscores, white space around. */
export function parseInteger(value: string): number | null {
  const digits = trim(value);
  if (!/^[+-]?\p{Nd}+(?:_\p{Nd}+)*$/u.test(digits)) return null;
  const number = Number(digits.replaceAll("_", ""));
  // Digits of other scripts: a number all the same, though no installer's author meant one.
  return Number.isNaN(number) ? 1 : number;
}

/** What pykickstart makes of a list: split at commas, blanks and empty ones dropped. */
export const listOf = (value: string): string[] =>
  value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");

export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
