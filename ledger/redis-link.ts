import { setTimeout as wait } from "node:timers/promises";
import { LedgerError } from "../model/errors.ts";
import { closedError } from "./key-errors.ts";
import { createRedisClient, type LedgerRedis, placeText, type RedisClient } from "./redis-client.ts";

const LOOK_MS = 10;
const RETRY_MS = 100;
const SILENT = "it gave no answer";
const CLOSED = "Connection is closed.";

/** A Redis that is asked with a bound on the time that it takes. It is looked for while somebody asks. */
export class RedisLink {
  /** Without passwords. */
  readonly place: string;
  readonly #settings: LedgerRedis;
  readonly #commandMs: number;
  #client: RedisClient | null = null;
  #why = SILENT;
  #answered = 0;
  #closed = false;

  /** `commandMs`: for one answer, with all that it takes to connect. */
  constructor(settings: LedgerRedis, commandMs: number) {
    this.#settings = settings;
    this.#commandMs = commandMs;
    this.place = placeText(settings);
  }

  /** Rejects with LedgerError where the answer takes too long, or is a failure: Redis may have done it all the same. */
  async ask<T>(command: (client: RedisClient) => Promise<T>): Promise<T> {
    if (this.#closed) throw closedError();
    const ended = new AbortController();
    try {
      const late = this.#lateness(ended);
      const answer = await Promise.race([this.#answer(command, ended.signal), late]);
      this.#answered = performance.now();
      return answer;
    } catch (error) {
      // Redis' own errors hold the command, and with it what signs in: the message alone is told.
      const why = error instanceof Error ? reasonOf(error, this.#why) : String(error);
      // A master that became a replica: whoever is the master now is asked for next.
      if (why.startsWith("READONLY")) this.#part(this.#client);
      throw new LedgerError(
        `The ledger in Redis (${this.place}) cannot be used, so nothing is sent to a hub: ${why}. Once it is well again, send it again.`,
        { cause: error },
      );
    } finally {
      ended.abort();
    }
  }

  close(): void {
    this.#closed = true;
    this.#part(this.#client);
  }

  async #answer<T>(command: (client: RedisClient) => Promise<T>, ended: AbortSignal): Promise<T> {
    for (;;) {
      if (ended.aborted || this.#closed) throw new Error(this.#why);
      const client = (this.#client ??= this.#connect());
      if (client.status === "ready") {
        try {
          return await command(client);
        } catch (error) {
          if (wasSent(error)) throw error;
        }
      }
      await wait(LOOK_MS);
    }
  }

  #connect(): RedisClient {
    const client = createRedisClient(this.#settings);
    // The first error is the cause, unless it only says that this is the end.
    let cause: string | null = null;
    const blame = ({ message, name }: Error) => {
      if (cause === null || cause === CLOSED) cause = message || name;
      this.#why = cause;
    };
    client.on("error", blame).on("node error", blame);
    client.once("end", () => {
      setTimeout(() => this.#part(client), RETRY_MS).unref();
    });
    client.connect().catch(blame);
    return client;
  }

  /** The next one who asks looks for it anew. */
  #part(client: RedisClient | null): void {
    client?.disconnect();
    if (this.#client === client) this.#client = null;
  }

  async #lateness(ended: AbortController): Promise<never> {
    const began = performance.now();
    await wait(this.#commandMs, null, { signal: ended.signal }).catch(() => null);
    if (ended.signal.aborted) return new Promise(() => undefined);
    ended.abort();
    const hangs = this.#client?.status === "ready";
    // Who hangs keeps the connection; another one may lead to who does not.
    if (this.#answered < began) this.#part(this.#client);
    throw new Error(hangs ? SILENT : this.#why);
  }
}

/** A connection that has ended is seen a moment later. */
const wasSent = (error: unknown): boolean =>
  !(error instanceof Error && error.message.startsWith("Stream isn't writeable"));

/** The client's word for a connection that ended under a command speaks of its settings. */
function reasonOf({ name, message }: Error, why: string): string {
  if (name === "MaxRetriesPerRequestError" || message === CLOSED) return "the connection was lost";
  // Whose password was refused is not signed in.
  const reason = message.startsWith("NOAUTH") && why.startsWith("WRONGPASS") ? why : message;
  return reason.replace(/\.$/u, "");
}
