import { BadArgumentError, HubUnavailableError } from "../../model/errors.ts";
import { createAskedCalls } from "./asked-calls.ts";
import type { HubCallOptions } from "./asked-calls.ts";
import { createBreaker } from "./breaker.ts";
import type { Breaker, BreakerState } from "./breaker.ts";
import { CallDispatch } from "./call-dispatch.ts";
import { createCallSender } from "./call-sender.ts";
import { HUB_CALL_LIMITS } from "./hub-call-limits.ts";
import type { HubCallLimits } from "./hub-call-limits.ts";
import { createHubExchange } from "./hub-exchange.ts";
import { createHubHealth } from "./hub-health.ts";
import type { HubHealth, HubHealthReport } from "./hub-health.ts";
import { PendingCall } from "./pending-call.ts";
import { createTokenBucket } from "./token-bucket.ts";
import { createTransport } from "./transport.ts";
import type { Transport, TransportOptions } from "./transport.ts";
import { XmlRpcEncodeError } from "../xmlrpc/errors.ts";
import type { XmlRpcValue } from "../xmlrpc/value.ts";

export type { HubCallOptions } from "./asked-calls.ts";
export type { HubCallTrace } from "./hub-call-trace.ts";

/** Reads from one hub, anonymously. Nothing here may be used to change anything: requests are sent again when they fail. */
export type HubClient = {
  /**
   * Calls that wait travel together, those of one tick at least, and one that waits or is under way is not asked again.
   * Rejects with the error of koji/faults.ts where the hub refused this call, HubUnavailableError, TooCostlyError (over a
   * size limit), BadArgumentError (params that XML-RPC cannot carry), or the signal's reason.
   */
  call(methodName: string, params: readonly XmlRpcValue[], options?: HubCallOptions): Promise<XmlRpcValue>;
  /** From what recent calls saw; asks nothing. */
  health(): HubClientHealth;
  /** Rejects what has not been sent, and waits for what has. */
  close(): Promise<void>;
};

/** How the hub is, and what this process asks of it now. */
export type HubClientHealth = HubHealthReport & {
  /** Calls that have not left. */
  readonly waitingCalls: number;
  readonly requestsInFlight: number;
  /** OPEN: the hub failed again and again, and is not asked for a while. PROBING: one request looks whether it is back. */
  readonly breaker: BreakerState;
};

/** For the log: what callers do not see because it was cured, and when they begin and cease to be refused. */
export type HubClientEvent = {
  readonly kind: "retry" | "split" | "paused" | "resumed";
  readonly hub: string;
  readonly message: string;
};

export type HubClientOptions = TransportOptions &
  Partial<HubCallLimits> & {
    readonly log?: (event: HubClientEvent) => void;
    /** Milliseconds since the epoch. */
    readonly now?: () => number;
    readonly random?: () => number;
  };

/** Koji's keyword arguments: given as the last parameter, they are taken by name. (koji.encode_args) */
export const named = (args: Readonly<Record<string, XmlRpcValue>>): XmlRpcValue => ({ ...args, __starstar: true });

export function createHubClient(options: HubClientOptions): HubClient {
  const { now = steadyNow } = options;
  const transport = createTransport(options);
  const { address: hub, timeouts } = transport;
  const health = createHubHealth(now);
  const breaker = createHubBreaker(hub, { ...options, now, health });
  const dispatch = createHubDispatch(transport, { ...options, now, health, breaker });
  const ask = createAskedCalls(dispatch);
  let closing: Promise<void> | null = null;
  const closed = () =>
    new HubUnavailableError(`The Koji hub at ${hub} is not asked any more: the gateway is shutting down.`);

  return {
    async call(methodName, params, callOptions = {}) {
      callOptions.signal?.throwIfAborted();
      if (closing !== null) throw closed();
      const askedAt = now();
      const times = { askedAt, deadlineAt: askedAt + timeouts.deadlineMs };
      try {
        return ask(new PendingCall({ methodName, params }, times), callOptions);
      } catch (error) {
        throw error instanceof XmlRpcEncodeError ? new BadArgumentError(`${methodName}: ${error.message}`) : error;
      }
    },
    health: () => ({ ...health.report(), ...dispatch.load, breaker: breaker.state() }),
    close() {
      dispatch.close(closed());
      closing ??= transport.close();
      return closing;
    },
  };
}

/** Milliseconds since the epoch that go on steadily while somebody sets the machine's clock. */
const steadyNow = (): number => performance.timeOrigin + performance.now();

type Parts = HubClientOptions & { readonly now: () => number; readonly health: HubHealth };

function createHubBreaker(hub: string, { now, random = Math.random, health, log }: Parts): Breaker {
  return createBreaker({
    now,
    random,
    onOpen: () => {
      const message = `It failed several times and is not asked for a while: ${health.report().message ?? ""}`;
      log?.({ kind: "paused", hub, message });
    },
    onClose: () => log?.({ kind: "resumed", hub, message: "It answers again." }),
  });
}

function createHubDispatch(transport: Transport, parts: Parts & { readonly breaker: Breaker }): CallDispatch {
  const { now, random = Math.random, health, breaker, log } = parts;
  const { address: hub, connections } = transport;
  const { callsPerSecond, callsPerRequest, bytesPerRequest } = { ...HUB_CALL_LIMITS, ...parts };
  const limits = { connections, callsPerSecond, callsPerRequest, bytesPerRequest };
  const burst = Math.max(callsPerSecond, callsPerRequest);
  const tokens = createTokenBucket({ perSecond: callsPerSecond, burst, now });
  const onRetry = (error: Error, calls: number) => {
    tokens.spend(calls);
    log?.({ kind: "retry", hub, message: error.message });
  };
  const sendAlone = (calls: readonly PendingCall[], failure: unknown) => {
    const message = `${calls.length} calls failed together and are asked one by one: ${String(failure)}`;
    log?.({ kind: "split", hub, message });
    for (const call of calls) {
      call.goAlone(now());
      dispatch.add(call, call.payer);
    }
  };
  const exchange = createHubExchange({ transport, health, now, random, onRetry });
  const send = createCallSender({ hub, exchange, sendAlone });
  const lastFailure = () => health.report().message;
  const dispatch = new CallDispatch({ hub, limits, tokens, breaker, lastFailure, send, now });
  return dispatch;
}
