import { setTimeout as wait } from "node:timers/promises";
import { ImpatienceError, withPatience } from "./patience.ts";
import type { RedisAccess } from "./redis-access.ts";
import type { Link, RedisCommands } from "./redis-link.ts";

/** How often a Redis that is away is looked for, and one that is there is looked after. */
const LOOK_MS = 1_000;

/** How often a slow one is given another chance, and how long after the last one. */
const TRIES = 4;
const RETRY_MS = 250;

/** To become useful, with all its connections. No answer waits for that. */
const OPEN_MS = 1_000;

/** How long a start may wait for it. */
const STARTUP_MS = 500;

export type RedisHealth = {
  /** `full`: it takes no more values; those that it holds are read. */
  readonly state: "up" | "full" | "away";
  /** Why it is not up, without passwords. */
  readonly message: string | null;
};

export type RedisConnectionOptions = {
  readonly access: RedisAccess;
  readonly channel: string;
  /** For one answer, and the first that comes later makes all others go without. */
  readonly patienceMs: number;
  /** Fails where Redis is no use; for the rest see `ask`. */
  readonly probe: (client: RedisCommands) => Promise<unknown>;
  readonly onMessage: (message: string) => void;
  /** Before anyone else asks it anything. `heardAll`: it was only slow, and no message was missed. */
  readonly onBack: (heardAll: boolean) => void;
  readonly log: (health: RedisHealth) => void;
};

/** A Redis that may come and go. */
export class RedisConnection {
  readonly #options: RedisConnectionOptions;
  readonly #closing = new AbortController();
  readonly #health: HealthMemory;
  readonly #watching: Promise<void>;
  /** Resolves once it is known for the first time whether it is there, after half a second at most. */
  readonly looked: Promise<void>;
  #link: Link | null = null;
  /** The link, while nobody asks it because it was slow. A busy machine makes a good Redis slow: that is no reason to part. */
  #resting: Link | null = null;

  constructor(options: RedisConnectionOptions) {
    this.#options = options;
    this.#health = createHealthMemory(options.log);
    const first = this.#lookFor();
    this.looked = Promise.race([first, wait(STARTUP_MS, undefined, { ref: false })]);
    this.#watching = first.then(() => this.#watch());
  }

  isUp(): boolean {
    return this.#link !== null && this.#link !== this.#resting;
  }

  health(): RedisHealth {
    return this.#health.get();
  }

  /**
   * What the command comes to. Null where Redis is away, or goes away over it, or is too full for it. Never rejects, and
   * takes no longer than patience.
   */
  async ask<T>(command: (client: RedisCommands) => Promise<T>): Promise<T | null> {
    const link = this.#link;
    if (link === null || link === this.#resting) return null;
    const { patienceMs } = this.#options;
    try {
      return await withPatience(command(link.client), patienceMs);
    } catch (error) {
      if (isFull(error)) this.#health.set("full", messageOf(error));
      else if (error instanceof ImpatienceError) void this.#rest(link);
      else this.#lose(link, error);
      return null;
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#watching;
    this.#link?.close();
    this.#link = null;
  }

  async #watch(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await wait(LOOK_MS, null, { ref: false, signal }).catch(() => null);
      if (signal.aborted) return;
      if (this.#link === null) await this.#lookFor();
      else if (this.#link !== this.#resting) await this.#lookAfter(this.#link);
    }
  }

  async #lookFor(): Promise<void> {
    const { signal } = this.#closing;
    try {
      const link = await provenLink({ ...this.#options, signal });
      this.#link = link;
      void link.lost.then((reason) => this.#lose(link, reason));
      this.#options.onBack(false);
      this.#health.set("up", null);
    } catch (error) {
      if (!signal.aborted) this.#health.set("away", messageOf(error));
    }
  }

  async #lookAfter(link: Link): Promise<void> {
    if ((await this.ask(this.#options.probe)) !== null && this.#link === link) this.#health.set("up", null);
    await withPatience(link.hears(), OPEN_MS).catch((error: unknown) => this.#lose(link, error));
  }

  /** Nobody asks it until it has proved that it is quick again; one that does not soon is away. */
  async #rest(link: Link): Promise<void> {
    if (this.#link !== link || this.#resting === link) return;
    this.#resting = link;
    try {
      for (let tries = 1; !(await this.#isQuick(link, tries === TRIES)); tries += 1) await wait(RETRY_MS);
      if (this.#link !== link) return;
      this.#resting = null;
      this.#options.onBack(true);
    } catch (error) {
      this.#lose(link, error);
    }
  }

  /** Rejects at the last try, and with whatever is more than slowness. */
  async #isQuick(link: Link, last: boolean): Promise<boolean> {
    const { probe, patienceMs } = this.#options;
    try {
      await withPatience(probe(link.client), patienceMs);
      return true;
    } catch (error) {
      if (isFull(error)) return true;
      if (last || !(error instanceof ImpatienceError)) throw error;
      return false;
    }
  }

  #lose(link: Link, error: unknown): void {
    link.close();
    if (this.#resting === link) this.#resting = null;
    if (this.#link !== link) return;
    this.#link = null;
    if (!this.#closing.signal.aborted) this.#health.set("away", messageOf(error));
  }
}

/** A link that has proved its use. Rejects with why there is none. */
async function provenLink(options: RedisConnectionOptions & { readonly signal: AbortSignal }): Promise<Link> {
  const { probe, patienceMs, signal } = options;
  // Its client takes memory that a gateway without Redis can do without.
  const { openLink } = await import("./redis-link.ts");
  signal.throwIfAborted();
  const link = await openLink(options);
  try {
    // The first answer may have to wait for connections; the second one tells whether others would have to.
    for (const ms of [OPEN_MS, patienceMs]) {
      await withPatience(probe(link.client), ms).catch((error: unknown) => {
        if (!isFull(error)) throw error;
      });
    }
    return link;
  } catch (error) {
    link.close();
    throw error;
  }
}

type HealthMemory = ReturnType<typeof createHealthMemory>;

/** Tells the log of changes, and once of how it was found. */
function createHealthMemory(log: RedisConnectionOptions["log"]) {
  let health: RedisHealth = { state: "away", message: "It was not looked for yet." };
  let told: RedisHealth["state"] | null = null;
  return {
    get: () => health,
    set(state: RedisHealth["state"], message: string | null) {
      health = { state, message };
      if (state !== told) log(health);
      told = state;
    },
  };
}

/** It writes no more: out of memory, or because its snapshots fail. */
const isFull = (error: unknown): boolean => /^(?:OOM|MISCONF)\b/u.test(messageOf(error));

function messageOf(error: unknown): string {
  // An error of Redis holds the command, with what it said to sign in: only the message is told.
  if (!(error instanceof Error)) return String(error);
  if (error.message !== "") return error.message;
  return "code" in error ? String(error.code) : error.name;
}
