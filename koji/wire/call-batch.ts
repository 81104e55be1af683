import { PendingCall } from "./pending-call.ts";
import type { HubCallOptions } from "./pending-call.ts";
import type { XmlRpcValue } from "../xmlrpc/value.ts";

export type CallBatch = {
  /** Throws XmlRpcEncodeError for params that XML-RPC cannot carry. */
  add(methodName: string, params: readonly XmlRpcValue[], options: HubCallOptions): Promise<XmlRpcValue>;
  /** Rejects what has not been handed on yet. */
  drop(error: Error): void;
};

/**
 * Collects the calls of one tick and hands them on together; identical ones become one call.
 *
 * The tick ends at setImmediate. DataLoader dispatches in process.nextTick after the promise jobs, and a loader often
 * asks another one whose keys it has only then; all of that runs before the event loop moves on, so setImmediate is the
 * first moment when everyone has asked. process.nextTick would cut such a chain into one request per link.
 */
export function createCallBatch(handOn: (calls: readonly PendingCall[]) => void): CallBatch {
  let waiting = new Map<string, PendingCall>();

  const flush = () => {
    const calls = [...waiting.values()];
    waiting = new Map();
    handOn(calls);
  };

  return {
    add(methodName, params, options) {
      const call = new PendingCall(methodName, params);
      const key = call.encoded.toString("latin1");
      if (waiting.size === 0) setImmediate(flush);
      const shared = waiting.get(key) ?? call;
      waiting.set(key, shared);
      return shared.wait(options);
    },
    drop(error) {
      for (const call of waiting.values()) call.reject(error);
      waiting = new Map();
    },
  };
}
