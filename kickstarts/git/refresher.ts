/** Does something at once and then again and again, one at a time; failures are told, never thrown. */
export type Refresher = {
  /** Why it failed the last time; null when it did not. */
  readonly problem: () => string | null;
  /** When it went well the last time. */
  readonly doneAt: () => Date | null;
  /** Resolves once the first try has ended, well or not. */
  readonly first: Promise<void>;
  /** Now; a try that is under way is waited for. */
  readonly refresh: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type RefresherOptions = {
  readonly everyMs: number;
  readonly work: (signal: AbortSignal) => Promise<void>;
  /** Told when it begins to fail, fails for another reason, or works again (null). */
  readonly log: (problem: string | null) => void;
};

export function createRefresher({ everyMs, work, log }: RefresherOptions): Refresher {
  const closing = new AbortController();
  let problem: string | null = null;
  let doneAt: Date | null = null;
  let underWay: Promise<void> | null = null;
  const tryOnce = async () => {
    const before = problem;
    try {
      await work(closing.signal);
      problem = null;
      doneAt = new Date();
    } catch (error) {
      if (closing.signal.aborted) return;
      problem = error instanceof Error ? error.message : String(error);
    }
    if (problem !== before) log(problem);
  };
  const refresh = () => (underWay ??= tryOnce().finally(() => (underWay = null)));
  const first = refresh();
  const timer = setInterval(() => void refresh(), everyMs);
  timer.unref();
  return {
    problem: () => problem,
    doneAt: () => doneAt,
    first,
    refresh,
    close: async () => {
      clearInterval(timer);
      closing.abort();
      await underWay;
    },
  };
}
