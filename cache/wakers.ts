/** Those who wait until something happens to one of their keys. */
export type Wakers = {
  /** Resolves then, or after `ms`. */
  readonly wait: (keys: readonly string[], ms: number) => Promise<void>;
  readonly wake: (keys: readonly string[]) => void;
};

export function createWakers(): Wakers {
  const waiting = new Set<{ readonly keys: ReadonlySet<string>; readonly wake: () => void }>();
  return {
    wait: (keys, ms) =>
      new Promise((resolve) => {
        const waiter = {
          keys: new Set(keys),
          wake: () => {
            clearTimeout(timer);
            waiting.delete(waiter);
            resolve();
          },
        };
        const timer = setTimeout(waiter.wake, ms);
        waiting.add(waiter);
      }),
    wake(keys) {
      for (const waiter of waiting) if (keys.some((key) => waiter.keys.has(key))) waiter.wake();
    },
  };
}
