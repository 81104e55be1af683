import { Refusal } from "./request/refusal.ts";

/**
 * A walk through GraphQL of a page of images holds some MB until it ends: so many go on at a time. While hubs are waited
 * for they cost nothing else.
 */
const AT_ONCE = 64;

/** Behind these; who comes then would wait for longer than callers do. */
const MAX_WAITING = 2_000;

const BUSY = { status: 503, code: "TOO_BUSY", headers: { "retry-after": "1" } };

/** Lets a bounded number of questions be worked on, in the order in which they came; a caller who leaves gives up his turn. */
export type Turns = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;

export function createTurns({ atOnce = AT_ONCE, maxWaiting = MAX_WAITING } = {}): Turns {
  const waiting = new Set<() => void>();
  let underWay = 0;
  const next = () => {
    const [first] = waiting;
    if (first === undefined) underWay -= 1;
    else {
      waiting.delete(first);
      first();
    }
  };
  return async (work, signal) => {
    signal.throwIfAborted();
    if (underWay < atOnce) underWay += 1;
    else if (waiting.size < maxWaiting) await oneOf(waiting, signal);
    else throw new Refusal(`${waiting.size} questions wait already; ask again in a moment.`, BUSY);
    try {
      return await work();
    } finally {
      next();
    }
  };
}

/** Until it is called; rejects when the caller leaves before. */
function oneOf(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      waiting.delete(begin);
      reject(signal.reason);
    };
    const begin = () => {
      signal.removeEventListener("abort", leave);
      resolve();
    };
    signal.addEventListener("abort", leave, { once: true });
    waiting.add(begin);
  });
}
