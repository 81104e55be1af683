import type { XmlRpcValue } from "../xmlrpc/value.ts";
import type { XmlRpcFault } from "../xmlrpc/errors.ts";
import { AUTH_ERROR, AUTH_EXPIRED, AUTH_LOCK, OFFLINE, RETRY_ERROR, SEQUENCE_ERROR } from "./fault-codes.ts";
import { callRequest, type Sent, type WriteRequest } from "./send.ts";

/** What became of a call. `unknown`: the hub may have carried it out; `error` is what happened last. */
export type Settled =
  | { readonly kind: "answered"; readonly value: XmlRpcValue }
  | { readonly kind: "fault"; readonly fault: XmlRpcFault }
  | { readonly kind: "unsent" | "unknown" | "carriedOut"; readonly error: Error };

export type Settling = {
  /** Always with the one number of this call. */
  readonly send: (request: WriteRequest) => Promise<Sent>;
  /** Waits before the next try; false when there is to be none. */
  readonly pause: () => Promise<boolean>;
};

/**
 * Sends a call, and where its answer is lost finds out by its number what became of it: a hub stores the number with what
 * the call changed, in one transaction, and answers RetryError to whatever comes with that number again.
 *
 * It is asked with a call that changes nothing first. To send the call itself at once is not safe: two that come to the
 * hub at the same moment, say when a database answers again that hung, are both carried out, as the row of the session is
 * locked, let go, and locked again when the number is written. Whoever asks in between is answered after that moment.
 * docs/decisions/0013-lost-answers.md goes through the cases.
 */
export async function settle(request: WriteRequest, settling: Settling): Promise<Settled> {
  const first = await settling.send(request);
  if (first.kind !== "lost") return withRetryError(first);
  let { error } = first;
  while (await settling.pause()) {
    const seen = await settling.send(QUESTION);
    if (hasFault(seen, [RETRY_ERROR])) return { kind: "carriedOut", error };
    if (hasFault(seen, [AUTH_ERROR, AUTH_EXPIRED, SEQUENCE_ERROR])) break;
    if (seen.kind !== "answered" || !(await settling.pause())) continue;
    const again = await settling.send(request);
    if (isConclusive(again)) return withRetryError(again);
    if (again.kind === "lost") ({ error } = again);
  }
  return { kind: "unknown", error };
}

/** Any method would do. */
const QUESTION = callRequest("getAPIVersion", []);

/** RetryError to what is sent once comes about where something in between sends it twice. */
function withRetryError(sent: Exclude<Sent, { kind: "lost" }> | Conclusive): Settled {
  if (hasFault(sent, [RETRY_ERROR])) return { kind: "carriedOut", error: new Error("Its answer did not arrive.") };
  return sent;
}

type Conclusive = Extract<Sent, { kind: "answered" | "fault" }>;

/** Whether this answer is about the call; a session that is not served says nothing of what it did before. */
const isConclusive = (sent: Sent): sent is Conclusive =>
  sent.kind === "answered" ||
  (sent.kind === "fault" && ![AUTH_ERROR, AUTH_LOCK, AUTH_EXPIRED, SEQUENCE_ERROR, OFFLINE].includes(sent.fault.code));

export const hasFault = (
  sent: Sent | Settled,
  codes: readonly number[],
): sent is { kind: "fault"; fault: XmlRpcFault } => sent.kind === "fault" && codes.includes(sent.fault.code);
