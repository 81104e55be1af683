import type { Kind } from "./cache.ts";
import { copyOf } from "./copy.ts";
import { age, type Entry, entryOf, excuse, leaveToOthers, serves } from "./entry.ts";
import { unseal } from "./envelope.ts";
import type { Flight, Flights } from "./flights.ts";
import type { Memory } from "./memory.ts";
import type { Shared, Stored } from "./shared.ts";

export type LandingsOptions = {
  readonly memory: Memory;
  readonly flights: Flights;
  readonly shared: Pick<Shared, "trustedSince">;
  /** Hears of keys whose value became another one. */
  readonly changed: (keys: readonly string[]) => void;
  /** Hears of failures that no caller sees, as an old value stands in. */
  readonly hidden: (key: string, error: Error) => void;
  readonly now: () => number;
  readonly random: () => number;
};

/** `current`: nothing older than its soft age will do. */
export type Wanted = { readonly kind: Kind<unknown>; readonly current: boolean };

/** A value as other gateways may have it. */
export type Row = { readonly entry: Entry; readonly json: string };

/** Clocks of gateways differ a little; what comes from further in the future was written by something else. */
const MAX_SKEW_MS = 60_000;

/** What becomes of questions as something is heard about them: here they end, and values come into memory. */
export class Landings {
  readonly #options: LandingsOptions;

  constructor(options: LandingsOptions) {
    this.#options = options;
  }

  /** What the source said: a value, or an Error. Gives what others may have of it. */
  fetched(flight: Flight, slot: unknown, { kind, fetchedAt }: Pick<Entry, "kind" | "fetchedAt">): Row | null {
    const copy = slot instanceof Error ? slot : copyOf(slot);
    if (copy instanceof Error) {
      this.#failed(flight, copy);
      return null;
    }
    const { flights, random } = this.#options;
    const { value, hash, json } = copy;
    const entry = entryOf({ value, kind, id: flight.id, hash, fetchedAt }, random);
    this.#keep(flight, entry);
    flights.end(flight, { entry, from: "source" });
    return flight.dropped ? null : { entry, json };
  }

  /** What Redis holds, which may be anything. True: that was the answer. */
  stored(flight: Flight, bytes: Stored | null, { kind, current }: Wanted): boolean {
    const { flights, now } = this.#options;
    const entry = bytes === null ? null : this.#trusted(bytes, kind, flight.id);
    if (entry === null || entry.fetchedAt < (flight.previous?.fetchedAt ?? 0)) return false;
    this.#keep(flight, entry);
    if (!serves(entry, now(), current)) return false;
    flights.end(flight, { entry, from: "redis" });
    return true;
  }

  /** Another gateway asks, and nobody here waits for it. */
  left(flight: Flight): void {
    const { flights, now } = this.#options;
    const { previous } = flight;
    if (previous !== null) leaveToOthers(previous, now());
    flights.end(flight, previous === null ? GIVEN_UP : { entry: previous, from: "memory" });
  }

  /** A bug. */
  broken(flight: Flight, error: unknown): void {
    this.#options.flights.end(flight, error instanceof Error ? error : new Error(String(error)));
  }

  #keep(flight: Flight, entry: Entry): void {
    const { memory, changed, now } = this.#options;
    // Who asked before the drop may have it, as something old.
    if (flight.dropped) return age(entry, now());
    const before = memory.get(flight.key, now());
    memory.put(flight.key, entry);
    flight.previous = entry;
    if (before !== null && before.hash !== entry.hash) changed([flight.key]);
  }

  #failed(flight: Flight, error: Error): void {
    const { flights, hidden, now } = this.#options;
    const { previous, errand } = flight;
    if (previous === null || now() >= previous.keepUntil) return flights.end(flight, error);
    // Who gives up asking learns nothing about the source.
    if (!errand.signal.aborted) {
      excuse(previous, now());
      hidden(flight.key, error);
    }
    flights.end(flight, { entry: previous, from: "memory" });
  }

  #trusted(bytes: Stored, kind: Kind<unknown>, id: string): Entry | null {
    const { shared, now, random } = this.#options;
    const found = unseal(bytes);
    if (found === null || found.version !== kind.version) return null;
    if (found.fetchedAt < shared.trustedSince() || found.fetchedAt > now() + MAX_SKEW_MS) return null;
    const checked = kind.check(found.value);
    if (checked === null) return null;
    const fetchedAt = Math.min(found.fetchedAt, now());
    return entryOf({ value: checked.value, kind, id, hash: found.hash, fetchedAt }, random);
  }
}

const GIVEN_UP = new Error("Nobody waits for this any longer.");
