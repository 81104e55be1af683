import { TooCostlyError } from "../../model/errors.ts";
import type { Outcome } from "./breaker.ts";
import { concernsWholeRequest, errorForFault } from "./faults.ts";
import { type HubExchange, outcomeOf } from "./hub-exchange.ts";
import type { PendingCall } from "./pending-call.ts";
import { XmlRpcFault } from "../xmlrpc/errors.ts";

export type CallSenderOptions = {
  /** The hub's address, for messages. */
  readonly hub: string;
  readonly exchange: HubExchange;
  /** Takes calls that failed together and may not fail alone. */
  readonly sendAlone: (calls: readonly PendingCall[], failure: unknown) => void;
};

/** Carries calls to the hub in one request and gives each its own answer. The function never rejects. */
export function createCallSender({ hub, exchange, sendAlone }: CallSenderOptions) {
  return async (calls: readonly PendingCall[]): Promise<Outcome> => {
    for (const call of calls) call.markSent();
    try {
      const deadlineAt = Math.min(...calls.map((call) => call.deadlineAt));
      const slots = await exchange(calls, { deadlineAt, signal: untilAbandoned(calls) });
      for (const [index, slot] of slots.entries()) {
        if ("value" in slot) calls[index]?.resolve(slot.value);
        else calls[index]?.reject(errorForFault(slot.fault, hub));
      }
      return "answered";
    } catch (error) {
      const failure = error instanceof XmlRpcFault ? errorForFault(error, hub) : error;
      const wanted = calls.filter((call) => !call.abandoned);
      if (calls.length > 1 && mayBeOneCallsFault(error)) sendAlone(wanted, failure);
      else for (const call of wanted) call.reject(failure);
      return outcomeOf(error);
    }
  };
}

/**
 * listBuilds and listTasks without a limit below 1000 are read while the hub already writes its answer; an SQL error then
 * is a fault of the whole multiCall. One call can also make the whole too large. Asked alone, only that call fails.
 */
function mayBeOneCallsFault(error: unknown): boolean {
  return error instanceof TooCostlyError || (error instanceof XmlRpcFault && !concernsWholeRequest(error.code));
}

/** Fires when nobody waits for any of the calls any longer. */
function untilAbandoned(calls: readonly PendingCall[]): AbortSignal {
  const controller = new AbortController();
  let wanted = calls.length;
  const oneIsNot = () => {
    wanted -= 1;
    if (wanted === 0) controller.abort();
  };
  for (const call of calls) call.whenAbandoned(oneIsNot);
  return controller.signal;
}
