import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Logger, pino } from "pino";
import { createCacheStore } from "../cache/cache-store.ts";
import type { Configuration } from "../config/configuration.ts";
import type { HubService } from "../context/context.ts";
import type { Catalogue } from "../model/catalogue.ts";
import { createGateway, type Gateway } from "./gateway.ts";
import { createGraphiql, wantsGraphiql } from "./graphiql.ts";
import { sendAlive, sendReady } from "./health.ts";
import { createHubServices } from "./hubs.ts";
import { inRequest, requestIdOf } from "./request-scope.ts";

/** How long requests under way may take to end once the gateway is told to stop. */
const DRAIN_MS = 8_000;

export type Served = { readonly url: string; readonly close: () => Promise<void> };

/** Listens, and answers until closed. Rejects when it cannot listen. */
export async function serve(options: {
  readonly configuration: Configuration;
  readonly catalogue: Catalogue;
  readonly log?: Logger;
}): Promise<Served> {
  const { configuration, catalogue } = options;
  const log = options.log ?? pino({ level: configuration.logLevel }, pino.destination({ dest: 2, sync: false }));
  const cache = createCacheStore({
    memoryBytes: configuration.cache.memoryMiB * 1_048_576,
    redis: null,
    now: Date.now,
    random: Math.random,
    log: (event) => log.warn(event, "cache"),
  });
  const hubs = createHubServices(configuration.hubs, { catalogue, log, cache });
  const gateway = createGateway({ hubs, log, now: () => new Date() });
  const server = createServer(createRoutes({ gateway, hubs, log }));
  const url = await listening(server, configuration.listen);
  log.info({ url, hubs: hubs.map(({ name }) => name), images: catalogue.length }, "serving");
  return {
    url,
    close: async () => {
      log.info("stopping: no new requests, those under way end");
      await drained(server);
      await Promise.all(hubs.flatMap(({ client, files }) => [client.close(), files.close()]));
      log.info("stopped");
    },
  };
}

type Routed = { readonly gateway: Gateway; readonly hubs: readonly HubService[]; readonly log: Logger };

function createRoutes({ gateway, hubs, log }: Routed) {
  const graphiql = createGraphiql();
  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? "/").split("?")[0];
    if (path === "/healthz") return sendAlive(response);
    if (path === "/readyz") return sendReady(response, hubs);
    if (path === "/graphql") return wantsGraphiql(request) ? graphiql(request, response) : gateway(request, response);
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
    response.end(`Nothing is at ${JSON.stringify(path)}; the API is at /graphql.\n`);
  };
  return (request: IncomingMessage, response: ServerResponse): void => {
    const requestId = requestIdOf(request.headers["x-request-id"]);
    const began = performance.now();
    response.setHeader("x-request-id", requestId);
    response.on("close", () => {
      const { method, url } = request;
      const milliseconds = Math.round(performance.now() - began);
      const ended = response.writableFinished ? "answered" : "left by the caller";
      log.info({ requestId, method, path: url?.split("?")[0], status: response.statusCode, milliseconds }, ended);
    });
    void inRequest({ requestId }, () => route(request, response)).catch((error: unknown) => {
      log.error({ err: error, requestId }, "unexpected error");
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end(`Unexpected error; request ${requestId}.\n`);
    });
  };
}

function listening(server: Server, { host, port }: Configuration["listen"]): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      // A TCP server that listens has an address.
      const { port: actual } = server.address() as AddressInfo;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${actual}`);
    });
  });
}

/** Takes no new connections, lets answers under way be sent, and gives up on those that take too long. */
function drained(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(giveUp);
      resolve();
    });
    server.closeIdleConnections();
  });
}
