import { setImmediate } from "node:timers/promises";
import { Cluster, Redis, type RedisOptions } from "ioredis";
import type { RedisAccess } from "./redis-access.ts";
import { SCRIPTS, type ScriptCommands } from "./redis-scripts.ts";

/** The commands that the cache uses. */
export type RedisCommands = Pick<Redis, "mgetBuffer" | "set" | "exists"> & ScriptCommands;

/** One connection for commands and one for messages: both work, or the link is lost. */
export type Link = {
  readonly client: RedisCommands;
  /** Rejects when the connection for messages is dead. */
  readonly hears: () => Promise<unknown>;
  /** Resolves with why, once one of them is closed. */
  readonly lost: Promise<Error>;
  readonly close: () => void;
};

export type LinkOptions = {
  readonly access: RedisAccess;
  readonly channel: string;
  readonly onMessage: (message: string) => void;
  /** Gives up. */
  readonly signal: AbortSignal;
};

const CONNECT_MS = 1_000;

/** Rejects with why there is none. A link that is lost or closed does not come back: open another one. */
export async function openLink({ access, channel, onMessage, signal }: LinkOptions): Promise<Link> {
  const connections = createConnections();
  const giveUp = setTimeout(connections.close, 2 * CONNECT_MS);
  signal.addEventListener("abort", connections.close, { once: true });
  try {
    const client = await connections.open(connectionFor(access));
    const subscriber = await connections.open(subscriberBeside(client));
    subscriber.on("message", (_: string, message: string) => onMessage(message));
    await subscriber.subscribe(channel);
    const { lost, close } = connections;
    // ioredis adds what `scripts` define without telling its types.
    return { client: client as unknown as RedisCommands, hears: () => subscriber.ping(), lost, close };
  } catch (error) {
    connections.close();
    // A refused password closes the connection a moment after the commands behind it have failed.
    await setImmediate();
    throw connections.why() ?? error;
  } finally {
    clearTimeout(giveUp);
    signal.removeEventListener("abort", connections.close);
  }
}

const CLOSED = "Connection is closed.";

/** Connections that are lost together. */
function createConnections() {
  const opened: (Redis | Cluster)[] = [];
  // The first error is the cause, unless it only says that this is the end.
  let why: Error | null = null;
  const blame = (error: Error) => {
    if (why === null || why.message === CLOSED) why = error;
  };
  let lose: (reason: Error) => void = () => undefined;
  const lost = new Promise<Error>((resolve) => {
    lose = resolve;
  });
  const open = async <T extends Redis | Cluster>(connection: T): Promise<T> => {
    opened.push(connection);
    connection.on("error", blame).on("node error", blame);
    connection.once("end", () => lose(why ?? new Error(CLOSED)));
    await connection.connect();
    return connection;
  };
  const close = () => {
    for (const connection of opened.splice(0)) connection.disconnect();
  };
  return { open, close, lost, why: () => why };
}

/** Nothing is queued, repeated or connected anew in here: whoever holds the link decides. */
const OPTIONS = {
  lazyConnect: true,
  enableOfflineQueue: false,
  enableReadyCheck: false,
  autoResendUnfulfilledCommands: false,
  retryStrategy: null,
  sentinelRetryStrategy: () => null,
  sentinelCommandTimeout: CONNECT_MS,
  maxRetriesPerRequest: 0,
  connectTimeout: CONNECT_MS,
  // One that hangs says no goodbye.
  disconnectTimeout: 100,
  disableClientInfo: true,
} satisfies RedisOptions;

function connectionFor({ kind, places, login, name }: RedisAccess): Redis | Cluster {
  if (kind === "single") return new Redis({ ...OPTIONS, ...login, ...places[0], scripts: SCRIPTS });
  if (kind === "cluster") return clusterAt(places, login);
  const { username, password, tls } = login;
  const ofSentinels = {
    ...(username === undefined ? {} : { sentinelUsername: username }),
    ...(password === undefined ? {} : { sentinelPassword: password }),
    ...(tls === undefined ? {} : { sentinelTLS: tls, enableTLSForSentinelMode: true }),
  };
  const master = name === null ? {} : { name };
  return new Redis({ ...OPTIONS, ...login, ...ofSentinels, ...master, sentinels: [...places], scripts: SCRIPTS });
}

function clusterAt(places: RedisAccess["places"], login: RedisAccess["login"]): Cluster {
  const { lazyConnect, enableOfflineQueue, retryStrategy, ...redisOptions } = OPTIONS;
  return new Cluster([...places], {
    lazyConnect,
    enableOfflineQueue,
    enableReadyCheck: false,
    clusterRetryStrategy: retryStrategy,
    slotsRefreshTimeout: CONNECT_MS,
    // Certificates are made out to names.
    dnsLookup: (host, found) => found(null, host),
    redisOptions: { ...redisOptions, ...login },
    scripts: SCRIPTS,
  });
}

/** In a cluster every message reaches every node: a plain connection to any of them hears all, and tells when it is lost. */
function subscriberBeside(client: Redis | Cluster): Redis {
  if (client instanceof Redis) return client.duplicate();
  const [node] = client.nodes("master");
  if (node === undefined) throw new Error("The cluster has no master.");
  return node.duplicate({ ...OPTIONS });
}
