import { groupBy } from "../model/group-by.ts";
import type { TaskRow } from "./rows.ts";
import type { XmlRpcStruct } from "./xmlrpc/value.ts";

/** Below the 1000 rows from which the hub answers lazily. */
const MAX_ROWS = 999;

/** CANCELED and FAILED: only what went wrong, so no result with an rpm list is among the rows. */
const WENT_WRONG = [3, 5];

type ListTasks = (filter: XmlRpcStruct, opts: { order: string; limit: number }) => Promise<readonly TaskRow[]>;

/** See HubReader; all parents in one query of the hub. */
export async function listFailedChildren(
  listTasks: ListTasks,
  parents: readonly number[],
): Promise<readonly (readonly TaskRow[])[]> {
  const failed = groupBy(await failedUnder(listTasks, parents), ({ parent }) => parent);
  return parents.map((id) => failed.get(id) ?? []);
}

/** Where one answer cannot hold them, each half of the parents is asked for. */
async function failedUnder(listTasks: ListTasks, parents: readonly number[]): Promise<readonly TaskRow[]> {
  const rows = await listTasks({ parent: parents, state: WENT_WRONG }, { order: "id", limit: MAX_ROWS });
  if (rows.length < MAX_ROWS || parents.length === 1) return rows;
  const half = Math.ceil(parents.length / 2);
  const halves = [parents.slice(0, half), parents.slice(half)];
  return (await Promise.all(halves.map((some) => failedUnder(listTasks, some)))).flat();
}
