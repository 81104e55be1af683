/** What waits for its turn in this process goes first: to be awaited before each piece of longer work. */
export const letOthers = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
