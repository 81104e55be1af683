import { performance } from "node:perf_hooks";

/** Of recent waits: a few slow ones count, a single one does not weigh much. */
const WEIGHT = 0.2;

/** Tells when something is slow on the whole, though each of its answers comes in time. */
export type Slowness = {
  /** Begins a wait; the function returned ends it, and gives how long it was in milliseconds. */
  readonly begin: () => () => number;
  /** Of recent waits, on average. */
  readonly meanMs: () => number;
};

/** Only time counts in which this process had nothing else to do: its own haste is nobody's slowness. */
export function createSlowness(): Slowness {
  let mean = 0;
  return {
    begin() {
      const before = idleMs();
      return () => {
        const waited = idleMs() - before;
        mean += (waited - mean) * WEIGHT;
        return waited;
      };
    },
    meanMs: () => mean,
  };
}

const idleMs = (): number => performance.eventLoopUtilization().idle;
