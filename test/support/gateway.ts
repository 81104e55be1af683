import { pino } from "pino";
import type { Cache } from "../../cache/cache.ts";
import { createCacheStore } from "../../cache/cache-store.ts";
import { parseCatalogue } from "../../catalogue/parse-catalogue.ts";
import type { HubService } from "../../context/context.ts";
import { createAddresses } from "../../koji/addresses.ts";
import { createFileReader } from "../../koji/file-reader.ts";
import { createHubClient } from "../../koji/wire/hub-client.ts";
import { noWriter } from "../../koji/writing/hub-writer.ts";
import { SAMPLE_TOKENS } from "../../cli/sample-tokens.ts";
import { createKnownTokens } from "../../identity/known-tokens.ts";
import { type KickstartLibrary, NO_KICKSTARTS } from "../../kickstarts/library.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { type SampleHub, type SampleHubRequest, startSampleHub, type WorldSize } from "../../sample/sample-hub.ts";
import { createGateway } from "../../server/gateway.ts";
import { temporaryLedger } from "./ledger.ts";
import { defaultPolicies } from "./policies.ts";
import { openedLibrary, type TestLibrary } from "./kickstart-library.ts";

/** A moment at which the sample hub has its night behind it, builds running and tasks queued. */
export const NOW = new Date("2026-03-18T09:30:00Z");

const DAY_MS = 86_400_000;

export type Answer<Data> = {
  readonly data: Data;
  readonly errors?: readonly { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[];
  readonly extensions?: {
    /** Seconds. */
    age?: number;
    hubCalls?: {
      requests: number;
      calls: number;
      bytes: number;
      milliseconds: number;
      cache: Record<string, Record<"memory" | "redis" | "flight" | "source", number>>;
    };
  };
};

/** With the header `authorization: Bearer sample-sig` (or `sample-releng`, `sample-guest`) as whoever signs in with that. */
// A test says by its assertions what it expects of an answer.
// oxlint-disable-next-line typescript/no-explicit-any
type Ask = <Data = any>(
  query: string,
  variables?: Record<string, unknown>,
  headers?: Record<string, string>,
) => Promise<Answer<Data>>;

/** The whole gateway in process over a real HTTP hub; `requests` are those that the hub received. */
export type TestGateway = {
  readonly hub: SampleHub;
  readonly requests: SampleHubRequest[];
  readonly ledger: Ledger;
  readonly ask: Ask;
  /** Empties `requests`, and lets the gateway forget all that it knows of the hub. */
  readonly forget: () => void;
  /** Of the hub's own repository, where it was asked for. */
  readonly kickstarts: TestLibrary | null;
  readonly close: () => Promise<void>;
};

export type OverSampleOptions = {
  readonly name?: string;
  /** Puts something else between. */
  readonly hubUrl?: (sample: SampleHub) => string;
  readonly now?: () => Date;
  /** With its repository. */
  readonly kickstarts?: boolean;
  readonly size?: WorldSize;
  /** One in a temporary folder where it is not given. Closed with the gateway. */
  readonly ledger?: Ledger;
};

/** Over a sample hub with a fixed seed and clock. */
export async function gatewayOverSample(options: OverSampleOptions = {}): Promise<TestGateway> {
  const { name = "sample", now = () => NOW } = options;
  const requests: SampleHubRequest[] = [];
  const hub = await startSampleHub({
    seed: 1,
    ...(options.size ? { size: options.size } : {}),
    now: () => now().getTime(),
    onRequest: (request) => requests.push(request),
  });
  const { cache, forget } = forgettingCache(now);
  const service = { ...hubService(name, hub, { url: options.hubUrl?.(hub) ?? hub.hubUrl }), cache };
  const kickstarts = options.kickstarts ? await openedLibrary(hub.kickstarts) : null;
  const gateway = gatewayOver([service], now, { kickstarts: kickstarts ?? NO_KICKSTARTS, ledger: options.ledger });
  return {
    hub,
    kickstarts,
    requests,
    ledger: gateway.ledger,
    ask: gateway.ask,
    forget: () => {
      requests.length = 0;
      forget();
    },
    close: async () => {
      await gateway.close();
      await kickstarts?.close();
      await hub.close();
    },
  };
}

/** A cache in memory, without chance: what lives ten seconds lives ten seconds. */
export function memoryCache(now: () => Date = () => NOW): Cache {
  const options = { memoryBytes: 2 ** 26, redis: null, random: () => 0, log: () => undefined };
  return createCacheStore({ ...options, now: () => now().getTime() }).of("test");
}

function forgettingCache(now: () => Date): { cache: Cache; forget: () => void } {
  let cache = memoryCache(now);
  return {
    cache: {
      get: (...asked) => cache.get(...asked),
      peek: (...asked) => cache.peek(...asked),
      drop: (keys) => cache.drop(keys),
      onChange: (listener) => cache.onChange(listener),
    },
    forget: () => {
      cache = memoryCache(now);
    },
  };
}

/** A hub service as the server makes them, with the sample's own catalogue. */
export function hubService(
  name: string,
  hub: SampleHub,
  { url = hub.hubUrl, cache = memoryCache() }: { url?: string; cache?: Cache } = {},
): HubService {
  const read = parseCatalogue(hub.catalogue, "sample catalogue");
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return {
    name,
    url,
    client: createHubClient({ url }),
    writer: { ...noWriter("Nothing is written in this test."), unable: null },
    cache,
    files: createFileReader({ filesUrl: hub.filesUrl }),
    addresses: createAddresses(hub),
    catalogue: new Map(read.catalogue.map((image) => [image.name, image])),
    discoverMs: 30 * DAY_MS,
    knownHosts: hub.knownHosts,
  };
}

type GatewayParts = { readonly kickstarts?: KickstartLibrary | undefined; readonly ledger?: Ledger | undefined };

export function gatewayOver(
  hubs: readonly HubService[],
  now: () => Date = () => NOW,
  { kickstarts = NO_KICKSTARTS, ledger = temporaryLedger(now) }: GatewayParts = {},
) {
  const log = pino({ level: "silent" });
  const gateway = createGateway({ hubs, kickstarts, policies: { current: defaultPolicies }, ledger, now, log });
  const identity = createKnownTokens(SAMPLE_TOKENS);
  const ask: Ask = async (query, variables = {}, headers = {}) => {
    const viewer = await identity.viewerOf({ authorization: headers["authorization"], local: true });
    const init = {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query, variables }),
    };
    const response = await gateway.fetch("http://gateway/graphql", init, { viewer });
    return response.json();
  };
  const close = async () => {
    await Promise.all(hubs.flatMap(({ client, files }) => [client.close(), files.close()]));
    await ledger.close();
  };
  return { ask, ledger, close };
}
