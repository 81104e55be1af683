import { z } from "zod";
import { checked } from "../checked.ts";
import { isList, isStruct } from "../requests/value-shape.ts";
import type { HubClient } from "../wire/hub-client.ts";
import { XmlRpcDouble, type XmlRpcValue } from "../xmlrpc/value.ts";

export type LostTask = {
  /** The name of the user who sent the call. */
  readonly owner: string;
  /** The task's, which need not be the call's: `livemedia` of buildImage. */
  readonly method: string;
  /** As the hub stores it for that call. */
  readonly request: readonly XmlRpcValue[];
  /** The task was made between these, by the gateway's clock; without `until`, up to now. */
  readonly since: Date;
  readonly until?: Date;
  /** Tasks that are known to have come of other calls. */
  readonly not: ReadonlySet<number>;
};

const MAX_ROWS = 100;

/** Clocks of hub and gateway may differ by so much. */
const SKEW_SECONDS = 60;

const UserRow = z.object({ id: z.number().int() }).nullable();
/** What a request holds is compared, not read. */
const TaskRow = z.object({ id: z.number().int(), request: z.custom<XmlRpcValue>().optional() });

/**
 * The task that came of a call whose answer was lost; null where none did. "several": more than one may be it, or its
 * owner has made more tasks since than are read. Asks the hub as it is now; rejects as HubClient.call does.
 */
export async function findLostTask(
  client: HubClient,
  { owner, method, request, since, until, not }: LostTask,
  signal?: AbortSignal,
): Promise<number | null | "several"> {
  const ask = (name: string, params: readonly XmlRpcValue[]) => client.call(name, params, { signal, fresh: true });
  const user = checked(UserRow, "getUser", await ask("getUser", [owner]));
  if (user === null) return null;
  const createdAfter = new XmlRpcDouble(since.getTime() / 1000 - SKEW_SECONDS);
  const before = until === undefined ? {} : { createdBefore: new XmlRpcDouble(until.getTime() / 1000 + SKEW_SECONDS) };
  const filter = { owner: user.id, method, parent: null, createdAfter, ...before, decode: true };
  const answer = await ask("listTasks", [filter, { order: "-id", limit: MAX_ROWS }]);
  const rows = checked(z.array(TaskRow), "listTasks", answer);
  const alike = rows.filter(({ id, request: stored = null }) => !not.has(id) && isSame(stored, request));
  if (alike.length > 1 || (alike.length === 0 && rows.length === MAX_ROWS)) return "several";
  return alike[0]?.id ?? null;
}

/** Whether a hub that is sent one of them stores the other. */
function isSame(one: XmlRpcValue, other: XmlRpcValue): boolean {
  if (isList(one)) {
    return isList(other) && one.length === other.length && one.every((item, at) => isSame(item, other[at] ?? null));
  }
  if (isStruct(one)) {
    const names = Object.keys(one);
    if (!isStruct(other) || names.length !== Object.keys(other).length) return false;
    return names.every((name) => Object.hasOwn(other, name) && isSame(one[name] ?? null, other[name] ?? null));
  }
  return !isList(other) && !isStruct(other) && plain(one) === plain(other);
}

/** XML has one kind of line end; dates and bytes stand in no request. */
function plain(value: XmlRpcValue): unknown {
  if (typeof value === "string") return value.replace(/\r\n?/gu, "\n");
  return value instanceof XmlRpcDouble ? value.value : value;
}
