/** The gateway's answer. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** What the hub's rows make of an answer: a value, or what is known of it. */
export type Expected =
  null | boolean | number | string | Rule | AnyOrder | readonly Expected[] | { readonly [name: string]: Expected };

/** Where the hub leaves more than one answer right. `words` say which, for the reader of a difference. */
export class Rule {
  readonly words: string;
  readonly holds: (actual: Json) => boolean;
  constructor(words: string, holds: (actual: Json) => boolean) {
    this.words = words;
    this.holds = holds;
  }
}

/** A list whose order nobody promises; `key` tells its members apart. */
export class AnyOrder {
  readonly items: readonly { readonly [name: string]: Expected }[];
  readonly key: string;
  constructor(items: readonly { readonly [name: string]: Expected }[], key: string) {
    this.items = items;
    this.key = key;
  }
}

export type Difference = { readonly field: string; readonly gateway: string; readonly hub: string };
export type Comparison = { readonly fields: number; readonly differences: readonly Difference[] };

export function compare(expected: Expected | undefined, actual: Json | undefined, field = ""): Comparison {
  if (expected === undefined) return differ(field, actual, "nothing is expected here");
  if (expected instanceof Rule) {
    return actual !== undefined && expected.holds(actual) ? SAME : differ(field, actual, expected.words);
  }
  if (expected instanceof AnyOrder) return compareAnyOrder(expected, actual, field);
  if (isList(expected)) return compareLists(expected, actual, field);
  if (typeof expected === "object" && expected !== null) return compareObjects(expected, actual, field);
  if (typeof expected === "number" && typeof actual === "number" && nearly(expected, actual)) return SAME;
  return expected === actual ? SAME : differ(field, actual, shown(expected));
}

const SAME: Comparison = { fields: 1, differences: [] };

const differ = (field: string, actual: Json | undefined, hub: string): Comparison => ({
  fields: 1,
  differences: [{ field, gateway: shown(actual), hub }],
});

/** Sums of fractions depend on their order in the last digits; sizes and numbers are whole. */
const nearly = (a: number, b: number) =>
  a === b ||
  (!(Number.isInteger(a) && Number.isInteger(b)) && Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b)));

const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value);
const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Of the gateway's answer: neither a list nor a plain value. */
export const isThing = (value: Json | undefined): value is { readonly [name: string]: Json } => isObject(value);

function compareObjects(expected: { readonly [name: string]: Expected }, actual: Json | undefined, field: string) {
  if (!isThing(actual)) return differ(field, actual, shown(expected));
  const names = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
  return sum(names.map((name) => compare(expected[name], actual[name], field === "" ? name : `${field}.${name}`)));
}

/** A list of plain values is one field, a list of things is as many as they have. */
function compareLists(expected: readonly Expected[], actual: Json | undefined, field: string): Comparison {
  if (!isList(actual)) return differ(field, actual, shown(expected));
  if (!expected.some(isObject) && !actual.some(isObject)) {
    return shown(expected) === shown(actual)
      ? SAME
      : { fields: 1, differences: [listDifference(field, expected, actual)] };
  }
  const length = compare(expected.length, actual.length, `${field}.length`);
  const shared = expected.slice(0, actual.length);
  return sum([length, ...shared.map((item, index) => compare(item, actual[index], `${field}[${index}]`))]);
}

function listDifference(field: string, expected: readonly Expected[], actual: readonly Json[]): Difference {
  const at = Array.from({ length: Math.max(expected.length, actual.length) }, (_, index) => index).find(
    (index) => shown(expected[index]) !== shown(actual[index]),
  );
  const part = (list: readonly Expected[]) =>
    `${list.length} of them, from [${at}]: ${shown(list.slice(at, (at ?? 0) + 5))}`;
  return { field, gateway: part(actual), hub: part(expected) };
}

function compareAnyOrder({ items, key }: AnyOrder, actual: Json | undefined, field: string): Comparison {
  if (!isList(actual)) return differ(field, actual, shown(items));
  const keyOf = (item: { readonly [name: string]: unknown }) => JSON.stringify(item[key]);
  const inOrder = <T extends { readonly [name: string]: unknown }>(list: readonly T[]) =>
    list.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return compareLists(inOrder(items), actual.every(isThing) ? inOrder(actual) : actual, field);
}

const sum = (parts: readonly Comparison[]): Comparison => ({
  fields: parts.reduce((total, { fields }) => total + fields, 0),
  differences: parts.flatMap(({ differences }) => differences),
});

const LONGEST = 300;

export function shown(value: Expected | undefined): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value, (_, part: unknown) => (part instanceof Rule ? part.words : part));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
