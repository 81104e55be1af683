import type { IncomingHttpHeaders } from "node:http";
import type { Execution } from "./answers/execution.ts";
import type { Gateway } from "./gateway.ts";
import type { Sent } from "./request/question.ts";
import { createTurns, type Turns } from "./turns.ts";

type Options = {
  readonly headers: IncomingHttpHeaders;
  readonly signal: AbortSignal;
  readonly execution?: Execution;
};

/** The address does not matter: Yoga looks at its path alone. */
const ADDRESS = "http://gateway/graphql";
/** Of the connection, or of a body that was read already. */
const OF_THE_WIRE = new Set(["connection", "content-length", "keep-alive", "transfer-encoding", "expect", "upgrade"]);

/** Asks Yoga what a caller asked. Rejects when the signal fires, and with a Refusal when too many ask. */
export type Ask = (sent: Sent, options: Options) => Promise<Response>;

export function createAsk(gateway: Gateway, turns: Turns = createTurns()): Ask {
  return async ({ method, text }, { headers, signal, execution }) => {
    const kept = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined || OF_THE_WIRE.has(name) ? [] : [[name, String(value)]],
    );
    const init = { method, headers: Object.fromEntries(kept), signal };
    const context = execution === undefined ? {} : { execution };
    const fetched = async () =>
      method === "GET"
        ? gateway.fetch(`${ADDRESS}?${text}`, init, context)
        : gateway.fetch(ADDRESS, { ...init, body: text }, context);
    return turns(fetched, signal);
  };
}
