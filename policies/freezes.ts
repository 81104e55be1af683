import { parseDocument } from "yaml";
import { z } from "zod";
import { shown } from "../model/field-problem.ts";
import { matchesGlob } from "../model/glob.ts";
import type { PolicyProblem } from "./policy-problem.ts";

/** A time in which nothing is to be promoted, by default. */
export type Freeze = {
  readonly title: string;
  readonly from: Date;
  readonly until: Date;
  /** Globs of targets and tags; none for all. */
  readonly of: readonly string[];
};

const MOMENT = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const FREEZE = z
  .strictObject({ title: z.string().min(1), from: MOMENT, until: MOMENT, of: z.array(z.string().min(1)).default([]) })
  .refine(({ from, until }) => from < until, { message: "until has to be later than from" });

const FILE = z.strictObject({ freezes: z.array(FREEZE) });

/** The windows of a freezes.yaml, or what is wrong with it. */
export function parseFreezes(
  text: string,
  file: string,
): { freezes: readonly Freeze[] } | { problems: readonly PolicyProblem[] } {
  const document = parseDocument(text);
  const [broken] = document.errors;
  if (broken !== undefined) {
    const line = broken.linePos?.[0].line ?? 1;
    return { problems: [{ file, line, message: `this is no YAML: ${broken.message.split("\n")[0] ?? ""}` }] };
  }
  const read = FILE.safeParse(document.toJS());
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => {
    const node: unknown = document.getIn(path, true);
    const offset = typeof node === "object" && node !== null && "range" in node ? startOf(node.range) : 0;
    const line = text.slice(0, offset).split("\n").length;
    const value: unknown = document.toJS();
    const where = path.join(".") || "the file";
    const given = path.reduce<unknown>(memberOf, value);
    const is = typeof given === "string" || typeof given === "number" ? ` is ${shown(given)}` : "";
    return { file, line, message: `${where}${is}: ${message}; ${cureFor(path.at(-1))}.` };
  });
  return { problems };
}

const memberOf = (value: unknown, name: PropertyKey): unknown =>
  typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(String(name)) : undefined;

const cureFor = (name: PropertyKey | undefined) =>
  name === "from" || name === "until"
    ? "a moment is written as 2026-03-01T14:00:00Z"
    : "a freeze has a title, from and until, and perhaps of, a list of globs of targets and tags";

const startOf = (range: unknown): number => (Array.isArray(range) && typeof range[0] === "number" ? range[0] : 0);

/** The one that is open for a target or a tag; null where none is. */
export function openFreeze(
  freezes: readonly Freeze[],
  { now, names }: { now: Date; names: readonly string[] },
): Freeze | null {
  const isOpen = ({ from, until, of }: Freeze) =>
    from <= now && now < until && (of.length === 0 || of.some((glob) => names.some((name) => matchesGlob(name, glob))));
  return freezes.find(isOpen) ?? null;
}
