/** Lets one after another work under a key. `busy`: why one that waited too long gives up. */
export function createTurns({ patienceMs, busy }: { readonly patienceMs: number; readonly busy: () => Error }) {
  const queues = new Map<string, (() => void)[]>();

  const turn = (key: string): Promise<void> => {
    const queue = queues.get(key);
    if (queue === undefined) {
      queues.set(key, []);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(giveUp);
        resolve();
      };
      const giveUp = setTimeout(() => {
        queue.splice(queue.indexOf(begin), 1);
        reject(busy());
      }, patienceMs);
      queue.push(begin);
    });
  };

  const leave = (key: string): void => {
    const next = queues.get(key)?.shift();
    if (next === undefined) queues.delete(key);
    else next();
  };

  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    await turn(key);
    try {
      return await work();
    } finally {
      leave(key);
    }
  };
}
