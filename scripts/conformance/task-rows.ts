import { named, type Row } from "./hub.ts";
import { type Request, readRequest } from "./request.ts";
import { number, rows, text } from "./rows.ts";
import type { Sides } from "./sides.ts";

export type TaskWithRequest = { readonly row: Row; readonly request: Request };

/** In the order of `ids`, without those the hub does not have. */
export async function tasksById({ hub }: Sides, ids: readonly number[]): Promise<readonly TaskWithRequest[]> {
  if (ids.length === 0) return [];
  const found = rows(await hub("getTaskInfo", ids, named({ request: true })));
  return found.map((row) => ({ row, request: readRequest(text(row, "method"), row["request"]) }));
}

export async function taskById(sides: Sides, id: number | null): Promise<TaskWithRequest | null> {
  return id === null ? null : ((await tasksById(sides, [id]))[0] ?? null);
}

/** Its children by number. */
export async function childrenOf({ hub }: Sides, id: number): Promise<readonly Row[]> {
  return rows(await hub("getTaskChildren", id)).toSorted((a, b) => number(a, "id") - number(b, "id"));
}
