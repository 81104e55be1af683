import { HubUnavailableError } from "../../model/errors.ts";
import type { Breaker, Outcome } from "./breaker.ts";
import { CallQueue } from "./call-queue.ts";
import type { HubCallLimits } from "./hub-call-limits.ts";
import type { PendingCall } from "./pending-call.ts";
import type { TokenBucket } from "./token-bucket.ts";

export type CallDispatchOptions = {
  /** The hub's address, for messages. */
  readonly hub: string;
  readonly limits: HubCallLimits;
  readonly tokens: TokenBucket;
  readonly breaker: Breaker;
  /** What made the breaker open. */
  readonly lastFailure: () => string | null;
  /** Carries calls to the hub in one request, and settles them or adds them again; never rejects. */
  readonly send: (calls: readonly PendingCall[]) => Promise<Outcome>;
  /** Milliseconds. */
  readonly now: () => number;
};

/** While `callsPerSecond` holds calls back, they leave together a few times a second, and not each as it may. */
const LEAVINGS_PER_SECOND = 10;

/** How often calls that wait too long are looked for, at most. */
const WATCH_MS = 10;

/** Who asks without saying who: together they take turns as one. */
const NOBODY = {};

/**
 * Decides when calls leave and which together: as soon as a request may leave, all that wait, as far as they fit.
 *
 * It decides in setImmediate. DataLoader dispatches in process.nextTick after the promise jobs, and a loader often asks
 * another one whose keys it has only then; all of that runs before the event loop moves on, so setImmediate is the first
 * moment when everyone has asked. process.nextTick would cut such a chain into one request per link.
 */
export class CallDispatch {
  readonly #options: CallDispatchOptions;
  readonly #queue = new CallQueue<PendingCall>();
  #inFlight = 0;
  #closed: Error | null = null;
  #planned = false;
  #refill: NodeJS.Timeout | null = null;
  #watch: NodeJS.Timeout | null = null;

  constructor(options: CallDispatchOptions) {
    this.#options = options;
  }

  get load(): { readonly waitingCalls: number; readonly requestsInFlight: number } {
    return { waitingCalls: this.#queue.size, requestsInFlight: this.#inFlight };
  }

  /** Askers, any objects, take turns. A call that waits already comes earlier where it is this asker's turn earlier. */
  add(call: PendingCall, asker: object = NOBODY): void {
    if (this.#closed !== null) return call.reject(this.#closed);
    this.#queue.add(call, asker);
    this.#plan();
  }

  /** Nobody wants it any longer. */
  remove(call: PendingCall): void {
    this.#queue.remove(call);
  }

  /** Rejects what waits, and what is added later. */
  close(error: Error): void {
    this.#closed = error;
    for (const call of this.#queue) this.#reject(call, error);
    if (this.#refill !== null) clearTimeout(this.#refill);
    if (this.#watch !== null) clearTimeout(this.#watch);
  }

  #plan(): void {
    if (this.#planned) return;
    this.#planned = true;
    setImmediate(() => {
      this.#planned = false;
      this.#leave();
    });
  }

  #leave(): void {
    const { limits, breaker } = this.#options;
    while (this.#queue.size > 0) {
      const retryAfter = breaker.retryAfter();
      if (retryAfter !== null) return this.#refuse(retryAfter);
      if (this.#inFlight >= limits.connections || !this.#hasTokens()) break;
      void this.#sendNext();
    }
    if (this.#queue.size > 0) this.#watch ??= setTimeout(() => this.#rejectLate(), this.#msUntilLate());
  }

  #msUntilLate(): number {
    let earliest = Infinity;
    for (const { sendBy } of this.#queue) earliest = Math.min(earliest, sendBy);
    return Math.max(WATCH_MS, earliest - this.#options.now());
  }

  /** Where there are too few for what waits, comes back when there are some. */
  #hasTokens(): boolean {
    const { limits, tokens } = this.#options;
    const some = Math.min(Math.ceil(limits.callsPerSecond / LEAVINGS_PER_SECOND), limits.callsPerRequest);
    const waitMs = tokens.msUntil(Math.min(this.#queue.size, some));
    if (waitMs === 0) return true;
    this.#refill ??= setTimeout(() => {
      this.#refill = null;
      this.#leave();
    }, waitMs);
    return false;
  }

  async #sendNext(): Promise<void> {
    const { limits, tokens, breaker, send } = this.#options;
    const { size } = this.#queue;
    const requests = Math.ceil(size / limits.callsPerRequest);
    // Side by side they take as long as the largest of them.
    const share = requests > limits.connections - this.#inFlight ? limits.callsPerRequest : Math.ceil(size / requests);
    const maxCalls = Math.min(share, tokens.available());
    const calls = this.#queue.take({ maxCalls, maxBytes: limits.bytesPerRequest });
    tokens.spend(calls.length);
    this.#inFlight += 1;
    const end = breaker.begin();
    end(await send(calls));
    this.#inFlight -= 1;
    this.#plan();
  }

  #refuse(retryAfter: number): void {
    const { hub, lastFailure } = this.#options;
    const message = `The Koji hub at ${hub} is not asked for another ${retryAfter} s, since it failed several times: ${lastFailure() ?? ""}`;
    const error = new HubUnavailableError(message, { retryAfter });
    for (const call of this.#queue) this.#reject(call, error);
  }

  #rejectLate(): void {
    const { hub, now } = this.#options;
    this.#watch = null;
    const time = now();
    for (const call of this.#queue) {
      if (call.sendBy > time) continue;
      const seconds = Math.ceil((time - call.askedAt) / 1000);
      const message = `The Koji hub at ${hub} was not asked: the call waited ${seconds} s for its turn. The hub is slow, or more is asked than its limits allow.`;
      this.#reject(call, new HubUnavailableError(message, { retryAfter: seconds }));
    }
    this.#leave();
  }

  #reject(call: PendingCall, error: Error): void {
    this.#queue.remove(call);
    call.reject(error);
  }
}
