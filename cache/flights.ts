import type { Entry } from "./entry.ts";

/** How a question ended. */
export type Landing = { readonly entry: Entry; readonly from: "memory" | "redis" | "source" } | Error;

/** What one `get` lacked: asked for together, and given up together when nobody waits for any of it. */
export type Errand = {
  /** Begun behind an answer: goes on though nobody waits. */
  readonly behind: boolean;
  readonly signal: AbortSignal;
  readonly join: () => void;
  readonly leave: () => void;
  readonly isWaitedFor: () => boolean;
  /** One of its questions was answered. */
  readonly landOne: () => void;
};

/** A question under way about one key. */
export type Flight = Place & {
  readonly errand: Errand;
  /** Never rejects. */
  readonly landed: Promise<Landing>;
  readonly land: (landing: Landing) => void;
  /** Its answer is about what was before: nobody may keep it. */
  dropped: boolean;
  ended: boolean;
};

/** `previous`: what stands in where no new value can be had. */
export type Place = { readonly key: string; readonly id: string; previous: Entry | null };

/** Questions under way in this process: one at a time about a key. */
export type Flights = {
  readonly get: (key: string) => Flight | undefined;
  /** One errand for places that nobody asks about. */
  readonly start: (places: readonly Place[], behind: boolean) => readonly Flight[];
  /** The first end counts. */
  readonly end: (flight: Flight, landing: Landing) => void;
  /** Who asks from now on starts a new one. */
  readonly drop: (key: string) => void;
};

export function createFlights(): Flights {
  const flights = new Map<string, Flight>();
  const forget = (flight: Flight) => {
    if (flights.get(flight.key) === flight) flights.delete(flight.key);
  };
  return {
    get: (key) => flights.get(key),
    start(places, behind) {
      const errand = createErrand(places.length, behind, () => started.forEach(forget));
      const started = places.map((place) => flightOf(place, errand));
      for (const flight of started) flights.set(flight.key, flight);
      return started;
    },
    end(flight, landing) {
      if (flight.ended) return;
      flight.ended = true;
      forget(flight);
      flight.errand.landOne();
      flight.land(landing);
    },
    drop(key) {
      const flight = flights.get(key);
      if (flight === undefined) return;
      flight.dropped = true;
      flight.previous = null;
      flights.delete(key);
    },
  };
}

function createErrand(size: number, behind: boolean, onAbort: () => void): Errand {
  const controller = new AbortController();
  let waiting = 0;
  let open = size;
  return {
    behind,
    signal: controller.signal,
    join: () => void (waiting += 1),
    leave() {
      waiting -= 1;
      if (waiting > 0 || open === 0 || behind) return;
      onAbort();
      controller.abort();
    },
    isWaitedFor: () => waiting > 0,
    landOne: () => void (open -= 1),
  };
}

function flightOf({ key, id, previous }: Place, errand: Errand): Flight {
  let land: Flight["land"] = () => undefined;
  const landed = new Promise<Landing>((resolve) => {
    land = resolve;
  });
  return { key, id, errand, landed, land, previous, dropped: false, ended: false };
}
