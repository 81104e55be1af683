import type { z } from "zod";
import { isList, isStruct } from "./requests/value-shape.ts";
import type { XmlRpcStruct, XmlRpcValue } from "./xmlrpc/value.ts";

export type NamelessQuestion<Row> = {
  /** Asks for the list with Koji's `queryOpts`. */
  readonly ask: (queryOpts: XmlRpcStruct) => Promise<XmlRpcValue>;
  readonly queryOpts: XmlRpcStruct;
  /** Names that are known, of one Koji and another: see columns.ts. */
  readonly columns: readonly (readonly string[])[];
  /** A column that is read twice, which a row with names does not tell. */
  readonly repeated?: string;
  /** Whether a row agrees with itself, which one with wrong names would not. */
  readonly agrees?: (row: Row) => boolean;
};

/**
 * A list asked for with `asList`, which leaves the names of members out, half of its bytes. Which names there are differs
 * from Koji to Koji: where none that are known fit, a row with names is asked for. Null where no rows come out whole: then
 * the list must be asked for with names.
 */
export async function readNameless<Row>(
  type: z.ZodType<Row>,
  { ask, queryOpts, columns, repeated, agrees = () => true }: NamelessQuestion<Row>,
): Promise<Row[] | null> {
  const answer = await ask({ ...queryOpts, asList: true });
  const read = (names: readonly string[]) => {
    const rows: Row[] = [];
    for (const values of isList(answer) ? answer : [null]) {
      const { success, data } = type.safeParse(withNames(names, values));
      if (!success || !agrees(data)) return null;
      rows.push(data);
    }
    return rows;
  };
  for (const names of columns) {
    const rows = read(names);
    if (rows !== null) return rows;
  }
  const names = namesOf(await ask({ ...queryOpts, limit: 1 }));
  return read(names) ?? (repeated === undefined ? null : read([...names, repeated].toSorted()));
}

function namesOf(answer: XmlRpcValue): readonly string[] {
  const sample = isList(answer) ? (answer[0] ?? null) : null;
  const names = sample !== null && isStruct(sample) ? Object.keys(sample) : [];
  return names.includes("__proto__") ? [] : names.toSorted();
}

/** A row that has its names after all keeps them. */
function withNames(names: readonly string[], values: XmlRpcValue): XmlRpcStruct | null {
  if (!isList(values)) return isStruct(values) ? values : null;
  if (values.length !== names.length) return null;
  // Member by member: rows of one list then share a shape, and are made and checked four times as fast as by fromEntries.
  const row: Record<string, XmlRpcValue> = {};
  names.forEach((name, index) => (row[name] = values[index] ?? null));
  return row;
}
