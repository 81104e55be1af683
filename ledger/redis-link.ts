import { setTimeout as wait } from "node:timers/promises";
import { LedgerError } from "../model/errors.ts";
import { createRedisClient, type LedgerRedis, type RedisClient } from "./redis-client.ts";

const LOOK_MS = 10;
const SILENT = "it gave no answer";

/** A Redis that is asked with a bound on the time that it takes. */
export class RedisLink {
  /** Without passwords. */
  readonly place: string;
  readonly #client: RedisClient;
  readonly #commandMs: number;
  #why = SILENT;
  #answered = 0;
  #closed = false;

  /** `commandMs`: for one answer, with all that it takes to connect. */
  constructor(settings: LedgerRedis, commandMs: number) {
    const { client, place } = createRedisClient(settings);
    const blame = ({ message, name }: Error) => void (this.#why = message || name);
    client.on("error", blame).on("node error", blame);
    this.#client = client;
    this.#commandMs = commandMs;
    this.place = place;
  }

  /** Rejects with LedgerError where the answer takes too long, or is a failure: Redis may have done it all the same. */
  async ask<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    if (this.#closed) throw new LedgerError("The ledger is closed: the gateway ends. Ask another one.");
    const ended = new AbortController();
    try {
      const late = this.#lateness(ended);
      const answer = await Promise.race([this.#answer(command, ended.signal), late]);
      this.#answered = performance.now();
      return answer;
    } catch (error) {
      // Redis' own errors hold the command, and with it what signs in: the message alone is told.
      const why = error instanceof Error ? error.message : String(error);
      throw new LedgerError(
        `The ledger in Redis (${this.place}) cannot be used, so nothing is sent to a hub: ${why}. Once it is well again, send it again.`,
      );
    } finally {
      ended.abort();
    }
  }

  close(): void {
    this.#closed = true;
    this.#client.disconnect();
  }

  async #answer<T>(command: (client: RedisClient) => Promise<T>, ended: AbortSignal): Promise<T> {
    const client = this.#client;
    while (client.status !== "ready") {
      if (ended.aborted || this.#closed) throw new Error(this.#why);
      // Whatever is wrong is told by an event; it goes on trying by itself.
      if (client.status === "wait") client.connect().catch(() => undefined);
      await wait(LOOK_MS);
    }
    return command(client);
  }

  async #lateness(ended: AbortController): Promise<never> {
    const began = performance.now();
    await wait(this.#commandMs, null, { signal: ended.signal }).catch(() => null);
    if (ended.signal.aborted) return new Promise(() => undefined);
    ended.abort();
    const hangs = this.#client.status === "ready";
    // Who hangs keeps the connection; another one may lead to who does not.
    if (this.#answered < began && !this.#closed) this.#client.disconnect(true);
    throw new Error(hangs ? SILENT : this.#why);
  }
}
