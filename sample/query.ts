import { XmlRpcDouble, type XmlRpcValue } from "../koji/xmlrpc/value.ts";
import { pythonFault, sqlFault } from "./fault.ts";
import { isStruct, type Row } from "./values.ts";

export type QueryOpts = {
  readonly countOnly: boolean;
  readonly asList: boolean;
  readonly order: string | null;
  readonly limit: number | null;
  readonly offset: number;
};

/** Koji reads rows one by one while it writes the answer unless the limit is below this. */
const LAZY_FROM = 1000;

/** Other keys are ignored, as Koji does. Throws what a wrong limit ends in. */
export function queryOpts(value: unknown): QueryOpts {
  const opts = isStruct(value) ? value : {};
  const { limit = null, offset = null, order = null } = opts;
  if (typeof limit === "string")
    throw pythonFault("TypeError", "'<' not supported between instances of 'str' and 'int'");
  if (typeof limit === "number" && limit < 0)
    throw sqlFault("InvalidRowCountInLimitClause", "LIMIT must not be negative\n");
  return {
    countOnly: opts["countOnly"] === true,
    asList: opts["asList"] === true,
    order: typeof order === "string" && order !== "" ? order : null,
    limit: typeof limit === "number" && limit > 0 ? limit : null,
    offset: typeof offset === "number" ? offset : 0,
  };
}

/** The column that decides first. */
export function firstOrder({ order }: QueryOpts): { readonly column: string; readonly descending: boolean } | null {
  const [first] = keysOf(order ?? "");
  return order === null || first === undefined ? null : { column: first.name, descending: first.sign < 0 };
}

const keysOf = (order: string): readonly { readonly name: string; readonly sign: 1 | -1 }[] =>
  order.split(",").map((part) => {
    const name = part.trim();
    return name.startsWith("-") ? { name: name.slice(1), sign: -1 } : { name, sign: 1 };
  });

export const isLazy = (opts: QueryOpts): boolean => opts.limit === null || opts.limit >= LAZY_FROM;

/** How rows come from what the world holds. */
export type Source<T> = {
  readonly row: (item: T) => Row;
  /** A column of an item that costs less than its row. */
  readonly column?: (item: T, name: string) => XmlRpcValue | undefined;
  /** Members of a row that cost more than the rest, put in once the window is known. */
  readonly finish?: (item: T, row: Row) => Row;
};

/** What Koji's QueryProcessor makes of the items that passed the filters. */
export function runQuery<T>(items: readonly T[], source: Source<T>, opts: QueryOpts): XmlRpcValue {
  if (opts.countOnly) return Math.max(0, windowOf(items, opts).length);
  const ordered = opts.order === null ? items : sortBy(items, source, opts.order);
  const rows = windowOf(ordered, opts).map((item) => {
    const row = source.row(item);
    return source.finish === undefined ? row : source.finish(item, row);
  });
  return opts.asList ? rows.map(asList) : rows;
}

/** The values in the alphabetical order of their names. */
const asList = (row: Row): XmlRpcValue[] =>
  Object.keys(row)
    .sort()
    .map((name) => row[name] ?? null);

const windowOf = <T>(items: readonly T[], { offset, limit }: QueryOpts): readonly T[] =>
  offset === 0 && limit === null ? items : items.slice(offset, limit === null ? undefined : offset + limit);

function sortBy<T>(items: readonly T[], source: Source<T>, order: string): readonly T[] {
  const keys = keysOf(order);
  const [first] = items;
  const known = first === undefined ? null : source.row(first);
  for (const { name } of keys)
    if (known !== null && !Object.hasOwn(known, name)) throw pythonFault("Exception", `Invalid order: ${order}`);
  const read = (item: T, name: string) => plain(source.column?.(item, name) ?? source.row(item)[name] ?? null);
  const decorated = items.map((item) => ({ item, values: keys.map(({ name }) => read(item, name)) }));
  decorated.sort((one, other) => {
    for (const [index, { sign }] of keys.entries()) {
      const difference = compare(one.values[index] ?? null, other.values[index] ?? null);
      if (difference !== 0) return sign * difference;
    }
    return 0;
  });
  return decorated.map(({ item }) => item);
}

const plain = (value: XmlRpcValue): XmlRpcValue => (value instanceof XmlRpcDouble ? value.value : value);

/** PostgreSQL puts NULL after everything, so that DESC shows it first. */
function compare(one: XmlRpcValue, other: XmlRpcValue): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one < other ? -1 : 1;
}
