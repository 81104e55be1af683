import type { z } from "zod";
import { isList, isStruct } from "./requests/value-shape.ts";
import type { XmlRpcStruct, XmlRpcValue } from "./xmlrpc/value.ts";

/** How a list is asked for; `queryOpts` are Koji's. */
type Ask = (filter: XmlRpcStruct, queryOpts: XmlRpcStruct) => Promise<XmlRpcValue>;

export type NamelessQuestion<Row> = {
  readonly filter: XmlRpcStruct;
  readonly queryOpts: XmlRpcStruct;
  /** What some row of the same columns fits, and as cheaply as can be: it tells their names. */
  readonly sample: XmlRpcStruct;
  /** A column that Koji reads twice, which shows in lists only. */
  readonly repeated?: string;
  /** Whether a row agrees with itself, which one with wrong names would not. */
  readonly agrees?: (row: Row) => boolean;
};

/**
 * A list asked for with `asList`, which leaves the names of members out, half of its bytes. Values stand in the
 * alphabetical order of the names (kojihub/db.py, QueryProcessor); which names there are differs from Koji to Koji, and a
 * row with names, asked for beside, tells. Null where rows do not come out whole: then ask for them with names.
 */
export async function readNameless<Row>(
  ask: Ask,
  type: z.ZodType<Row>,
  { filter, queryOpts, sample, repeated = "", agrees = () => true }: NamelessQuestion<Row>,
): Promise<Row[] | null> {
  const [samples, lists] = await Promise.all([ask(sample, { limit: 1 }), ask(filter, { ...queryOpts, asList: true })]);
  const names = namesOf(samples);
  const found: Row[] = [];
  for (const values of isList(lists) ? lists : [null]) {
    const { success, data } = type.safeParse(withNames(names, values, repeated));
    if (!success || !agrees(data)) return null;
    found.push(data);
  }
  return found;
}

function namesOf(samples: XmlRpcValue): readonly string[] {
  const sample = isList(samples) ? (samples[0] ?? null) : null;
  return sample !== null && isStruct(sample) ? Object.keys(sample).toSorted() : [];
}

/** A row that has its names after all keeps them. */
function withNames(names: readonly string[], values: XmlRpcValue, repeated: string): XmlRpcStruct | null {
  if (!isList(values)) return isStruct(values) ? values : null;
  const twice = values.length === names.length + 1 ? names.indexOf(repeated) : -1;
  const all = twice === -1 ? names : names.toSpliced(twice, 0, repeated);
  return values.length === all.length
    ? Object.fromEntries(all.map((name, index) => [name, values[index] ?? null]))
    : null;
}
