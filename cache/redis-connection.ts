import { setTimeout as wait } from "node:timers/promises";
import { withPatience } from "./patience.ts";
import { type Link, openLink, type RedisCommands, type RedisSettings } from "./redis-link.ts";
import { createSlowness } from "./slowness.ts";

/** How often a Redis that is away is looked for, and one that is there is looked after. */
const LOOK_MS = 1_000;

/** An answer asks a few times, one after the other: together they may not take longer than one may. */
const ROUNDS = 10;

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

/** A Redis that may come and go. */
export type RedisConnection = {
  readonly up: () => boolean;
  readonly health: () => RedisHealth;
  /**
   * What the command comes to. Null where Redis is away, or goes away over it, or is too full for it. Never rejects, and
   * takes no longer than patience.
   */
  readonly ask: <T>(command: (client: RedisCommands) => Promise<T>) => Promise<T | null>;
  /** Resolves once it is known for the first time whether it is there. */
  readonly looked: Promise<void>;
  readonly close: () => Promise<void>;
};

export type RedisConnectionOptions = {
  readonly settings: RedisSettings;
  readonly channel: string;
  /** For one answer, and the first that comes later makes all others go without. */
  readonly patienceMs: number;
  /** Fails where Redis is no use; for the rest see `ask`. */
  readonly probe: (client: RedisCommands) => Promise<unknown>;
  readonly onMessage: (message: string) => void;
  /** Before anyone else asks it anything. */
  readonly onBack: () => void;
  readonly log: (health: RedisHealth) => void;
};

export function createRedisConnection(options: RedisConnectionOptions): RedisConnection {
  const { patienceMs, probe, onBack } = options;
  const closing = new AbortController();
  const health = createHealthMemory(options.log);
  let link: Link | null = null;
  let slowness = createSlowness();

  const lose = (lost: Link, error: unknown): void => {
    lost.close();
    if (link !== lost) return;
    link = null;
    if (closing.signal.aborted) return;
    health.set("away", messageOf(error));
  };

  const askOf = async <T>(asked: Link, command: (client: RedisCommands) => Promise<T>): Promise<T | null> => {
    const end = slowness.begin();
    try {
      const answer = await withPatience(command(asked.client), patienceMs);
      end();
      if (slowness.meanMs() * ROUNDS > patienceMs) lose(asked, TOO_SLOW);
      return answer;
    } catch (error) {
      if (isFull(error)) health.set("full", messageOf(error));
      else lose(asked, error);
      return null;
    }
  };

  const lookFor = async (): Promise<void> => {
    try {
      const found = await opened({ ...options, signal: closing.signal });
      slowness = createSlowness();
      link = found;
      onBack();
      void found.lost.then((reason) => lose(found, reason));
      health.set("up", null);
    } catch (error) {
      if (!closing.signal.aborted) health.set("away", messageOf(error));
    }
  };

  const lookAfter = async (held: Link): Promise<void> => {
    if ((await askOf(held, probe)) !== null && link === held) health.set("up", null);
    await withPatience(held.hears(), patienceMs).catch((error: unknown) => lose(held, error));
  };

  const looks = async (looked: () => void): Promise<void> => {
    while (!closing.signal.aborted) {
      await (link === null ? lookFor() : lookAfter(link));
      looked();
      await wait(LOOK_MS, null, { ref: false, signal: closing.signal }).catch(() => null);
    }
  };

  let watching: Promise<void> = Promise.resolve();
  const looked = new Promise<void>((resolve) => {
    watching = looks(resolve);
  });
  return {
    up: () => link !== null,
    health: health.get,
    ask: async (command) => (link === null ? null : askOf(link, command)),
    looked: Promise.race([looked, wait(STARTUP_MS, undefined, { ref: false })]),
    async close() {
      closing.abort();
      await watching;
      link?.close();
      link = null;
    },
  };
}

const TOO_SLOW = new Error("It answers too slowly.");

/** A link that has proved its use. Rejects with why there is none. */
async function opened(options: RedisConnectionOptions & { readonly signal: AbortSignal }): Promise<Link> {
  const { probe, patienceMs } = options;
  const link = await openLink(options);
  try {
    // The first answer may have had to wait for connections; a second one tells how quick it is.
    for (const round of [0, 1]) {
      const end = createSlowness().begin();
      await withPatience(probe(link.client), OPEN_MS).catch((error: unknown) => {
        if (!isFull(error)) throw error;
      });
      if (round > 0 && end() * ROUNDS > patienceMs) throw TOO_SLOW;
    }
    return link;
  } catch (error) {
    link.close();
    throw error;
  }
}

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
