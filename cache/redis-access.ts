/** Addresses are `redis://[[user]:password@]host[:port][/database]`, `rediss` for TLS with the system's authorities. */
export type RedisSettings =
  | { readonly kind: "single"; readonly url: string }
  /** Any nodes of it. */
  | { readonly kind: "cluster"; readonly urls: readonly string[] }
  /** `name`: of the master that they watch. */
  | { readonly kind: "sentinels"; readonly urls: readonly string[]; readonly name: string };

/** Settings, taken apart. */
export type RedisAccess = {
  readonly kind: RedisSettings["kind"];
  readonly places: readonly { readonly host: string; readonly port: number }[];
  /** Of the first address, for all that are found by way of them. */
  readonly login: {
    readonly username?: string;
    readonly password?: string;
    readonly db?: number;
    readonly tls?: object;
  };
  /** Of the master that sentinels watch. */
  readonly name: string | null;
};

const PORT = 6379;
const SENTINEL_PORT = 26_379;

export function readAccess(settings: RedisSettings): RedisAccess {
  const { kind } = settings;
  const urls = (kind === "single" ? [settings.url] : settings.urls).map((url) => new URL(url));
  const usual = kind === "sentinels" ? SENTINEL_PORT : PORT;
  const places = urls.map(({ hostname, port }) => ({
    host: hostname.replace(/^\[|\]$/gu, ""),
    port: port === "" ? usual : Number(port),
  }));
  const [first] = urls;
  const login = first === undefined ? {} : loginOf(first);
  return { kind, places, login, name: kind === "sentinels" ? settings.name : null };
}

function loginOf({ username, password, pathname, protocol }: URL): RedisAccess["login"] {
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
