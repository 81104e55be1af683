import type { Context, HubContext } from "../../context/context.ts";
import type { WriteCall } from "../../koji/writing/hub-writer.ts";
import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import type { Act, Settled } from "../../ledger/ledger.ts";
import { HubRefusedError, HubWriteError } from "../../model/errors.ts";
import type { PolicyAction, PolicyDecision } from "../../model/policy.ts";
import type { NotSignedInProblem, CommonProblem } from "../../model/problem.ts";
import { problemBefore, unavailable, unlessUnwritten } from "./failures.ts";

/** One change of a hub that somebody wants, checked as far as their words go. */
export type Deed = {
  readonly hub: HubContext;
  readonly action: PolicyAction;
  /** For people: `Fedora-KDE-Live for f45-compose`. */
  readonly subject: string;
  readonly image: string | null;
  readonly decision: PolicyDecision;
  /** What has to be at the hub first, as a file; nothing was done where it fails. The call that is to be sent. */
  readonly prepare: (user: string) => Promise<WriteCall>;
  /** Right before it leaves, once nothing else can fail. `entry`: the id of what stands in the ledger about it. */
  readonly beforeSending?: (entry: string) => Promise<void>;
  /** Number of the task that it is about, from the hub's answer. */
  readonly taskOf: (answer: XmlRpcValue) => number | null;
  /** Where the answer was lost: what can be seen of it at the hub; null for nothing. */
  readonly find: (carriedOut: boolean) => Promise<Done | null>;
  /** How a person finds out whether it was done, in a sentence. */
  readonly howToFindOut: string;
};

export type Done = { readonly task: number | null };

/** Null for somebody who signed in. */
export const notSignedIn = ({ viewer }: Context): NotSignedInProblem | null =>
  viewer.name === null
    ? {
        code: "NOT_SIGNED_IN",
        message: "Nobody signed in, and this is done as somebody: send a token, as authorization: Bearer TOKEN.",
      }
    : null;

/**
 * Does it, as the viewer: if the rules permit it, and once it is written down. Whatever may be expected to go wrong is a
 * CommonProblem. The hub hears nothing of what is refused here.
 */
export async function carryOut(deed: Deed, context: Context): Promise<Done | CommonProblem> {
  const { hub, decision } = deed;
  const user = context.viewer.name;
  const nobody = notSignedIn(context);
  if (user === null || nobody !== null) return nobody ?? unavailable("", { outcome: "NOT_SENT" });
  if (!decision.allowed) return refused(deed, user, context);
  if (hub.writer.unable !== null) return unavailable(hub.writer.unable, { outcome: "NOT_SENT" });
  let entry: string;
  try {
    entry = await context.ledger.record(actOf(deed, user, context));
  } catch (error) {
    return problemBefore(error);
  }
  const { settled, result } = await sent(deed, { user, entry });
  // What was done was done, whether that can be written down or not.
  await context.ledger.settle(entry, settled).catch(unlessUnwritten);
  if (result instanceof Error) throw result;
  return result;
}

const actOf = ({ hub, action, subject, image, decision }: Deed, viewer: string, { requestId, now }: Context): Act => ({
  at: now,
  viewer,
  action,
  hub: hub.name,
  subject,
  image,
  allowed: decision.allowed,
  policies: decision.determinedBy.map(({ id }) => id),
  requestId,
});

/** It is refused even where that cannot be written down. */
async function refused(deed: Deed, user: string, context: Context): Promise<CommonProblem> {
  const { decision } = deed;
  await context.ledger.record(actOf(deed, user, context)).catch(unlessUnwritten);
  const message = decision.remedy === null ? decision.reason : `${decision.reason} ${decision.remedy}`;
  return { code: "NOT_ALLOWED", message, decision };
}

/** `result`: an Error where it is a bug, of which nobody knows what it did. */
type Sent = { readonly settled: Settled; readonly result: Done | CommonProblem | Error };

async function sent(deed: Deed, { user, entry }: { user: string; entry: string }): Promise<Sent> {
  let call: WriteCall;
  try {
    call = await deed.prepare(user);
  } catch (error) {
    return before(error, "NOT_SENT");
  }
  try {
    const { beforeSending } = deed;
    const options = beforeSending === undefined ? {} : { beforeSending: () => beforeSending(entry) };
    const answer = await deed.hub.writer.call(user, call, options);
    return done({ task: deed.taskOf(answer) });
  } catch (error) {
    return error instanceof HubWriteError && error.outcome !== "NOT_SENT"
      ? lost(deed, error)
      : before(error, "UNKNOWN");
  }
}

const done = (result: Done): Sent => ({ settled: { outcome: "DONE", task: result.task }, result });

/** Nothing came of it; `bug`: what is known of one that nobody expects. */
function before(error: unknown, bug: "NOT_SENT" | "UNKNOWN"): Sent {
  try {
    const outcome = error instanceof HubRefusedError ? "REFUSED_BY_HUB" : "NOT_SENT";
    return { result: problemBefore(error), settled: { outcome, task: null } };
  } catch {
    const result = error instanceof Error ? error : new Error(String(error));
    return { result, settled: { outcome: bug, task: null } };
  }
}

async function lost(deed: Deed, { message, outcome, retryAfter }: HubWriteError): Promise<Sent> {
  // That it cannot be looked for now says as little as that it is not found.
  const found = await deed.find(outcome === "CARRIED_OUT").catch(() => null);
  if (found !== null) return done(found);
  const problem = unavailable(`${message} ${deed.howToFindOut}`, { outcome: "UNKNOWN", retryAfter });
  return { settled: { outcome: "UNKNOWN", task: null }, result: problem };
}
