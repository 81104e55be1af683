import { setTimeout as sleep } from "node:timers/promises";
import type { HubContext } from "../../context/context.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import type { Json } from "../../ledger/ledger.ts";

/** All that is known of a task that was asked for, fit to be kept in a ledger. */
export type Wanted = {
  readonly owner: string;
  readonly method: string;
  /** As the hub keeps it for what was sent. */
  readonly request: readonly Json[];
  /** Milliseconds since the epoch: nothing had been sent by then. */
  readonly since: number;
  /** Tasks like it that were there before. */
  readonly not: readonly number[];
};

/** To look for tasks that were there before: as far back as clocks of hub and gateway may differ, twice. */
const BEFORE_MS = 120_000;

/** Notes what has to be known to find the task again. To be called before anything is sent. */
export async function wanted(
  {
    owner,
    method,
    request,
  }: { readonly owner: string; readonly method: string; readonly request: readonly XmlRpcValue[] },
  { hub, now }: { readonly hub: HubContext; readonly now: Date },
): Promise<Wanted> {
  const since = now.getTime();
  const user = (await hub.loaders.hosts.user.load(owner))?.kojiId ?? null;
  const before = new Date(since - BEFORE_MS);
  const not = user === null ? [] : await hub.present.begunBy({ owner: user, method, since: before });
  // What is sent as a request is made of JSON's values alone.
  return { owner, method, request: JSON.parse(JSON.stringify(request)) as readonly Json[], since, not };
}

/** A hub may still be about it when its answer is given up. */
const LOOKS = 4;
const BETWEEN_LOOKS_MS = 1500;

/** Its number; null where none comes to be seen, or more than one may be it. Rejects with HubUnavailableError. */
export async function findTask({ since, not, ...known }: Wanted, hub: HubContext): Promise<number | null> {
  for (let look = 1; ; look += 1) {
    const found = await hub.present.lostTask({ ...known, since: new Date(since), not: new Set(not) });
    if (found === "several") return null;
    if (found !== null || look === LOOKS) return found;
    await sleep(BETWEEN_LOOKS_MS);
  }
}
