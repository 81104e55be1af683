import { setMaxListeners } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createYoga, useExecutionCancellation } from "graphql-yoga";
import type { Logger } from "pino";
import { type Context, createContext, type HubService } from "../context/context.ts";
import { ANONYMOUS } from "../model/viewer.ts";
import { schema } from "../schema/index.ts";
import { createMaskError } from "./mask-error.ts";
import { limitsPlugin } from "./limits-plugin.ts";
import { tracePlugin } from "./trace-plugin.ts";

type ServerContext = { readonly req?: IncomingMessage; readonly res?: ServerResponse };

export type GatewayOptions = {
  /** The first is the default. */
  readonly hubs: readonly HubService[];
  readonly log: Logger;
  readonly now: () => Date;
};

/** The schema over HTTP at /graphql: Yoga's, a `fetch` among them. */
export type Gateway = ReturnType<typeof createGateway>;

export const createGateway = ({ hubs, log, now }: GatewayOptions) =>
  createYoga<ServerContext, Context>({
    schema,
    graphqlEndpoint: "/graphql",
    // GraphiQL is served apart, packed: see graphiql.ts.
    graphiql: false,
    landingPage: false,
    cors: false,
    logging: false,
    maskedErrors: { maskError: createMaskError(log) },
    plugins: [useExecutionCancellation(), limitsPlugin, tracePlugin],
    context: ({ request: { signal } }) => {
      // Every hub call of the request listens to it: dozens are no leak.
      setMaxListeners(0, signal);
      return createContext({ hubs, viewer: ANONYMOUS, now: now(), signal });
    },
  });
