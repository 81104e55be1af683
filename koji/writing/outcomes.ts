import {
  ExpectedError,
  HubRefusedError,
  HubUnavailableError,
  HubWriteError,
  NotAllowedError,
} from "../../model/errors.ts";
import { faultMessage } from "../wire/faults.ts";
import type { XmlRpcFault } from "../xmlrpc/errors.ts";
import type { XmlRpcValue } from "../xmlrpc/value.ts";
import { AUTH_ERROR, AUTH_LOCK, OFFLINE } from "./fault-codes.ts";
import type { Settled } from "./settle.ts";

/** A hub that is away may be back after this. */
const RETRY_SECONDS = 30;

/** The hub's answer, or the error for what became of the call. */
export function answerOf(settled: Settled, { user, what }: { user: string; what: string }): XmlRpcValue {
  if (settled.kind === "answered") return settled.value;
  if (settled.kind === "fault") throw errorForRefusal(settled.fault, user);
  const cause = settled.error;
  if (settled.kind === "unsent") throw notSent(cause);
  if (settled.kind === "carriedOut") {
    const message = `The hub carried out ${what} for ${user}, but its answer was lost. ${cause.message}`;
    throw new HubWriteError(message, { outcome: "CARRIED_OUT", cause });
  }
  const message = `The hub may have carried out ${what} for ${user}: its answer was lost, and asking again did not tell. Look there before it is done again. ${cause.message}`;
  throw new HubWriteError(message, { outcome: "UNKNOWN", cause });
}

/** For a call of which nothing has come, as the hub refused it. */
export function errorForRefusal(fault: XmlRpcFault, user: string): HubRefusedError | HubWriteError {
  const message = faultMessage(fault);
  if (fault.code === OFFLINE) {
    return new HubWriteError(`The hub says that it is offline: ${message}. Nothing was changed.`, {
      outcome: "NOT_SENT",
      retryAfter: RETRY_SECONDS,
    });
  }
  if (fault.code === AUTH_LOCK) {
    return new HubWriteError(
      `Another session of ${user} at the hub is exclusive, and the hub serves no other: end it (a builder or a script of theirs holds it), or wait until it ends. Nothing was changed.`,
      { outcome: "NOT_SENT", retryAfter: RETRY_SECONDS },
    );
  }
  // Kiwi, osbuild, image-builder and driver disks are plugins that a hub may lack.
  const cure = message.startsWith("Invalid method: ")
    ? ". The hub has not the plugin for it: ask its administrators for that, or build another way."
    : "";
  return new HubRefusedError(`${message}${cure}`, fault.code);
}

/** For what failed before the call left: what is no failure of the hub, as a caller's abort, stays what it is. */
export function notSent(cause: unknown): unknown {
  if (cause instanceof HubWriteError || cause instanceof HubRefusedError) return cause;
  if (cause instanceof NotAllowedError) return new HubRefusedError(cause.message, AUTH_ERROR);
  if (!(cause instanceof ExpectedError)) return cause;
  const retryAfter = cause instanceof HubUnavailableError ? (cause.retryAfter ?? RETRY_SECONDS) : null;
  return new HubWriteError(`${cause.message} Nothing was changed.`, { outcome: "NOT_SENT", retryAfter, cause });
}
