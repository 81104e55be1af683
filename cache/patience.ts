/**
 * What `promise` comes to, or a rejection after `ms`. When the time is over, what has arrived meanwhile still counts:
 * this process may have been too busy to read it.
 */
export function withPatience<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    // A turn of the event loop is timers, then what has arrived, then setImmediate.
    const giveUp = () => setImmediate(() => reject(new Error(`It gave no answer within ${ms} ms.`)));
    const timer = setTimeout(giveUp, ms);
    promise.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
