import { HubWriteError } from "../../model/errors.ts";

export type TurnLimits = {
  /** Turns at the same time, of different people. */
  readonly atOnce: number;
  /** That may wait, of one person and of all. */
  readonly waitingOfOne: number;
  readonly waiting: number;
  readonly waitMs: number;
};

const RETRY_SECONDS = 10;

type Waiting = { readonly begin: () => void; readonly giveUp: (error: unknown) => void };

/** Lets people act one thing at a time each, a few of them at once, whoever waited longest for a turn first. */
export class Turns {
  readonly #limits: TurnLimits;
  /** In the order in which they had their last turn. */
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #acting = new Set<string>();
  readonly #work = new Set<Promise<unknown>>();
  #closed: Error | null = null;

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  /** Rejects with HubWriteError (NOT_SENT) where there is no turn to be had, or the signal's reason where it fires before. */
  async take<T>(person: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    await this.#turn(person, signal);
    // Between getting a turn and this line the end may have come.
    const done = this.#closed === null ? work() : Promise.reject(this.#closed);
    this.#work.add(done);
    try {
      return await done;
    } finally {
      this.#work.delete(done);
      this.#acting.delete(person);
      this.#next();
    }
  }

  /** Rejects those that wait, and waits for the others. */
  async close(why: Error): Promise<void> {
    this.#closed = why;
    for (const waiting of [...this.#waiting.values()].flat()) waiting.giveUp(why);
    await Promise.allSettled(this.#work);
  }

  #turn(person: string, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    const refused = this.#closed ?? this.#tooMany(person);
    if (refused !== null) return Promise.reject(refused);
    return new Promise((resolve, reject) => {
      const queue = this.#waiting.get(person) ?? [];
      this.#waiting.set(person, queue);
      const leave = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
        queue.splice(queue.indexOf(waiting), 1);
        if (queue.length === 0) this.#waiting.delete(person);
      };
      const waiting: Waiting = {
        begin: () => (leave(), resolve()),
        giveUp: (error) => (leave(), reject(error)),
      };
      // What it rejects with is for the caller to choose, as with fetch.
      const abort = () => waiting.giveUp(signal?.reason);
      const timer = setTimeout(() => waiting.giveUp(tooLate(person, this.#limits.waitMs)), this.#limits.waitMs);
      signal?.addEventListener("abort", abort, { once: true });
      queue.push(waiting);
      this.#next();
    });
  }

  #tooMany(person: string): HubWriteError | null {
    const ofOne = this.#waiting.get(person)?.length ?? 0;
    const all = [...this.#waiting.values()].reduce((sum, { length }) => sum + length, 0);
    const { waiting, waitingOfOne } = this.#limits;
    if (ofOne < waitingOfOne && all < waiting) return null;
    const limit =
      ofOne < waitingOfOne
        ? `As many changes as may, ${waiting},`
        : `As many changes of ${person} as may, ${waitingOfOne},`;
    const message = `${limit} wait for the hub already: ask again when some are done. Nothing was changed.`;
    return new HubWriteError(message, { outcome: "NOT_SENT", retryAfter: RETRY_SECONDS });
  }

  #next(): void {
    for (const [person, queue] of this.#waiting) {
      if (this.#acting.size >= this.#limits.atOnce) return;
      const [first] = queue;
      if (first === undefined || this.#acting.has(person)) continue;
      this.#acting.add(person);
      // Behind everybody else who waits.
      this.#waiting.delete(person);
      this.#waiting.set(person, queue);
      first.begin();
    }
  }
}

const tooLate = (person: string, ms: number) =>
  new HubWriteError(
    `The hub was busy for ${ms / 1000} s with earlier changes of ${person} or of others. Nothing was changed.`,
    { outcome: "NOT_SENT", retryAfter: RETRY_SECONDS },
  );
