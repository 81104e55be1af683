import type { Answer } from "./answer.ts";
import type { Execution } from "./execution.ts";
import type { Answerable, Executor } from "./executor.ts";
import type { Recipient } from "./send-answer.ts";

/** How soon an old answer is tried to be made anew again, where that gave none. */
const RETRY_MS = 1_000;

/** New answers made behind old ones: one at a time for each, of nothing that is old. */
export type Renewals = {
  readonly renew: (question: Answerable, to: Pick<Recipient, "mediaType">, old: Answer) => void;
  /** Whether one is under way that has used nothing that changed since. */
  readonly comes: (key: string) => boolean;
  readonly close: () => void;
};

export function createRenewals({ begin }: Executor, now: () => number): Renewals {
  const triedAt = new WeakMap<Answer, number>();
  const underWay = new Map<string, { readonly execution: Execution; readonly abort: AbortController }>();
  return {
    renew: (question, { mediaType }, old) => {
      if (underWay.has(question.key) || now() - (triedAt.get(old) ?? -Infinity) < RETRY_MS) return;
      triedAt.set(old, now());
      const abort = new AbortController();
      const { execution, executed } = begin(question, { mediaType, current: true, signal: abort.signal });
      underWay.set(question.key, { execution, abort });
      // What fails here is told to whoever asks once the old answer is gone.
      void executed.catch(() => null).finally(() => underWay.delete(question.key));
    },
    comes: (key) => underWay.get(key)?.execution.outdated === false,
    close: () => {
      for (const { abort } of underWay.values()) abort.abort();
    },
  };
}
