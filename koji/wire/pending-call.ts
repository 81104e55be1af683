import { watchAbort } from "./abort-watch.ts";
import { encodeCall } from "../xmlrpc/encode.ts";
import type { XmlRpcValue } from "../xmlrpc/value.ts";

/** What one gateway request cost the hub. The client adds to it; it is mutable on purpose. */
export type HubCallTrace = {
  /** HTTP requests that carried at least one of its calls, those asked again included. */
  requests: number;
  /** Calls sent for it, identical ones of a batch once. */
  calls: number;
  /** Of those HTTP requests and their answers, as they travelled, though others may have shared them. */
  bytes: number;
  /** Durations of those HTTP requests added up, though some ran side by side. */
  milliseconds: number;
};

/** `signal`: the caller no longer wants the answer. */
export type HubCallOptions = { readonly signal?: AbortSignal | undefined; readonly trace?: HubCallTrace | undefined };

type Waiter = {
  readonly resolve: (value: XmlRpcValue) => void;
  readonly reject: (error: unknown) => void;
  readonly trace: HubCallTrace | undefined;
};

/** One call on its way to the hub and everyone who waits for its answer. */
export class PendingCall {
  readonly methodName: string;
  readonly params: readonly XmlRpcValue[];
  /** The request it makes when it goes alone; equal for identical calls. */
  readonly encoded: Buffer;
  readonly #waiters = new Set<Waiter>();
  #onLeave: () => void = () => undefined;

  /** Throws XmlRpcEncodeError for params that XML-RPC cannot carry. */
  constructor(methodName: string, params: readonly XmlRpcValue[]) {
    this.methodName = methodName;
    this.params = params;
    this.encoded = encodeCall(methodName, params);
  }

  /** Nobody waits for it, or no longer. */
  get abandoned(): boolean {
    return this.#waiters.size === 0;
  }

  get traces(): ReadonlySet<HubCallTrace> {
    return new Set([...this.#waiters].flatMap(({ trace }) => trace ?? []));
  }

  /** Settles with the call, or rejects at once when `signal` fires. */
  wait({ signal, trace }: HubCallOptions): Promise<XmlRpcValue> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiters.delete(waiter);
        reject(signal?.reason);
        this.#onLeave();
      };
      const stopWatching = signal === undefined ? () => undefined : watchAbort(signal, leave);
      const waiter: Waiter = {
        trace,
        resolve: (value) => (stopWatching(), resolve(value)),
        reject: (error) => (stopWatching(), reject(error)),
      };
      this.#waiters.add(waiter);
    });
  }

  /** `listener` runs whenever someone stops waiting; it replaces an earlier listener. */
  whenSomeoneLeaves(listener: () => void): void {
    this.#onLeave = listener;
  }

  resolve(value: XmlRpcValue): void {
    for (const waiter of this.#waiters) waiter.resolve(value);
  }

  reject(error: unknown): void {
    for (const waiter of this.#waiters) waiter.reject(error);
  }
}
