import { type Comparison, compare, type Difference, type Expected, type Json } from "./compare.ts";
import { GatewayError } from "./gateway.ts";
import { HubUnreachable } from "./hub.ts";

/** One thing, asked of both sides. */
export type Check = {
  readonly kind: string;
  readonly thing: string;
  /** `again`: nothing that was read before may serve. */
  readonly hub: (again: boolean) => Promise<Expected>;
  readonly gateway: () => Promise<Json>;
};

export type Outcome = Comparison & Pick<Check, "kind" | "thing">;

/** A hub that works changes between two answers: what differs is asked once again. Rejects with HubUnreachable. */
export async function perform(check: Check): Promise<Outcome> {
  const first = await once(check, false);
  return first.differences.length === 0 ? first : once(check, true);
}

async function once({ kind, thing, hub, gateway }: Check, again: boolean): Promise<Outcome> {
  const [expected, actual] = await Promise.allSettled([hub(again), gateway()]);
  if (expected.status === "rejected" && expected.reason instanceof HubUnreachable) throw expected.reason;
  if (actual.status === "rejected" && !(actual.reason instanceof GatewayError)) throw actual.reason;
  const comparison =
    expected.status === "fulfilled" && actual.status === "fulfilled"
      ? compare(expected.value, actual.value)
      : failed({ gateway: reasonOf(actual), hub: reasonOf(expected) });
  return { kind, thing, ...comparison };
}

const failed = (sides: Omit<Difference, "field">): Comparison => ({
  fields: 1,
  differences: [{ field: "(the answer)", ...sides }],
});

const reasonOf = (side: PromiseSettledResult<unknown>) =>
  side.status === "fulfilled" ? "an answer" : side.reason instanceof Error ? side.reason.message : String(side.reason);
