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
  /** Hears of failures that nobody sees, as an old value stands in. */
  readonly hidden: (key: string, error: Error) => void;
  readonly now: () => number;
  readonly random: () => number;
};

/** What becomes of a question when something is heard about it: whatever it is, the question ends here and nowhere else. */
export type Landings = ReturnType<typeof createLandings>;

export function createLandings({ memory, flights, shared, changed, hidden, now, random }: LandingsOptions) {
  const keep = (key: string, entry: Entry): void => {
    const before = memory.get(key, now());
    memory.put(key, entry);
    if (before !== null && before.hash !== entry.hash) changed([key]);
  };

  const failed = (flight: Flight, error: Error): null => {
    const { previous, errand } = flight;
    if (previous === null || now() >= previous.keepUntil) flights.end(flight, error);
    else {
      // Who gives up asking learns nothing about the source.
      if (!errand.signal.aborted) {
        excuse(previous, now());
        hidden(flight.key, error);
      }
      flights.end(flight, { entry: previous, from: "memory" });
    }
    return null;
  };

  const trusted = async (stored: Stored, kind: Kind<unknown>, id: string): Promise<Entry | null> => {
    const found = await unseal(stored);
    if (found === null || found.version !== kind.version) return null;
    if (found.fetchedAt < shared.trustedSince() || found.fetchedAt > now() + MAX_SKEW_MS) return null;
    const checked = kind.check(found.value);
    if (checked === null) return null;
    const fetchedAt = Math.min(found.fetchedAt, now());
    return entryOf({ value: checked.value, kind, id, hash: found.hash, fetchedAt }, random);
  };

  const fetched = (flight: Flight, slot: unknown, { kind, fetchedAt }: Pick<Entry, "kind" | "fetchedAt">) => {
    const copy = slot instanceof Error ? slot : copyOf(slot);
    if (copy instanceof Error) return failed(flight, copy);
    const { value, hash, json } = copy;
    const entry = entryOf({ value, kind, id: flight.id, hash, fetchedAt }, random);
    // Whoever asked before the drop may have it, as something old.
    if (flight.dropped) age(entry, now());
    else keep(flight.key, entry);
    flights.end(flight, { entry, from: "source" });
    return flight.dropped ? null : { entry, json };
  };

  const stored = async (flight: Flight, bytes: Stored | null, { kind, current }: Wanted): Promise<boolean> => {
    const entry = bytes === null ? null : await trusted(bytes, kind, flight.id);
    if (entry === null || entry.fetchedAt < (flight.previous?.fetchedAt ?? 0)) return false;
    if (flight.dropped) age(entry, now());
    else {
      keep(flight.key, entry);
      flight.previous = entry;
    }
    if (!serves(entry, now(), current)) return false;
    flights.end(flight, { entry, from: "redis" });
    return true;
  };

  return {
    /** What the source said: a value, or an error. Returns what others may be given. */
    fetched,
    /** What Redis holds, which may be anything. True: that was the answer. */
    stored,
    /** Another gateway asks, and nobody here waits for it. */
    left(flight: Flight): void {
      const { previous } = flight;
      if (previous !== null) leaveToOthers(previous, now());
      flights.end(flight, previous === null ? GIVEN_UP : { entry: previous, from: "memory" });
    },
    /** A bug. */
    broken: (flight: Flight, error: unknown): void => flights.end(flight, asError(error)),
  };
}

export type Wanted = { readonly kind: Kind<unknown>; readonly current: boolean };

/** Clocks of gateways differ; what comes from a later future is no time of a gateway. */
const MAX_SKEW_MS = 60_000;

const GIVEN_UP = new Error("Nobody waits for this any longer.");

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
