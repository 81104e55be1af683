import type { Fetch, Kind } from "./cache.ts";
import { copyOf } from "./copy.ts";
import { age, type Entry, entryOf, foundOf, postpone } from "./entry.ts";
import type { Flight, Flights, Landing } from "./flights.ts";
import type { Memory } from "./memory.ts";

export type Question = {
  readonly kind: Kind<unknown>;
  readonly fetch: Fetch<unknown>;
  readonly current: boolean;
};

export type ErrandOptions = {
  readonly memory: Memory;
  readonly flights: Flights;
  readonly changed: (keys: readonly string[]) => void;
  readonly now: () => number;
  readonly random: () => number;
};

/** Flights of one errand. All land, whatever happens. */
export type Errands = { readonly run: (flights: readonly Flight[], question: Question) => void };

export function createErrands({ memory, flights, changed, now, random }: ErrandOptions): Errands {
  const keep = (flight: Flight, entry: Entry): void => {
    const before = memory.get(flight.key, now());
    memory.put(flight.key, entry);
    if (before !== null && before.hash !== entry.hash) changed([flight.key]);
  };

  const landed = (flight: Flight, slot: unknown, asked: Asked): Landing => {
    if (slot instanceof Error) return standIn(flight, slot);
    const copy = copyOf(slot);
    if (copy instanceof Error) return standIn(flight, copy);
    const entry = entryOf({ ...copy, ...asked, id: flight.id, random });
    // Whoever asked before the drop may have it, but not for long.
    if (flight.dropped) age(entry, now());
    else keep(flight, entry);
    return { entry, from: "source" };
  };

  const standIn = ({ previous, dropped }: Flight, error: Error): Landing => {
    if (previous === null || dropped || now() >= previous.keepUntil) return error;
    postpone(previous, now());
    return { entry: previous, from: "memory" };
  };

  const ask = async (asking: readonly Flight[], { kind, fetch }: Question): Promise<void> => {
    const fetchedAt = now();
    const slots = await slotsOf(asking, fetch);
    for (const [index, flight] of asking.entries()) {
      flights.end(flight, landed(flight, slots[index], { kind, fetchedAt }));
    }
  };

  return { run: (asking, question) => void ask(asking, question) };
}

type Asked = { readonly kind: Kind<unknown>; readonly fetchedAt: number };

/** What the source says of each; an error for each where it says nothing. */
async function slotsOf(asking: readonly Flight[], fetch: Fetch<unknown>): Promise<readonly unknown[]> {
  const [{ errand } = { errand: null }] = asking;
  if (errand === null) return [];
  const previous = asking.map((flight) => (flight.previous === null ? null : foundOf(flight.previous, "memory")));
  try {
    const ids = asking.map(({ id }) => id);
    const slots = await fetch(ids, { signal: errand.signal, behind: errand.behind, previous });
    if (slots.length === ids.length) return slots;
    throw new Error(`A source gave ${slots.length} values for ${ids.length} ids; it must give one for each.`);
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    return asking.map(() => failure);
  }
}
