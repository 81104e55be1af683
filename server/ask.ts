import type { IncomingHttpHeaders } from "node:http";
import type { Viewer } from "../model/viewer.ts";
import type { Execution } from "./answers/execution.ts";
import type { Gateway } from "./gateway.ts";
import type { Sent } from "./request/question.ts";
import { createTurns, type Turns } from "./turns.ts";

type Options = {
  readonly headers: IncomingHttpHeaders;
  readonly signal: AbortSignal;
  /** Of an answer that others may get too. */
  readonly execution?: Execution;
  /** Nobody when not given. */
  readonly viewer?: Viewer;
};

/** The address does not matter: Yoga looks at its path alone. */
const ADDRESS = "http://gateway/graphql";
/** Of the connection, of a body that was read already, or of no use to anybody who is told who asks. */
const KEPT_BACK = new Set(
  "authorization connection content-length cookie expect keep-alive transfer-encoding upgrade".split(" "),
);

/** Asks Yoga what a caller asked. Rejects when the signal fires, and with a Refusal when too many ask. */
export type Ask = (sent: Sent, options: Options) => Promise<Response>;

export function createAsk(gateway: Gateway, turns: Turns = createTurns()): Ask {
  return async ({ method, text }, { headers, signal, execution, viewer }) => {
    const kept = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined || KEPT_BACK.has(name) ? [] : [[name, String(value)]],
    );
    const init = { method, headers: Object.fromEntries(kept), signal };
    const context = execution === undefined ? (viewer === undefined ? {} : { viewer }) : { execution };
    const fetched = async () =>
      method === "GET"
        ? gateway.fetch(`${ADDRESS}?${text}`, init, context)
        : gateway.fetch(ADDRESS, { ...init, body: text }, context);
    return turns(fetched, signal);
  };
}
