import { setTimeout as sleep } from "node:timers/promises";
import { HubWireError } from "./hub-wire-error.ts";

export type ReadRetries = {
  /** On the clock of `now`. */
  readonly deadlineAt: number;
  readonly now: () => number;
  /** From 0 to 1, as Math.random. */
  readonly random: () => number;
  /** Told before each wait. */
  readonly onRetry: (error: HubWireError, waitMs: number) => void;
};

const MAX_RETRIES = 2;
const FIRST_WAIT_MS = 150;

/** A hub that asks for more patience than this is told to callers as unavailable: they have older data to show meanwhile. */
const MAX_WAIT_MS = 2_000;

/**
 * Asks, and asks again where the failure was a passing one. For reads only: a write whose answer was lost may have
 * happened. An announced outage (fault 1014) is an answer, not a failure; it lasts longer than any retry here.
 */
export async function withReadRetries<T>(ask: (remainingMs: number) => Promise<T>, options: ReadRetries): Promise<T> {
  const { deadlineAt, now, onRetry } = options;
  for (let retry = 0; ; retry += 1) {
    try {
      return await ask(Math.max(1, deadlineAt - now()));
    } catch (error) {
      if (!(error instanceof HubWireError) || !error.passing || retry === MAX_RETRIES) throw error;
      const waitMs = waitBefore(retry, error, options);
      if (waitMs > MAX_WAIT_MS || now() + waitMs >= deadlineAt) throw error;
      onRetry(error, waitMs);
      await sleep(waitMs);
    }
  }
}

/** Doubles, and differs by up to three times, so that many who failed together do not come back together. */
function waitBefore(retry: number, { retryAfter }: HubWireError, { random }: ReadRetries): number {
  const backoff = FIRST_WAIT_MS * 2 ** retry * (0.5 + random());
  return Math.max(backoff, (retryAfter ?? 0) * 1000);
}
