import type { Begun, Executed } from "./executor.ts";

/** The same question asked by many at once is one execution, which ends early only when all of them have left. */
export type Flights = {
  readonly join: (name: string, begin: (signal: AbortSignal) => Begun) => Seat;
};

/** One caller's part in it. */
export type Seat = { readonly executed: Promise<Executed>; readonly leave: () => void };

type Flight = Begun & { readonly abort: AbortController; passengers: number };

export function createFlights(): Flights {
  const flights = new Map<string, Flight>();
  const start = (name: string, begin: (signal: AbortSignal) => Begun): Flight => {
    const abort = new AbortController();
    const flight = { ...begin(abort.signal), abort, passengers: 0 };
    const landed = () => flights.get(name) === flight && flights.delete(name);
    flight.executed.then(landed, landed);
    flights.set(name, flight);
    return flight;
  };
  return {
    join: (name, begin) => {
      const known = flights.get(name);
      // What has used something that changed since is not for those who ask after the change.
      const flight = known === undefined || known.execution.outdated ? start(name, begin) : known;
      flight.passengers += 1;
      const leave = () => {
        flight.passengers -= 1;
        if (flight.passengers > 0) return;
        if (flights.get(name) === flight) flights.delete(name);
        flight.abort.abort();
      };
      return { executed: flight.executed, leave };
    },
  };
}
