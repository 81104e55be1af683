import type { Fetch, Found, Kind } from "./cache.ts";
import { foundOf, serves, wantsRefresh } from "./entry.ts";
import type { Errands } from "./errands.ts";
import type { Flight, Flights, Landing, Place } from "./flights.ts";
import type { Memory } from "./memory.ts";
import { until } from "./until.ts";

/** A `get`, with all it was given. */
export type Asking = {
  readonly kind: Kind<unknown>;
  readonly ids: readonly string[];
  readonly fetch: Fetch<unknown>;
  readonly current: boolean;
  readonly signal: AbortSignal | undefined;
};

export type ReaderOptions = {
  readonly memory: Memory;
  readonly flights: Flights;
  readonly errands: Errands;
  readonly now: () => number;
};

type Slot = Found<unknown> | Error;

/** `late`: someone else had asked already. */
type Boarded = { readonly flight: Flight; readonly late: boolean };
type Landed = Boarded & { readonly landing: Landing };

/** Reads from memory, and sends for what it lacks. */
export class Reader {
  readonly #memory: Memory;
  readonly #flights: Flights;
  readonly #errands: Errands;
  readonly #now: () => number;

  constructor({ memory, flights, errands, now }: ReaderOptions) {
    this.#memory = memory;
    this.#flights = flights;
    this.#errands = errands;
    this.#now = now;
  }

  /** One slot per id, in order. Rejects only with the signal's reason. */
  async read(asking: Asking): Promise<readonly Slot[]> {
    const { kind, ids, current, signal } = asking;
    signal?.throwIfAborted();
    const moment = this.#now();
    // By key: an id that is there twice is asked for once.
    const lacking = new Map<string, Place>();
    const old = new Map<string, Place>();
    const held = ids.map((id) => {
      const key = `${kind.name}:${id}`;
      const previous = this.#memory.get(key, moment);
      if (previous === null || !serves(previous, moment, current)) {
        lacking.set(key, { key, id, previous });
        return null;
      }
      if (wantsRefresh(previous, moment)) old.set(key, { key, id, previous });
      return foundOf(previous, "memory");
    });
    if (old.size > 0) this.#refresh([...old.values()], asking);
    const come = lacking.size === 0 ? NOTHING : await this.#fetch([...lacking.values()], asking, moment);
    return held.map((slot, index) => slot ?? come.get(ids[index] ?? "") ?? UNANSWERED);
  }

  /** Behind the answer. */
  #refresh(places: readonly Place[], asking: Asking): void {
    const alone = this.#alone(places);
    if (alone.length > 0) this.#errands.run(this.#flights.start(alone, true), { ...asking, current: true });
  }

  /** By id. `moment`: when it was asked for. */
  async #fetch(places: readonly Place[], asking: Asking, moment: number): Promise<ReadonlyMap<string, Slot>> {
    const landed = await this.#landed(places, asking);
    const old = landed.flatMap(({ flight, landing }) => oldPlace(flight, landing, this.#now()));
    if (old.length > 0) this.#refresh(old, asking);
    const slots = new Map(landed.map(({ flight, landing, late }) => [flight.id, slotOf(landing, late)]));
    // What someone else had asked long before, or content with less, may be too old for this one.
    const again = landed.flatMap(({ flight, landing, late }) =>
      late && !(landing instanceof Error) && !serves(landing.entry, moment, asking.current)
        ? [{ key: flight.key, id: flight.id, previous: landing.entry }]
        : [],
    );
    if (again.length > 0) for (const [id, slot] of await this.#fetch(again, asking, moment)) slots.set(id, slot);
    return slots;
  }

  async #landed(places: readonly Place[], asking: Asking): Promise<readonly Landed[]> {
    const boarded = this.#board(places, asking);
    const errands = new Set(boarded.map(({ flight }) => flight.errand));
    for (const errand of errands) errand.join();
    try {
      const landed = boarded.map(async (one) => ({ ...one, landing: await one.flight.landed }));
      return await until(Promise.all(landed), asking.signal);
    } finally {
      for (const errand of errands) errand.leave();
    }
  }

  /** Joins the questions under way, and starts one errand for all others. */
  #board(places: readonly Place[], asking: Asking): readonly Boarded[] {
    const joined = places.flatMap(({ key }) => this.#flights.get(key) ?? []);
    const started = this.#flights.start(this.#alone(places), false);
    const boarded = [
      ...joined.map((flight) => ({ flight, late: true })),
      ...started.map((flight) => ({ flight, late: false })),
    ];
    if (started.length > 0) this.#errands.run(started, asking);
    return boarded;
  }

  #alone(places: readonly Place[]): readonly Place[] {
    return places.filter(({ key }) => this.#flights.get(key) === undefined);
  }
}

const NOTHING: ReadonlyMap<string, Slot> = new Map();
/** No caller sees it: what is not held is asked for, and what is asked for lands. */
const UNANSWERED = new Error("The cache did not answer.");

/** What another gateway left in Redis may be old enough to be refreshed behind the answer. */
function oldPlace({ key, id }: Flight, landing: Landing, moment: number): readonly Place[] {
  if (landing instanceof Error || landing.from !== "redis") return [];
  return wantsRefresh(landing.entry, moment) ? [{ key, id, previous: landing.entry }] : [];
}

function slotOf(landing: Landing, late: boolean): Slot {
  if (landing instanceof Error) return landing;
  return foundOf(landing.entry, late && landing.from === "source" ? "flight" : landing.from);
}
