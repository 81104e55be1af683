/** Everything the gateway was told, checked and deeply frozen. Paths are as good as when it was read. */
export type Configuration = {
  readonly listen: Listen;
  readonly logLevel: LogLevel;
  /** The first is the default of every `hub` argument. Empty when none is configured: then there is a sample hub. */
  readonly hubs: readonly HubConfiguration[];
  readonly cache: CacheConfiguration;
  readonly ledger: LedgerConfiguration;
  readonly catalogue: CatalogueFile | null;
  readonly kickstarts: readonly KickstartRepositoryConfiguration[];
  /** The folder for copies of those repositories. It need not exist. */
  readonly copies: string;
  /** The folder of the policies; null for those that come with the gateway. */
  readonly policies: string | null;
  /** Null when nobody can sign in. */
  readonly identity: IdentityConfiguration | null;
};

/** `port`: 0 for a free one. */
export type Listen = { readonly host: string; readonly port: number };

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Addresses have no slash at their end. */
export type HubConfiguration = {
  /** As callers write it in `hub` arguments: letters, digits and `. _ + -`. */
  readonly name: string;
  /** Where XML-RPC is spoken: `https://koji.example.org/kojihub`. */
  readonly url: string;
  /** What Koji's paths (`packages/…`, `work/…`) are relative to: `https://koji.example.org/kojifiles`. */
  readonly filesUrl: string;
  /** Koji's own pages: `https://koji.example.org/koji`. */
  readonly webUrl: string;
  /** How far back the gateway looks for images that the catalogue does not list. */
  readonly discoverMs: number;
  /** Hosts that builds may take sources and packages from, besides those that the configuration names anyway. */
  readonly knownHosts: readonly string[];
  readonly limits: HubLimits;
  readonly auth: HubAuth;
  readonly events: HubEvents;
};

/** What the hub's operators allow this gateway. */
export type HubLimits = {
  /** Requests to the hub at the same time. */
  readonly connections: number;
  /** Calls sent in one second, on average; those of a multiCall count each. */
  readonly callsPerSecond: number;
  /** Calls in one multiCall. */
  readonly callsPerRequest: number;
  /** Of one multiCall; a call that is larger goes alone. */
  readonly bytesPerRequest: number;
  /** A longer answer is cut off and refused. */
  readonly maxResponseBytes: number;
  /** For all of a call: waiting for its turn, the answer to its last byte, and retries. */
  readonly timeoutMs: number;
};

/**
 * How the gateway itself signs in at the hub, to act for a person. Paths of files, all readable when the
 * configuration was made. `authority`: the CA of the hub's own certificate, null for the system's CAs.
 */
export type HubAuth = { readonly authority: string | null } & (
  | { readonly type: "none" }
  /** `key`: null when the certificate's file holds it too, as Koji's do. */
  | { readonly type: "ssl"; readonly certificate: string; readonly key: string | null }
  | { readonly type: "gssapi"; readonly principal: string | null; readonly keytab: string | null }
  /** Lines `name:password` of people, for hubs to test with. */
  | { readonly type: "password"; readonly passwordFile: string }
);

/** How the gateway learns what happens at the hub. The address of a broker may hold a password. */
export type HubEvents =
  | { readonly type: "poll" }
  | {
      readonly type: "fedora-messaging";
      readonly url: string;
      readonly certificate: string | null;
      readonly key: string | null;
      readonly authority: string | null;
      /** `org.fedoraproject.prod` */
      readonly topicPrefix: string;
    };

/** `redis`: null for memory alone. */
export type CacheConfiguration = { readonly redis: RedisConfiguration | null; readonly memoryMiB: number };

/** Where it is written down what is asked of hubs: in Redis, else in the folder, which need not exist. */
export type LedgerConfiguration = { readonly redis: RedisConfiguration | null; readonly folder: string };

/** The addresses may hold passwords. */
export type RedisConfiguration =
  | { readonly kind: "single"; readonly url: string }
  | { readonly kind: "cluster"; readonly urls: readonly string[] }
  /** `name`: of the master that the sentinels watch. */
  | { readonly kind: "sentinels"; readonly urls: readonly string[]; readonly name: string };

/** images.yaml as it was read with the configuration; `file` is for problems. */
export type CatalogueFile = { readonly file: string; readonly text: string };

export type KickstartRepositoryConfiguration = {
  readonly name: string;
  readonly url: string;
  /** The branch, tag or commit to read; null for the repository's default branch. */
  readonly ref: string | null;
  /** A file inside the repository that says who maintains which kickstart. */
  readonly owners: string | null;
  /** Other addresses by which tasks name it. */
  readonly aliases: readonly string[];
};

export type IdentityConfiguration = {
  /** The OpenID Connect issuer exactly as its tokens name it; null when only `tokens` sign in. */
  readonly issuer: string | null;
  /** What a token's `aud` has to hold. */
  readonly audience: string;
  readonly groupsClaim: string;
  readonly userClaim: string;
  /** The file of hashed tokens for scripts. */
  readonly tokens: string | null;
};
