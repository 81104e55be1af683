import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { CacheStore } from "../cache/cache-store.ts";
import { type HubService, KICKSTARTS_KEY } from "../context/context.ts";
import { POLICIES_KEY } from "../context/request-policies.ts";
import { PERSISTED_OPERATIONS } from "../generated/persisted-operations.ts";
import { type Identity, NOBODY } from "../identity/identity.ts";
import { type KickstartLibrary, NO_KICKSTARTS } from "../kickstarts/library.ts";
import { type Ledger, NO_LEDGER } from "../ledger/ledger.ts";
import { keyInHub } from "../loaders/provenance.ts";
import type { PolicyStore } from "../policies/policy-store.ts";
import { createAnswers } from "./answers/answers.ts";
import { createAsk } from "./ask.ts";
import { createGateway } from "./gateway.ts";
import { createGraphiql, wantsGraphiql } from "./graphiql.ts";
import { createGraphqlRoute } from "./graphql-route.ts";
import { sendAlive, sendReady } from "./health.ts";
import { createDocuments } from "./request/documents.ts";
import { createPersistedOperations } from "./request/persisted-operations.ts";
import { createReadQuestion } from "./request/question.ts";
import { inRequest, requestIdOf } from "./request-scope.ts";

export type Routes = {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Ends what is done behind answers. */
  readonly close: () => void;
};

export type RoutesOptions = {
  /** The first is the default. */
  readonly hubs: readonly HubService[];
  readonly kickstarts?: KickstartLibrary;
  readonly policies?: Pick<PolicyStore, "current" | "onChange">;
  /** Nobody can sign in where it is not given. */
  readonly identity?: Identity;
  /** Nothing is done where there is none. */
  readonly ledger?: Ledger;
  /** Whose health is told; where there is none, memory is all there is. */
  readonly store?: Pick<CacheStore, "health">;
  readonly log: Logger;
  readonly now: () => Date;
};

const REGISTERED = new Map(Object.values(PERSISTED_OPERATIONS).map(({ hash, text }): [string, string] => [hash, text]));

/** Everything that the gateway answers over HTTP. */
export function createRoutes(options: RoutesOptions): Routes {
  const {
    hubs,
    kickstarts = NO_KICKSTARTS,
    policies,
    identity = NOBODY,
    ledger = NO_LEDGER,
    store,
    log,
    now,
  } = options;
  const documents = createDocuments();
  const gateway = createGateway({ hubs, kickstarts, ...(policies ? { policies } : {}), ledger, log, now, documents });
  const ask = createAsk(gateway);
  const answers = createAnswers(ask, () => now().getTime());
  const listening = [
    ...hubs.map(({ name, cache }) => cache.onChange((keys) => answers.changed(keys.map((key) => keyInHub(name, key))))),
    kickstarts.onMove(() => answers.changed([KICKSTARTS_KEY])),
    ...(policies ? [policies.onChange(() => answers.changed([POLICIES_KEY]))] : []),
  ];
  const read = createReadQuestion(documents, createPersistedOperations(REGISTERED, documents));
  const graphql = createGraphqlRoute({ ask, answers, read, identity });
  const graphiql = createGraphiql();
  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = pathOf(request);
    if (path === "/graphql") return wantsGraphiql(request) ? graphiql(request, response) : graphql(request, response);
    if (path === "/healthz") return sendAlive(response);
    if (path === "/readyz") return sendReady(response, { hubs, redis: store?.health() ?? null, kickstarts });
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
    response.end(`Nothing is at ${JSON.stringify(path)}; the API is at /graphql.\n`);
  };
  const close = () => {
    for (const stopListening of listening) stopListening();
    answers.close();
  };
  return { answer: logged(route, log), close };
}

const pathOf = ({ url = "/" }: IncomingMessage): string => url.split("?")[0] ?? "/";

/** Each request with its id, and a line in the log once it has ended. */
function logged(route: (request: IncomingMessage, response: ServerResponse) => Promise<void>, log: Logger) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const requestId = requestIdOf(request.headers["x-request-id"]);
    const began = performance.now();
    response.setHeader("x-request-id", requestId).setHeader("x-content-type-options", "nosniff");
    response.on("close", () => {
      const milliseconds = Math.round(performance.now() - began);
      const ended = response.writableFinished ? "answered" : "left by the caller";
      const { method } = request;
      log.info({ requestId, method, path: pathOf(request), status: response.statusCode, milliseconds }, ended);
    });
    void inRequest({ requestId }, () => route(request, response)).catch((error: unknown) => {
      // What a caller began who has left ends in whatever way.
      if (response.destroyed) return;
      log.error({ err: error, requestId }, "unexpected error");
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end(`Unexpected error; request ${requestId}.\n`);
    });
  };
}
