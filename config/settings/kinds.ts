import { parseDuration } from "./duration.ts";
import type { Scalar } from "./setting.ts";

/** What one setting may be. */
export type Kind<T> = {
  /** Follows the wrong value in a problem: `give a whole number from 1 to 100`. */
  readonly cure: string;
  /** Null when it cannot be one. */
  readonly parse: (value: Scalar) => T | null;
  /** Stands in for a missing or wrong value, so that reading goes on and finds the other problems. */
  readonly blank: T;
  /** May hold a password: never shown whole, and not at all when it is wrong. */
  readonly secret?: boolean;
};

/** Any text, without the white space around it. YAML reads 1.10 as a number, so that one needs quotes. */
export const text: Kind<string> = {
  cure: "give text, in quotes if it looks like a number",
  parse: (value) => (typeof value === "string" && value.trim() !== "" ? value.trim() : null),
  blank: "",
};

/** Text of which people may not know what to write: `what` follows `give`. */
export const textSuchAs = (what: string): Kind<string> => ({ ...text, cure: `give ${what}` });

export const wholeNumber = (least: number, most: number): Kind<number> => ({
  cure: `give a whole number from ${least} to ${most}`,
  parse: (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= least && value <= most ? value : null,
  blank: least,
});

export const oneOf = <const T extends string>(values: readonly [T, ...T[]]): Kind<T> => ({
  cure: `give ${values.slice(0, -1).join(", ")}${values.length > 1 ? " or " : ""}${values.at(-1)}`,
  parse: (value) => values.find((each) => each === value) ?? null,
  blank: values[0],
});

/** Milliseconds. */
export const duration: Kind<number> = {
  cure: "give a length of time such as 3d, 12h, 30m or 90s",
  parse: (value) => (typeof value === "string" ? parseDuration(value) : null),
  blank: 1,
};

/** As hosts stand in addresses: without scheme, port and path. */
export const hostName: Kind<string> = {
  cure: "give the name of a host, without https:// and /",
  parse: (value) =>
    typeof value === "string" && /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/iu.test(value)
      ? value.toLowerCase()
      : null,
  blank: "",
};

/** What may stand in ids, addresses and metrics: letters, digits and `. _ + -`, beginning with a letter or digit. */
export const plainName: Kind<string> = {
  cure: "give a name of letters, digits and . _ + -",
  parse: (value) => (typeof value === "string" && /^[A-Za-z0-9][\w.+-]{0,127}$/.test(value) ? value : null),
  blank: "",
};
