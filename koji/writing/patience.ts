import { setTimeout as sleep } from "node:timers/promises";

export type PatienceLimits = {
  /** Before the first try; each later pause is twice as long, up to five seconds. */
  readonly firstPauseMs: number;
  /** For all tries to find out what became of one call. */
  readonly patienceMs: number;
};

export type Patience = {
  /** For one call: waits before the next try, and says whether there is one. */
  begin(): () => Promise<boolean>;
  /** There is none from now on, for any call. */
  end(): void;
};

const LONGEST_MS = 5_000;

export function createPatience({ firstPauseMs, patienceMs }: PatienceLimits): Patience {
  const ending = new AbortController();
  return {
    begin() {
      let pauseMs = firstPauseMs;
      let until: number | null = null;
      return async () => {
        until ??= performance.now() + patienceMs;
        if (ending.signal.aborted || performance.now() + pauseMs > until) return false;
        await sleep(pauseMs, undefined, { signal: ending.signal }).catch(() => null);
        pauseMs = Math.min(2 * pauseMs, LONGEST_MS);
        return !ending.signal.aborted;
      };
    },
    end: () => ending.abort(),
  };
}
