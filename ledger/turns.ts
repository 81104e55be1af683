import { setTimeout as wait } from "node:timers/promises";
import { busyError, closedError } from "./key-errors.ts";

/** For what is under way when the ledger is to be closed: whoever sent something to a hub writes down what came of it. */
const GRACE_MS = 1_500;
const LOOK_MS = 10;

/** Lets one after another work under a key, of those that are here. */
export class Turns {
  readonly #patienceMs: number;
  readonly #queues = new Map<string, (() => void)[]>();
  #ending = false;

  /** `patienceMs`: after which one that waits gives up. */
  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** Rejects with LedgerError where the turn does not come. */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (this.#ending) throw closedError();
    await this.#turn(key);
    try {
      return await work();
    } finally {
      this.#leave(key);
    }
  }

  /** Nobody begins any more; resolves once nobody works, or after a moment. */
  async end(): Promise<void> {
    this.#ending = true;
    const deadline = performance.now() + GRACE_MS;
    while (this.#queues.size > 0 && performance.now() < deadline) await wait(LOOK_MS);
  }

  #turn(key: string): Promise<void> {
    const queue = this.#queues.get(key);
    if (queue === undefined) {
      this.#queues.set(key, []);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(giveUp);
        resolve();
      };
      const giveUp = setTimeout(() => {
        queue.splice(queue.indexOf(begin), 1);
        reject(busyError(this.#patienceMs));
      }, this.#patienceMs);
      queue.push(begin);
    });
  }

  #leave(key: string): void {
    const next = this.#queues.get(key)?.shift();
    if (next === undefined) this.#queues.delete(key);
    else next();
  }
}
