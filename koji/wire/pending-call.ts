import { watchAbort } from "./abort-watch.ts";
import type { HubCallTrace } from "./hub-call-trace.ts";
import { encodeCall } from "../xmlrpc/encode.ts";
import type { XmlRpcCall, XmlRpcValue } from "../xmlrpc/value.ts";

type Waiter = {
  readonly resolve: (value: XmlRpcValue) => void;
  readonly reject: (error: unknown) => void;
  readonly trace: HubCallTrace | undefined;
};

const ignore = (): void => undefined;

/** One call on its way to the hub and everyone who waits for its answer. */
export class PendingCall {
  readonly methodName: string;
  readonly params: readonly XmlRpcValue[];
  /** The request it makes when it goes alone; equal for identical calls. */
  readonly encoded: Buffer;
  /** Times are in milliseconds, on the clock of the client. */
  readonly askedAt: number;
  readonly deadlineAt: number;
  /** See CallQueue. */
  round: number | null = null;
  #sendBy: number;
  #alone = false;
  #sent = false;
  #payer: HubCallTrace | undefined;
  #waiters = new Set<Waiter>();
  #onOver = ignore;
  #onAbandoned = ignore;

  /** Throws XmlRpcEncodeError for params that XML-RPC cannot carry. */
  constructor({ methodName, params }: XmlRpcCall, { askedAt, deadlineAt }: { askedAt: number; deadlineAt: number }) {
    this.methodName = methodName;
    this.params = params;
    this.encoded = encodeCall(methodName, params);
    this.askedAt = askedAt;
    this.deadlineAt = deadlineAt;
    this.#sendBy = (askedAt + deadlineAt) / 2;
  }

  /** By when it must leave. Half of its time may go by in waiting; the rest is the hub's, however long the queue. */
  get sendBy(): number {
    return this.#sendBy;
  }

  /** It goes in a request of its own: the one that it shared failed. */
  get alone(): boolean {
    return this.#alone;
  }

  /** Nobody waits for it, or no longer. */
  get abandoned(): boolean {
    return this.#waiters.size === 0;
  }

  /** It has left, perhaps more than once. */
  get sent(): boolean {
    return this.#sent;
  }

  /** Whose call it is; undefined before it is sent, and where that one has no trace. */
  get payer(): HubCallTrace | undefined {
    return this.#payer;
  }

  /** Settles with the call, or rejects at once when `signal` fires. */
  wait(signal: AbortSignal | undefined, trace: HubCallTrace | undefined): Promise<XmlRpcValue> {
    if (this.#sent && trace !== undefined && !this.#traces().has(trace)) trace.joined += 1;
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiters.delete(waiter);
        reject(signal?.reason);
        if (this.abandoned) this.#abandon();
      };
      const stopWatching = signal === undefined ? ignore : watchAbort(signal, leave);
      const waiter: Waiter = {
        trace,
        resolve: (value) => (stopWatching(), resolve(value)),
        reject: (error) => (stopWatching(), reject(error)),
      };
      this.#waiters.add(waiter);
    });
  }

  /** It leaves: the first of those who wait has it on its trace, the others joined. */
  markSent(): void {
    if (this.#sent) return;
    this.#sent = true;
    const [payer, ...others] = this.#traces();
    this.#payer = payer;
    if (payer !== undefined) payer.calls += 1;
    for (const trace of others) if (trace !== undefined) trace.joined += 1;
  }

  /** From `now` on it waits for a request of its own. */
  goAlone(now: number): void {
    this.#alone = true;
    this.#sendBy = (now + this.deadlineAt) / 2;
  }

  /** `listener` runs when it is settled or abandoned. */
  whenOver(listener: () => void): void {
    this.#onOver = listener;
  }

  /** `listener` runs when the last one who waits leaves; it replaces an earlier listener. */
  whenAbandoned(listener: () => void): void {
    this.#onAbandoned = listener;
  }

  resolve(value: XmlRpcValue): void {
    for (const waiter of this.#end()) waiter.resolve(value);
  }

  reject(error: unknown): void {
    for (const waiter of this.#end()) waiter.reject(error);
  }

  /** Keeps nothing of those who waited: what the garbage collector finds late would hold their answers. */
  #end(): ReadonlySet<Waiter> {
    const waiters = this.#waiters;
    this.#waiters = new Set();
    this.#onOver();
    return waiters;
  }

  #abandon(): void {
    this.#onOver();
    this.#onAbandoned();
  }

  #traces(): ReadonlySet<HubCallTrace | undefined> {
    const traces = new Set<HubCallTrace | undefined>();
    for (const { trace } of this.#waiters) traces.add(trace);
    return traces;
  }
}
