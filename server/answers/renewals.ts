import type { Answer } from "./answer.ts";
import type { Answerable, Executor } from "./executor.ts";
import { createFlights } from "./flights.ts";
import type { Recipient } from "./send-answer.ts";

/** How soon an old answer is tried to be made anew again, where that gave none. */
const RETRY_MS = 1_000;

/** New answers made behind old ones: one at a time for each, of nothing that is old. */
export type Renewals = {
  readonly renew: (question: Answerable, to: Pick<Recipient, "mediaType">, old: Answer) => void;
  readonly close: () => void;
};

export function createRenewals({ begin }: Executor, now: () => number): Renewals {
  const flights = createFlights();
  const triedAt = new WeakMap<Answer, number>();
  const seats = new Set<() => void>();
  return {
    renew: (question, { mediaType }, old) => {
      if (now() - (triedAt.get(old) ?? -Infinity) < RETRY_MS) return;
      triedAt.set(old, now());
      const { executed, leave } = flights.join(question.key, (signal) =>
        begin(question, { mediaType, current: true, signal }),
      );
      seats.add(leave);
      // What fails here is told to whoever asks once the old answer is gone.
      void executed.catch(() => null).finally(() => seats.delete(leave));
    },
    close: () => {
      for (const leave of seats) leave();
    },
  };
}
