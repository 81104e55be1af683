import { HubUnavailableError, TooCostlyError } from "../../model/errors.ts";
import { errorForFault, isTransientFault } from "./faults.ts";
import type { HubHealth } from "./hub-health.ts";
import { HubWireError } from "./hub-wire-error.ts";
import { encodeMultiCall, readMultiCall } from "./multicall.ts";
import type { Slot } from "./multicall.ts";
import type { HubCallTrace, PendingCall } from "./pending-call.ts";
import { withReadRetries } from "./read-retries.ts";
import type { ReadRetries } from "./read-retries.ts";
import type { Transport, TransportAnswer } from "./transport.ts";
import { decodeResponse } from "../xmlrpc/decode.ts";
import { XmlRpcFault, XmlRpcLimitError, XmlRpcSyntaxError } from "../xmlrpc/errors.ts";

export type HubExchangeOptions = Pick<ReadRetries, "now" | "random" | "onRetry"> & {
  readonly transport: Transport;
  readonly health: HubHealth;
};

/**
 * Carries calls to the hub in one request, a single call as itself, and brings back a slot for each. Rejects with
 * XmlRpcFault where the hub refused the request as a whole, else as Transport.post does.
 */
export type HubExchange = (
  calls: readonly PendingCall[],
  limits: { readonly deadlineAt: number; readonly signal: AbortSignal },
) => Promise<readonly Slot[]>;

export function createHubExchange(options: HubExchangeOptions): HubExchange {
  const { transport, health, now } = options;
  return (calls, limits) => {
    const [only] = calls;
    const body = calls.length === 1 && only !== undefined ? only.encoded : encodeMultiCall(calls);
    const traces = new Set(calls.flatMap((call) => [...call.traces]));

    const ask = async (deadlineMs: number): Promise<readonly Slot[]> => {
      const startedAt = now();
      let received = 0;
      try {
        const answer = await transport.post(body, { signal: limits.signal, deadlineMs });
        received = answer.received;
        const slots = readSlots(answer, calls.length, transport);
        health.succeeded(now() - startedAt, answer.kojiVersion);
        return slots;
      } catch (error) {
        noteFailure(error, { health, hub: transport.address, ms: now() - startedAt });
        throw error;
      } finally {
        addTo(traces, { bytes: body.byteLength + received, milliseconds: now() - startedAt });
      }
    };
    return withReadRetries(ask, { ...options, ...limits });
  };
}

function readSlots({ chunks }: TransportAnswer, count: number, transport: Transport): readonly Slot[] {
  const value = decode(chunks, transport);
  const slots = count === 1 ? [{ value }] : readMultiCall(value, count);
  if (slots !== null) return slots;
  throw new HubWireError(`The Koji hub at ${transport.address} answered a multiCall of ${count} with something else.`);
}

function decode(chunks: TransportAnswer["chunks"], { address, maxResponseBytes }: Transport) {
  try {
    return decodeResponse(chunks, { maxBytes: maxResponseBytes });
  } catch (error) {
    if (error instanceof XmlRpcLimitError) {
      throw new TooCostlyError(
        `The answer of the Koji hub at ${address} is more than is read at once: ${error.message}.`,
      );
    }
    if (!(error instanceof XmlRpcSyntaxError)) throw error;
    const message = `The Koji hub at ${address} sent an answer that is not whole XML-RPC: ${error.message}.`;
    throw new HubWireError(message, { passing: true, cause: error });
  }
}

type Failing = { readonly health: HubHealth; readonly hub: string; readonly ms: number };

/** Any answer shows a hub that works, a fault too, unless it says that it is offline. */
function noteFailure(error: unknown, { health, hub, ms }: Failing): void {
  if (error instanceof HubUnavailableError) health.failed(error.message);
  else if (error instanceof XmlRpcFault && isTransientFault(error.code))
    health.failed(errorForFault(error, hub).message);
  else if (error instanceof XmlRpcFault) health.succeeded(ms, null);
}

function addTo(
  traces: ReadonlySet<HubCallTrace>,
  cost: { readonly bytes: number; readonly milliseconds: number },
): void {
  for (const trace of traces) {
    trace.requests += 1;
    trace.bytes += cost.bytes;
    trace.milliseconds += cost.milliseconds;
  }
}
