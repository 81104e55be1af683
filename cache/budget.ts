import { performance } from "node:perf_hooks";
import { withPatience } from "./patience.ts";

/** What is left of an answer's patience with Redis, however many rounds it makes. */
export type Budget = {
  /** What work comes to; null where that takes too long, or there is no time left to begin it. `late` hears of it then. */
  readonly within: <T>(begin: () => Promise<T>, late?: (value: T) => void) => Promise<T | null>;
};

/** The reads of one answer carry one signal. */
export type Budgets = { readonly of: (signal: AbortSignal | undefined) => Budget };

export function createBudgets(patienceMs: number): Budgets {
  const known = new WeakMap<AbortSignal, Budget>();
  return {
    of(signal) {
      const before = signal && known.get(signal);
      if (before !== undefined) return before;
      const budget = createBudget(patienceMs);
      if (signal !== undefined) known.set(signal, budget);
      return budget;
    },
  };
}

/** For what no answer waits for. */
export const NO_HURRY: Budget = { within: (begin) => begin() };

/** Only time counts in which this process had nothing else to do, and once, however much was waited for. */
function createBudget(patienceMs: number): Budget {
  let leftMs = patienceMs;
  let counted = 0;
  return {
    async within(begin, late) {
      if (leftMs <= 0) return null;
      const begun = idleMs();
      const work = begin();
      const result = await withPatience(work, leftMs).catch(() => null);
      const now = idleMs();
      leftMs -= now - Math.max(begun, counted);
      counted = now;
      if (result === null && late !== undefined) void work.then(late, () => undefined);
      return result;
    },
  };
}

const idleMs = (): number => performance.eventLoopUtilization().idle;
