/** No answer came in time. */
export class ImpatienceError extends Error {
  override readonly name = "ImpatienceError";
}

/**
 * What `promise` comes to, or a rejection after `ms`. When the time is over, what has arrived meanwhile still counts:
 * this process may have been too busy to read it.
 */
export function withPatience<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => afterTurns(TURNS, () => reject(new ImpatienceError(`It gave no answer within ${ms} ms.`)));
    const timer = setTimeout(giveUp, ms);
    promise.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}

/** Of the event loop, each of which reads what has arrived; a long answer takes more than one. */
const TURNS = 3;

function afterTurns(turns: number, act: () => void): void {
  setImmediate(() => (turns > 1 ? afterTurns(turns - 1, act) : act()));
}
