import { Cluster, Redis, type RedisOptions } from "ioredis";

/** Addresses are `redis://[[user]:password@]host[:port][/database]`, `rediss` for TLS; user and password of the first are those of all. */
export type LedgerRedis =
  | { readonly kind: "single"; readonly url: string }
  | { readonly kind: "cluster"; readonly urls: readonly string[] }
  | { readonly kind: "sentinels"; readonly urls: readonly string[]; readonly name: string };

export type RedisClient = Redis | Cluster;

const CONNECT_MS = 1_000;

/** Nothing is sent twice, or later than somebody waits for it; a connection that ended does not come back. */
const OPTIONS = {
  lazyConnect: true,
  enableOfflineQueue: false,
  enableReadyCheck: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: CONNECT_MS,
  sentinelCommandTimeout: CONNECT_MS,
  // One that hangs says no goodbye.
  disconnectTimeout: 100,
  disableClientInfo: true,
  retryStrategy: null,
  sentinelRetryStrategy: () => null,
} satisfies RedisOptions;

/** Not connected yet. */
export function createRedisClient(settings: LedgerRedis): RedisClient {
  const places = placesOf(settings);
  const [first] = urlsOf(settings);
  const login = first === undefined ? {} : loginOf(first);
  if (settings.kind === "cluster") return clusterAt(places, login);
  if (settings.kind === "single") return new Redis({ ...OPTIONS, ...login, ...places[0] });
  const behind = { ...OPTIONS, ...login, ...ofSentinels(login), sentinels: places, name: settings.name };
  return new Redis(behind);
}

/** Without passwords. */
export const placeText = (settings: LedgerRedis): string =>
  placesOf(settings)
    .map(({ host, port }) => `${host}:${port}`)
    .join(", ");

const urlsOf = (settings: LedgerRedis): readonly URL[] =>
  (settings.kind === "single" ? [settings.url] : settings.urls).map((url) => new URL(url));

const placesOf = (settings: LedgerRedis) =>
  urlsOf(settings).map(({ hostname, port }) => ({
    host: hostname.replace(/^\[|\]$/gu, ""),
    port: port === "" ? USUAL_PORT[settings.kind] : Number(port),
  }));

const USUAL_PORT = { single: 6379, cluster: 6379, sentinels: 26_379 } as const;

type Login = { readonly username?: string; readonly password?: string; readonly db?: number; readonly tls?: object };

function loginOf({ username, password, pathname, protocol }: URL): Login {
  const db = Number(pathname.slice(1));
  return {
    ...(username === "" ? {} : { username: decoded(username) }),
    ...(password === "" ? {} : { password: decoded(password) }),
    ...(db > 0 ? { db } : {}),
    ...(protocol === "rediss:" ? { tls: {} } : {}),
  };
}

/** As it stands where it only looks encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Sentinels have the user and password of their master. */
const ofSentinels = ({ username, password, tls }: Login) => ({
  ...(username === undefined ? {} : { sentinelUsername: username }),
  ...(password === undefined ? {} : { sentinelPassword: password }),
  ...(tls === undefined ? {} : { sentinelTLS: tls, enableTLSForSentinelMode: true }),
});

function clusterAt(places: { host: string; port: number }[], login: Login): Cluster {
  const { lazyConnect, enableOfflineQueue, retryStrategy, ...redisOptions } = OPTIONS;
  return new Cluster(places, {
    lazyConnect,
    enableOfflineQueue,
    enableReadyCheck: false,
    clusterRetryStrategy: retryStrategy,
    slotsRefreshTimeout: CONNECT_MS,
    // Certificates are made out to names.
    dnsLookup: (host, found) => found(null, host),
    redisOptions: { ...redisOptions, ...login },
  });
}
