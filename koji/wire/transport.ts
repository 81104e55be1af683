import type { Dispatcher } from "undici";
import { ExpectedError } from "../../model/errors.ts";
import { readBody } from "./answer-body.ts";
import { withDeadline } from "./deadline.ts";
import { parseHubAddress } from "./hub-address.ts";
import { HUB_CALL_LIMITS } from "./hub-call-limits.ts";
import { createHubPools } from "./hub-pools.ts";
import type { HubRequest, TransportTls } from "./hub-pools.ts";
import { HubWireError } from "./hub-wire-error.ts";
import { transportTimeouts } from "./transport-timeouts.ts";
import type { TransportTimeouts } from "./transport-timeouts.ts";
import { errorForFailure } from "./wire-failure.ts";
import { errorForStatus } from "./wire-status.ts";

export type TransportOptions = {
  /** The hub's XML-RPC address, as in https://koji.example.org/kojihub. */
  readonly url: string;
  readonly connections?: number;
  readonly timeouts?: Partial<TransportTimeouts>;
  readonly tls?: TransportTls;
  /** Of an answer, unpacked. */
  readonly maxResponseBytes?: number;
  /** The gateway's version, for User-Agent. */
  readonly version?: string;
};

export type PostOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Instead of the transport's own, where less time is left. */
  readonly deadlineMs?: number;
  /** Names in lower case; they win over the transport's own. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of an upload: a hub takes no other request that has one. */
  readonly query?: Readonly<Record<string, string>>;
};

/**
 * An answer with status 200. `received`: the bytes of its body that travelled. `kojiVersion`: the hub's, where it says.
 * `challenge`: its WWW-Authenticate.
 */
export type TransportAnswer = {
  readonly chunks: readonly Uint8Array[];
  readonly received: number;
  readonly kojiVersion: string | null;
  readonly challenge: string | null;
};

export type Transport = {
  /** Where it posts to, fit to be shown. */
  readonly address: string;
  readonly connections: number;
  readonly timeouts: TransportTimeouts;
  readonly maxResponseBytes: number;
  /** Never asks twice. Rejects with HubWireError, TooCostlyError (answer or request over a limit) or the signal's reason. */
  post(body: Uint8Array, options?: PostOptions): Promise<TransportAnswer>;
  /** Waits for what is under way. */
  close(): Promise<void>;
};

/** The largest sensible answer seen, the children of 50 image tasks, has 35 MB; those of 100 MB are mistakes. */
const MAX_RESPONSE_BYTES = 48 * 1024 * 1024;

/** Posts XML-RPC documents to one hub. Throws BadArgumentError for a URL that cannot be a hub's. */
export function createTransport(options: TransportOptions): Transport {
  const {
    connections = HUB_CALL_LIMITS.connections,
    tls = {},
    maxResponseBytes = MAX_RESPONSE_BYTES,
    version,
  } = options;
  const hub = parseHubAddress(options.url);
  const timeouts = transportTimeouts(options.timeouts);
  const pools = createHubPools({ hub, connections, timeouts, tls });
  const standing = {
    "content-type": "text/xml",
    "accept-encoding": "gzip",
    "user-agent": version === undefined ? "koji-image-gateway" : `koji-image-gateway/${version}`,
  };

  const exchange = async (request: HubRequest) => {
    let answering = false;
    try {
      const response = await pools.request(request);
      answering = true;
      return await readAnswer(response, hub.address, maxResponseBytes);
    } catch (error) {
      throw error instanceof ExpectedError ? error : errorForFailure(error, { hub: hub.address, timeouts, answering });
    }
  };

  return {
    address: hub.address,
    connections,
    timeouts,
    maxResponseBytes,
    post(body, { signal, deadlineMs = timeouts.deadlineMs, headers = {}, query = {} } = {}) {
      const late = () =>
        new HubWireError(`The Koji hub at ${hub.address} gave no whole answer within ${seconds(deadlineMs)} s.`);
      const request = { body, query, headers: { ...standing, ...headers } };
      return withDeadline({ ms: deadlineMs, signal, late }, (limit) => exchange({ ...request, signal: limit }));
    },
    close: () => pools.close(),
  };
}

const seconds = (ms: number): number => Math.round(ms / 10) / 100;

/** What may be read of an answer that is only wanted for its error message. */
const MAX_ERROR_BYTES = 16 * 1024;

async function readAnswer(response: Dispatcher.ResponseData, hub: string, maxBytes: number): Promise<TransportAnswer> {
  const header = (name: string): string | null => response.headers[name]?.toString() ?? null;
  const encoding = header("content-encoding");
  const length = Number(header("content-length") ?? Number.NaN);
  const source = { stream: response.body, gzip: encoding === "gzip" || encoding === "x-gzip", announced: length, hub };

  if (response.statusCode !== 200) {
    const text = await readBody({ ...source, maxBytes: MAX_ERROR_BYTES }).then(
      ({ chunks }) => Buffer.concat(chunks).toString(),
      () => "",
    );
    const { statusCode: status } = response;
    throw errorForStatus({ hub, status, text, location: header("location"), retryAfter: header("retry-after") });
  }
  const { chunks, received } = await readBody({ ...source, maxBytes });
  if (header("content-type")?.includes("html") === true) {
    throw new HubWireError(
      `The Koji hub at ${hub} answered with a web page instead of XML-RPC: check its address, and what stands before it.`,
    );
  }
  return { chunks, received, kojiVersion: header("koji-version"), challenge: header("www-authenticate") };
}
