/** Those who wait until something happens to one of their keys. */
export type Wakers = {
  /** Resolves then, or to false after `ms`. */
  readonly wait: (keys: readonly string[], ms: number) => Promise<boolean>;
  readonly wake: (keys: readonly string[]) => void;
};

export function createWakers(): Wakers {
  const waiting = new Set<{ readonly keys: ReadonlySet<string>; readonly wake: (isWoken?: boolean) => void }>();
  return {
    wait: (keys, ms) =>
      new Promise((resolve) => {
        const waiter = {
          keys: new Set(keys),
          wake: (isWoken = true) => {
            clearTimeout(timer);
            waiting.delete(waiter);
            resolve(isWoken);
          },
        };
        const timer = setTimeout(() => waiter.wake(false), ms);
        waiting.add(waiter);
      }),
    wake(keys) {
      for (const waiter of waiting) if (keys.some((key) => waiter.keys.has(key))) waiter.wake();
    },
  };
}
