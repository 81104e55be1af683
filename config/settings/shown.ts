import { withoutCredentials } from "./addresses.ts";
import type { Kind } from "./kinds.ts";
import type { Setting } from "./setting.ts";

export type Shown = string | number | boolean;

/** A value as people may see it: without user names and passwords, and for what may be secret without a query. */
export function shown(value: unknown, secret = false): Shown {
  if (typeof value === "number" || typeof value === "boolean") return value;
  const text = withoutCredentials(String(value));
  return secret ? text.replace(/[?#].*$/s, "?…") : text;
}

/** `hubs.fedora.limits.connections is "four"; give a whole number from 1 to 100.` */
export function describeWrong(name: string, setting: Setting, kind: Kind<unknown>): string {
  const subject = "name" in setting.source ? setting.source.name : name;
  return `${subject} ${kind.secret === true ? "cannot be used as it stands" : `is ${describe(setting)}`}; ${kind.cure}.`;
}

export function describe(setting: Setting): string {
  if (setting.kind === "list") return "a list";
  if (setting.kind === "mapping") return "a group of settings";
  const { value } = setting;
  if (typeof value !== "string") return String(value);
  const text = withoutCredentials(value);
  return JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
}

/** Longer values are cut where they are shown: a problem is one line. */
const MAX_SHOWN = 80;
