import { z } from "zod";
import { checked } from "./checked.ts";
import { BUILD_COLUMNS, IMAGE_ARCHIVE_COLUMNS, RPM_COLUMNS, TASK_COLUMNS } from "./columns.ts";
import { type NamelessQuestion, readNameless } from "./nameless-rows.ts";
import { readTaskParams } from "./requests/task-params.ts";
import * as rows from "./rows.ts";
import { named } from "./wire/hub-client.ts";
import type { XmlRpcStruct, XmlRpcValue } from "./xmlrpc/value.ts";

/** How a list is cut: `order` is a comma list of columns, `-` for descending. `limit` 0 would mean no limit. */
export type QueryOpts = { readonly order: string; readonly limit: number; readonly offset?: number };

/** From so many rows on a list is asked for without names; where its columns are not known that takes a request more. */
const NAMELESS_FROM = 20;

/** A request as it was sent, XML. */
const RawTaskRow = rows.TaskRow.extend({ request: z.string().nullable() });

/** Lists of which the hub cuts a part, and how each is asked for. */
export function createHubLists(ask: (methodName: string, ...params: XmlRpcValue[]) => Promise<XmlRpcValue>) {
  type Question<T> = Omit<NamelessQuestion<T>, "ask"> & { readonly params: (queryOpts: XmlRpcStruct) => XmlRpcValue[] };
  const listed = async <T>(type: z.ZodType<T>, method: string, { params, ...how }: Question<T>): Promise<T[] | null> =>
    readNameless(type, { ...how, ask: (queryOpts) => ask(method, ...params(queryOpts)) });
  const withNames = async <T>(type: z.ZodType<T>, method: string, ...params: XmlRpcValue[]): Promise<T[]> =>
    checked(z.array(type), method, await ask(method, ...params));

  const listBuilds = async (filter: XmlRpcStruct, queryOpts: QueryOpts): Promise<rows.BuildRow[]> => {
    const params = (opts: XmlRpcStruct) => [named({ ...filter, queryOpts: opts })];
    const how = { params, queryOpts, columns: BUILD_COLUMNS, repeated: "build_id", agrees: isNamedByItsParts };
    const found = queryOpts.limit < NAMELESS_FROM ? null : await listed(rows.BuildRow, "listBuilds", how);
    return found ?? withNames(rows.BuildRow, "listBuilds", ...params(queryOpts));
  };
  const listTasks = (filter: XmlRpcStruct, queryOpts: QueryOpts): Promise<rows.TaskRow[]> =>
    withNames(rows.TaskRow, "listTasks", { ...filter, decode: true }, queryOpts);

  const listArchives = async (filter: XmlRpcStruct, queryOpts: XmlRpcStruct): Promise<readonly rows.ArchiveRow[]> => {
    const params = (opts: XmlRpcStruct) => [named({ ...filter, type: "image", queryOpts: opts })];
    const found = await listed(rows.ArchiveRow, "listArchives", { params, queryOpts, columns: IMAGE_ARCHIVE_COLUMNS });
    return found ?? withNames(rows.ArchiveRow, "listArchives", ...params(queryOpts));
  };

  return {
    listBuilds,
    /** With decoded requests. An unknown filter is silently ignored by the hub: only listTasks' own may stand here. */
    listTasks,
    /** As listTasks, for tasks of one method that hold no long result: half the hub's time, as it decodes no requests. */
    listTasksOfMethod: async (filter: XmlRpcStruct & { readonly method: string }, queryOpts: QueryOpts) => {
      const agrees = ({ method }: rows.TaskRow) => method === filter.method;
      const how = { params: (opts: XmlRpcStruct) => [filter, opts], queryOpts, columns: TASK_COLUMNS, agrees };
      const found = await listed(RawTaskRow, "listTasks", how);
      return found?.map((row) => ({ ...row, request: readTaskParams(row.request) })) ?? listTasks(filter, queryOpts);
    },
    /** Of one build. */
    listImageArchives: (buildID: number) => listArchives({ buildID }, {}),
    /** Of the builds of the highest ids, build after build. */
    listNewestArchives: (limit: number) => listArchives({}, { order: "-build_id", limit }),
    /** Every rpm of an image file, in no order: one query that the hub need not sort. */
    listImagePackages: async (imageID: number) => {
      const params = (queryOpts: XmlRpcStruct) => [named({ imageID, queryOpts })];
      const found = await listed(rows.PackageRow, "listRPMs", { params, queryOpts: {}, columns: RPM_COLUMNS });
      return found ?? withNames(rows.PackageRow, "listRPMs", ...params({}));
    },
  };
}

const isNamedByItsParts = ({ nvr, package_name, version, release }: rows.BuildRow) =>
  nvr === `${package_name}-${version}-${release}`;
