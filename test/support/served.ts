import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import { pino } from "pino";
import type { Cache } from "../../cache/cache.ts";
import { SAMPLE_TOKENS } from "../../cli/sample-tokens.ts";
import type { Identity } from "../../identity/identity.ts";
import { createKnownTokens } from "../../identity/known-tokens.ts";
import { type KickstartLibrary, NO_KICKSTARTS } from "../../kickstarts/library.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { type SampleHub, type SampleHubRequest, startSampleHub } from "../../sample/sample-hub.ts";
import type { PolicySet } from "../../policies/policy-set.ts";
import { createRoutes } from "../../server/routes.ts";
import { hubService, memoryCache, NOW } from "./gateway.ts";
import { temporaryLedger } from "./ledger.ts";

type Headers = Readonly<Record<string, string>>;

/** A gateway behind its own HTTP server, over a sample hub; both go by one clock that the test moves. */
export type ServedGateway = {
  readonly url: string;
  readonly hub: SampleHub;
  /** Those that the hub received. */
  readonly requests: SampleHubRequest[];
  readonly cache: Cache;
  readonly ledger: Ledger;
  readonly now: () => Date;
  readonly later: (milliseconds: number) => void;
  readonly post: (body: unknown, headers?: Headers) => Promise<Response>;
  readonly get: (params: Headers, headers?: Headers) => Promise<Response>;
};

/** `hubUrl` puts something else between it and the hub. Closed when the test has finished. */
type Serve = (options?: {
  hubUrl?: (sample: SampleHub) => Promise<string>;
  kickstarts?: KickstartLibrary;
  /** Sample tokens work where it is not given. */
  identity?: Identity;
  policies?: PolicySet;
}) => Promise<ServedGateway>;

/** One sample hub for all tests of a file; each call serves a gateway that knows nothing of it yet. */
export function servedOverSample(): Serve {
  let moment = NOW.getTime();
  const requests: SampleHubRequest[] = [];
  let hub: SampleHub;
  beforeAll(async () => {
    hub = await startSampleHub({ seed: 1, now: () => moment, onRequest: (request) => requests.push(request) });
  });
  afterAll(() => hub.close());
  return async (options = {}) => {
    moment = NOW.getTime();
    requests.length = 0;
    const now = () => new Date(moment);
    const cache = memoryCache(now);
    const { kickstarts = NO_KICKSTARTS, identity = createKnownTokens(SAMPLE_TOKENS) } = options;
    const hubUrl = (await options.hubUrl?.(hub)) ?? hub.hubUrl;
    const ledger = temporaryLedger(now);
    const { policies = null } = options;
    const url = await serve({ hub, hubUrl, kickstarts, identity, policies, cache, ledger, now });
    const later = (milliseconds: number) => {
      moment += milliseconds;
    };
    return { url, hub, requests, cache, ledger, now, later, ...askersOf(url) };
  };
}

type Parts = {
  readonly hub: SampleHub;
  readonly hubUrl: string;
  readonly kickstarts: KickstartLibrary;
  readonly identity: Identity;
  readonly policies: PolicySet | null;
  readonly cache: Cache;
  readonly ledger: Ledger;
  readonly now: () => Date;
};

async function serve({ hub, hubUrl, policies: set, cache, ...parts }: Parts): Promise<string> {
  const service = hubService("sample", hub, { url: hubUrl, cache });
  const policies = set === null ? {} : { policies: { current: () => set, onChange: () => () => undefined } };
  const routes = createRoutes({ ...parts, ...policies, hubs: [service], log: pino({ level: "silent" }) });
  const server = createServer(routes.answer);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    routes.close();
    await Promise.all([service.client.close(), service.files.close(), parts.ledger.close()]);
  });
  // A server that listens on a port has an address of this shape.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

const askersOf = (url: string): Pick<ServedGateway, "post" | "get"> => ({
  post: (body, headers = {}) =>
    fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    }),
  get: (params, headers = {}) => fetch(`${url}?${new URLSearchParams(params).toString()}`, { headers }),
});
