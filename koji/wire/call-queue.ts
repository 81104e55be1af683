import { multiCallBytes } from "./multicall.ts";

export type QueuedCall = {
  readonly encoded: Uint8Array;
  /** It shares its request with no other call. */
  readonly alone: boolean;
  /** The queue's own note of when it is its turn; null while it is in no queue. */
  round: number | null;
};

/**
 * Calls wait in rounds: each asker has one call in a round, its others in the rounds after it. So one who asks for thousands
 * of things lets everyone else by, and whoever comes with a single call goes in the next request.
 */
export class CallQueue<Call extends QueuedCall> {
  readonly #rounds = new Map<number, Set<Call>>();
  readonly #latestOf = new WeakMap<object, number>();
  #current = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** `asker`: any object. A call that waits already comes earlier where it is this asker's turn earlier. */
  add(call: Call, asker: object): void {
    const round = Math.max(this.#current, (this.#latestOf.get(asker) ?? -1) + 1);
    if (call.round !== null && call.round <= round) return;
    this.remove(call);
    this.#latestOf.set(asker, round);
    const others = this.#rounds.get(round);
    if (others === undefined) this.#rounds.set(round, new Set([call]));
    else others.add(call);
    call.round = round;
    this.#size += 1;
  }

  remove(call: Call): void {
    if (call.round === null) return;
    this.#rounds.get(call.round)?.delete(call);
    call.round = null;
    this.#size -= 1;
  }

  /** The calls of the next request, removed; a call over `maxBytes` goes without others. */
  take({ maxCalls, maxBytes }: { readonly maxCalls: number; readonly maxBytes: number }): Call[] {
    const taken: Call[] = [];
    let room = maxBytes - multiCallBytes.around;
    for (; this.#size > 0; this.#rounds.delete(this.#current), this.#current += 1) {
      for (const call of this.#rounds.get(this.#current) ?? []) {
        const size = call.alone ? Infinity : call.encoded.byteLength + multiCallBytes.perCall;
        if (taken.length === maxCalls || (taken.length > 0 && size > room)) return taken;
        this.remove(call);
        taken.push(call);
        room -= size;
      }
    }
    return taken;
  }

  *[Symbol.iterator](): IterableIterator<Call> {
    for (const round of this.#rounds.values()) yield* round;
  }
}
