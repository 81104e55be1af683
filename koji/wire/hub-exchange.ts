import { HubUnavailableError, TooCostlyError } from "../../model/errors.ts";
import type { Outcome } from "./breaker.ts";
import { errorForFault, isTransientFault } from "./faults.ts";
import type { HubHealth } from "./hub-health.ts";
import { HubWireError } from "./hub-wire-error.ts";
import { encodeMultiCall, readMultiCall } from "./multicall.ts";
import type { Slot } from "./multicall.ts";
import type { HubCallTrace } from "./hub-call-trace.ts";
import type { PendingCall } from "./pending-call.ts";
import { withReadRetries } from "./read-retries.ts";
import type { ReadRetries } from "./read-retries.ts";
import type { Transport, TransportAnswer } from "./transport.ts";
import { decodeResponse } from "../xmlrpc/decode.ts";
import { XmlRpcFault, XmlRpcLimitError, XmlRpcSyntaxError } from "../xmlrpc/errors.ts";

export type HubExchangeOptions = Pick<ReadRetries, "now" | "random"> & {
  readonly transport: Transport;
  readonly health: HubHealth;
  /** Told before a request is sent again, with the number of its calls. */
  readonly onRetry: (error: Error, calls: number) => void;
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
  const { transport, health, now, onRetry } = options;
  return (calls, limits) => {
    const [only] = calls;
    const body = calls.length === 1 && only !== undefined ? only.encoded : encodeMultiCall(calls);
    const traces = new Set(calls.flatMap(({ payer }) => payer ?? []));

    const ask = async (deadlineMs: number): Promise<readonly Slot[]> => {
      const startedAt = now();
      let received = 0;
      try {
        const answer = await transport.post(body, { signal: limits.signal, deadlineMs });
        received = answer.received;
        const slots = readSlots(answer, calls.length, transport);
        health.succeeded(now() - startedAt, answer.kojiVersion);
        return slots;
      } catch (cause) {
        const ms = now() - startedAt;
        const error = limits.signal.aborted && ms >= PATIENCE_MS ? noAnswer(transport.address, ms) : cause;
        noteFailure(error, { health, hub: transport.address, ms });
        throw error;
      } finally {
        addTo(traces, { bytes: body.byteLength + received, milliseconds: now() - startedAt });
      }
    };
    return withReadRetries(ask, { ...options, ...limits, onRetry: (error) => onRetry(error, calls.length) });
  };
}

/** Who gives up sooner was impatient. If all who asked give up later, it was for the hub that does not answer. */
const PATIENCE_MS = 10_000;

const noAnswer = (hub: string, ms: number) =>
  new HubWireError(
    `The Koji hub at ${hub} gave no answer in ${Math.round(ms / 1000)} s, and who waited for it gave up.`,
  );

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

/** Any answer shows a hub that works, a fault too, unless it says that it is offline. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof XmlRpcFault) return isTransientFault(error.code) ? "failed" : "answered";
  if (error instanceof TooCostlyError) return "answered";
  return error instanceof HubUnavailableError ? "failed" : "left";
}

type Failing = { readonly health: HubHealth; readonly hub: string; readonly ms: number };

function noteFailure(error: unknown, { health, hub, ms }: Failing): void {
  if (error instanceof HubUnavailableError) health.failed(error.message);
  else if (error instanceof XmlRpcFault && outcomeOf(error) === "failed")
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
