import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { encodeCall } from "../../koji/xmlrpc/encode.ts";
import type { KojiMethods } from "../koji/wire/loopback-hub.ts";

type Row = XmlRpcStruct;

/** Methods that list rows as a hub does, and the filters and options that they were asked with. */
export type ListingHub = { readonly methods: KojiMethods; readonly asked: XmlRpcStruct[] };

/** `listBuilds` over rows: its own filters, times with both ends left out, order by columns, limit and offset. */
export function buildsHub(rows: readonly Row[]): ListingHub {
  const asked: XmlRpcStruct[] = [];
  const columns = { packageID: "package_name", userID: "owner_name", state: "state", taskID: "task_id" };
  const listBuilds = (named: XmlRpcValue) => {
    // Arguments by name, as the reader sends them; a test that is wrong in this fails.
    const { __starstar, queryOpts, ...filter } = named as XmlRpcStruct;
    asked.push({ ...filter, queryOpts: queryOpts ?? null });
    const found = cut(
      rows.filter((row) => fits(row, filter, columns)),
      queryOpts as XmlRpcStruct,
    );
    // Koji's query for images reads build_id twice, which shows in lists only.
    return Array.isArray(found) && filter["type"] === "image" ? found.map(twice) : found;
  };
  return { asked, methods: { listBuilds } };
}

const twice = (row: XmlRpcValue): XmlRpcValue => (Array.isArray(row) ? [row[0] ?? null, ...row] : row);

/** `listTasks` over rows, as buildsHub. Parents of tasks are told by `parent: null`. */
export function tasksHub(rows: readonly Row[]): ListingHub {
  const asked: XmlRpcStruct[] = [];
  const columns = { method: "method", owner: "owner", channel_id: "channel_id", host_id: "host_id" };
  const listTasks = (filter: XmlRpcValue, opts: XmlRpcValue) => {
    // Structs, as the reader sends them; a test that is wrong in this fails.
    const { decode: _, ...given } = filter as XmlRpcStruct;
    asked.push({ ...given, queryOpts: opts });
    const found = rows.filter((row) => fits(row, given, columns) && inLists(row, given));
    const { asList } = opts as XmlRpcStruct;
    return cut(asList ? found.map(asKept) : found, opts as XmlRpcStruct);
  };
  return { asked, methods: { listTasks } };
}

/** A row of listTasks as it is without decoding. */
const asKept = (row: Row): Row => {
  const { request = null } = row;
  const xml = Array.isArray(request) ? encodeCall("livemedia", request).toString() : null;
  return { owner_name: "releng", owner_type: 0, result: null, ...row, request: xml };
};

function fits(row: Row, filter: XmlRpcStruct, columns: Readonly<Record<string, string>>): boolean {
  const made = Number(row["creation_ts"] ?? row["create_ts"]);
  const ended = row["completion_ts"] ?? null;
  const { createdAfter, createdBefore, completeAfter } = filter;
  const within =
    (createdAfter === undefined || made > Number(createdAfter)) &&
    (createdBefore === undefined || made < Number(createdBefore)) &&
    (completeAfter === undefined || (ended !== null && Number(ended) > Number(completeAfter)));
  return (
    within &&
    Object.entries(columns).every(
      ([key, column]) => !(key in filter) || typeof filter[key] === "object" || row[column] === filter[key],
    )
  );
}

/** What listTasks takes lists of. */
const inLists = (row: Row, filter: XmlRpcStruct) =>
  ["state", "arch"].every((key) => !Array.isArray(filter[key]) || filter[key].includes(row[key] ?? null)) &&
  (!("parent" in filter) || row["parent"] === filter["parent"]);

function cut(rows: readonly Row[], opts: XmlRpcStruct): XmlRpcValue {
  if (opts["countOnly"]) return rows.length;
  const order = typeof opts["order"] === "string" ? opts["order"].split(",") : [];
  const sorted = rows.toSorted((a, b) => {
    for (const column of order) {
      const name = column.replace("-", "");
      const difference = Number(a[name]) - Number(b[name]);
      if (difference !== 0) return column.startsWith("-") ? -difference : difference;
    }
    return 0;
  });
  const offset = Number(opts["offset"] ?? 0);
  const page = sorted.slice(offset, offset + Number(opts["limit"]));
  return opts["asList"] ? page.map(asList) : page;
}

/** The values in the alphabetical order of their names. */
const asList = (row: Row): XmlRpcValue =>
  Object.keys(row)
    .toSorted()
    .map((name) => row[name] ?? null);
