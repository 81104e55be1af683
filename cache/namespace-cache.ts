import type { Cache, Fetch, Found, Kind } from "./cache.ts";
import { foundOf, serves, wantsRefresh } from "./entry.ts";
import { createErrands } from "./errands.ts";
import { createFlights, type Flight, type Landing, type Place } from "./flights.ts";
import type { Memory } from "./memory.ts";
import { until } from "./until.ts";

export type NamespaceOptions = {
  /** Of this namespace's keys alone. */
  readonly memory: Memory;
  readonly now: () => number;
  readonly random: () => number;
};

type Asked = {
  readonly kind: Kind<unknown>;
  readonly ids: readonly string[];
  readonly fetch: Fetch<unknown>;
  readonly current: boolean;
  readonly signal: AbortSignal | undefined;
};

export function createNamespaceCache({ memory, now, random }: NamespaceOptions): Cache {
  const flights = createFlights();
  const listeners = new Set<(keys: readonly string[]) => void>();
  const changed = (keys: readonly string[]) => listeners.forEach((listener) => listener(keys));
  const errands = createErrands({ memory, flights, changed, now, random });

  /** Flights for keys: those under way, and new ones for the others. */
  const board = (places: readonly Place[], question: Asked): readonly Boarded[] => {
    const joined = places.map(({ key }) => flights.get(key));
    const started = flights.start(
      places.filter((_, index) => joined[index] === undefined),
      false,
    );
    const boarded = [
      ...joined.flatMap((flight) => (flight === undefined ? [] : { flight, late: true })),
      ...started.map((flight) => ({ flight, late: false })),
    ];
    for (const errand of errandsOf(boarded)) errand.join();
    if (started.length > 0) errands.run(started, question);
    return boarded;
  };

  const arrive = async (boarded: readonly Boarded[], signal: AbortSignal | undefined) => {
    try {
      const landings = await until(Promise.all(boarded.map(({ flight }) => flight.landed)), signal);
      return new Map(boarded.map(({ flight, late }, index) => [flight.key, foundIn(landings[index], late)]));
    } finally {
      for (const errand of errandsOf(boarded)) errand.leave();
    }
  };

  const read = async (asked: Asked): Promise<readonly (Found<unknown> | Error)[]> => {
    const { kind, ids, current, signal } = asked;
    signal?.throwIfAborted();
    const moment = now();
    const held = new Map<string, Found<unknown> | Error>();
    const old: Place[] = [];
    const lacking: Place[] = [];
    for (const id of new Set(ids)) {
      const key = `${kind.name}:${id}`;
      const entry = memory.get(key, moment);
      if (entry === null || !serves(entry, moment, current)) {
        lacking.push({ key, id, previous: entry });
        continue;
      }
      held.set(key, foundOf(entry, "memory"));
      if (wantsRefresh(entry, moment) && flights.get(key) === undefined) old.push({ key, id, previous: entry });
    }
    if (old.length > 0) errands.run(flights.start(old, true), asked);
    const come = lacking.length === 0 ? held : await arrive(board(lacking, asked), signal);
    return ids.map((id) => {
      const key = `${kind.name}:${id}`;
      return held.get(key) ?? come.get(key) ?? new Error(`${key} was not looked for.`);
    });
  };

  const get = (
    kind: Kind<unknown>,
    ids: readonly string[],
    fetch: Fetch<unknown>,
    { current = false, signal }: { current?: boolean; signal?: AbortSignal | undefined } = {},
  ) => read({ kind, ids, fetch, current, signal });

  const peek = (kind: Kind<unknown>, id: string) => {
    const entry = memory.get(`${kind.name}:${id}`, now());
    return entry === null ? null : foundOf(entry, "memory");
  };

  return {
    // What is kept under a kind's name is of that kind; in here nobody needs to know which.
    get: get as Cache["get"],
    peek: peek as Cache["peek"],
    async drop(keys) {
      for (const key of keys) {
        memory.delete(key);
        flights.drop(key);
      }
      changed(keys);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** `late`: someone else had asked already. */
type Boarded = { readonly flight: Flight; readonly late: boolean };

const errandsOf = (boarded: readonly Boarded[]) => new Set(boarded.map(({ flight }) => flight.errand));

function foundIn(landing: Landing | undefined, late: boolean): Found<unknown> | Error {
  if (landing === undefined) return new Error("A question ended without an answer.");
  if (landing instanceof Error) return landing;
  return foundOf(landing.entry, late && landing.from === "source" ? "flight" : landing.from);
}
