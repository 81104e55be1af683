import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { pino } from "pino";
import type { Cache } from "../../cache/cache.ts";
import { type SampleHub, type SampleHubRequest, startSampleHub } from "../../sample/sample-hub.ts";
import { createRoutes } from "../../server/routes.ts";
import { hubService, memoryCache, NOW } from "./gateway.ts";

type Headers = Readonly<Record<string, string>>;

/** The gateway behind its own HTTP server, over a sample hub; both go by one clock that the test moves. */
export type ServedGateway = {
  readonly url: string;
  readonly hub: SampleHub;
  /** Those that the hub received. */
  readonly requests: SampleHubRequest[];
  readonly cache: Cache;
  readonly later: (milliseconds: number) => void;
  readonly post: (body: unknown, headers?: Headers) => Promise<Response>;
  readonly get: (params: Headers, headers?: Headers) => Promise<Response>;
};

/** Closed when the test has finished. `hubUrl` puts something else between. */
export async function servedOverSample(
  options: { hubUrl?: (sample: SampleHub) => Promise<string> } = {},
): Promise<ServedGateway> {
  let moment = NOW.getTime();
  const now = () => new Date(moment);
  const requests: SampleHubRequest[] = [];
  const hub = await startSampleHub({ seed: 1, now: () => moment, onRequest: (request) => requests.push(request) });
  const cache = memoryCache(now);
  const service = hubService("sample", hub, { url: (await options.hubUrl?.(hub)) ?? hub.hubUrl, cache });
  const routes = createRoutes({ hubs: [service], log: pino({ level: "silent" }), now });
  const server = createServer(routes.answer);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  // A server that listens on a port has an address of this shape.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    routes.close();
    await Promise.all([service.client.close(), service.files.close(), hub.close()]);
  });
  const headers = { "content-type": "application/json" };
  return {
    url,
    hub,
    requests,
    cache,
    later: (milliseconds) => {
      moment += milliseconds;
    },
    post: (body, own = {}) =>
      fetch(url, { method: "POST", headers: { ...headers, ...own }, body: JSON.stringify(body) }),
    get: (params, own = {}) => fetch(`${url}?${new URLSearchParams(params).toString()}`, { headers: own }),
  };
}
