import { setMaxListeners } from "node:events";
import { createYoga, useExecutionCancellation } from "graphql-yoga";
import type { Logger } from "pino";
import { type Context, createContext, type HubService } from "../context/context.ts";
import { type KickstartLibrary, NO_KICKSTARTS } from "../kickstarts/library.ts";
import { type Ledger, NO_LEDGER } from "../ledger/ledger.ts";
import { ANONYMOUS } from "../model/viewer.ts";
import { NO_POLICIES } from "../policies/no-policies.ts";
import type { PolicyStore } from "../policies/policy-store.ts";
import { schema } from "../schema/index.ts";
import type { ServerContext } from "./answers/execution.ts";
import { executionPlugin } from "./execution-plugin.ts";
import { limitsPlugin } from "./limits-plugin.ts";
import { createMaskError } from "./mask-error.ts";
import { createDocuments, type Documents } from "./request/documents.ts";
import { currentRequestId } from "./request-scope.ts";
import { tracePlugin } from "./trace-plugin.ts";

export type GatewayOptions = {
  /** The first is the default. */
  readonly hubs: readonly HubService[];
  /** None where they do not matter. */
  readonly kickstarts?: KickstartLibrary;
  /** Nothing is permitted where there are none. */
  readonly policies?: Pick<PolicyStore, "current">;
  /** Nothing is done where there is none. */
  readonly ledger?: Ledger;
  readonly log: Logger;
  readonly now: () => Date;
  /** Its own where it need not share them. */
  readonly documents?: Documents;
};

/** The schema behind /graphql: Yoga's, of which `fetch` is used. */
export type Gateway = ReturnType<typeof createGateway>;

export const createGateway = ({
  hubs,
  kickstarts = NO_KICKSTARTS,
  policies = { current: () => NO_POLICIES },
  ledger = NO_LEDGER,
  log,
  now,
  documents = createDocuments(),
}: GatewayOptions) =>
  createYoga<ServerContext, Context>({
    schema,
    graphqlEndpoint: "/graphql",
    // GraphiQL is served apart, packed: see graphiql.ts.
    graphiql: false,
    landingPage: false,
    cors: false,
    logging: false,
    multipart: false,
    // Bodies are read, and cut off, before Yoga: see graphql-route.ts.
    maxRequestBodySize: false,
    parserAndValidationCache: { documentCache: documents.parsed, errorCache: documents.failed },
    maskedErrors: { maskError: createMaskError(log) },
    plugins: [useExecutionCancellation(), limitsPlugin, tracePlugin, executionPlugin],
    context: ({ request: { signal }, execution, viewer = ANONYMOUS }) => {
      // Every hub call of the request listens to it: dozens are no leak.
      setMaxListeners(0, signal);
      const current = execution?.current ?? false;
      const context = createContext({
        hubs,
        kickstarts,
        policies: policies.current(),
        ledger,
        requestId: currentRequestId(),
        // What others may get too is made for nobody.
        viewer: execution === undefined ? viewer : ANONYMOUS,
        now: now(),
        signal,
        current,
      });
      if (execution !== undefined) execution.madeOf = context.provenance;
      return context;
    },
  });
