import type { CallDispatch } from "./call-dispatch.ts";
import type { HubCallTrace } from "./hub-call-trace.ts";
import type { PendingCall } from "./pending-call.ts";
import type { XmlRpcValue } from "../xmlrpc/value.ts";

export type HubCallOptions = {
  /** The caller no longer wants the answer. */
  readonly signal?: AbortSignal | undefined;
  /** Counts what is asked of the hub for whoever has it. Those with traces of their own take turns. */
  readonly trace?: HubCallTrace | undefined;
  /** Takes no answer to a question that left earlier: what was changed since then is to be seen. */
  readonly fresh?: boolean | undefined;
};

/** Lets whoever asks what is being asked already wait for the same answer: calls that wait or are under way, by their text. */
export function createAskedCalls(dispatch: CallDispatch) {
  const asked = new Map<string, PendingCall>();

  const begin = (key: string, call: PendingCall): PendingCall => {
    asked.set(key, call);
    call.whenOver(() => {
      dispatch.remove(call);
      if (asked.get(key) === call) asked.delete(key);
    });
    return call;
  };

  return (call: PendingCall, { signal, trace, fresh = false }: HubCallOptions): Promise<XmlRpcValue> => {
    const key = call.encoded.toString("latin1");
    const known = asked.get(key);
    const shared = known === undefined || (fresh && known.sent) ? begin(key, call) : known;
    const answer = shared.wait(signal, trace);
    if (!shared.sent) dispatch.add(shared, trace);
    return answer;
  };
}
