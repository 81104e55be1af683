import { HubWireError } from "./hub-wire-error.ts";
import type { TransportTimeouts } from "./transport-timeouts.ts";

/** Where and when a request failed, for its sentence. */
export type WireSituation = {
  readonly hub: string;
  readonly timeouts: TransportTimeouts;
  /** Whether the hub had begun to answer. */
  readonly answering: boolean;
  /** Who failed, where it is not the hub itself. */
  readonly subject?: string;
};

type Failure = { readonly what: string; readonly passing?: true; readonly arrived?: false };

/** The error for what undici, Node's sockets, TLS or zlib threw. Anything without a code is no failure of the wire. */
export function errorForFailure(error: unknown, situation: WireSituation): unknown {
  const { code, syscall } = innermost(error);
  if (code === "") return error;
  const failure = failureOf(code, situation) ?? { what: `cannot be talked to: ${String(error)}.` };
  const { what, passing = false, arrived = true } = failure;
  const subject = situation.subject ?? "The Koji hub";
  return new HubWireError(`${subject} at ${situation.hub} ${what}`, {
    passing,
    arrived: situation.answering || (arrived && !CONNECTING.has(syscall) && code !== "UND_ERR_CONNECT_TIMEOUT"),
    cause: error,
  });
}

function failureOf(code: string, { hub, timeouts, answering }: WireSituation): Failure | undefined {
  if (CUT_OFF.has(code) || (answering && (BROKEN_OFF.has(code) || code === NO_HTTP))) {
    return { what: "sent only part of its answer.", passing: true };
  }
  if (BROKEN_OFF.has(code))
    return { what: `closed the connection without an answer.${certificateHint(hub)}`, passing: true };
  if (code === "UND_ERR_CONNECT_TIMEOUT" || code === "ETIMEDOUT") {
    return { what: `took no connection within ${seconds(timeouts.connectMs)}.`, passing: true };
  }
  // Not passing: the hub may still be at work on the question, and asking twice doubles what slows it down.
  if (code === "UND_ERR_HEADERS_TIMEOUT") return { what: `began no answer within ${seconds(timeouts.headersMs)}.` };
  if (code === "UND_ERR_BODY_TIMEOUT") {
    return { what: `fell silent for ${seconds(timeouts.bodyMs)} in the middle of its answer.` };
  }
  return FAILURES[code] ?? tlsFailureOf(code);
}

const CUT_OFF = new Set(["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "Z_BUF_ERROR"]);
const BROKEN_OFF = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "ECONNABORTED"]);

/** The name of an error: undici's parser has codes, but leaves them out. */
const NO_HTTP = "HTTPParserError";

const NOT_ARRIVED = { arrived: false } as const;

const NO_AUTHORITY: Failure = {
  ...NOT_ARRIVED,
  what: "shows a TLS certificate that no known authority has signed: configure the authority (CA) it comes from.",
};
const NO_MORE: Failure = { ...NOT_ARRIVED, what: "is not asked any more: the gateway is shutting down." };
const NO_WELCOME: Failure = {
  ...NOT_ARRIVED,
  what: "ended the TLS handshake: it wants a client certificate, or does not accept the one configured.",
};

const FAILURES: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: { what: "refuses connections: is it running, and is its address right?", passing: true },
  ENOTFOUND: { what: "has a host name unknown to DNS: check its address." },
  EAI_AGAIN: { what: "cannot be found, because DNS does not answer.", passing: true },
  EHOSTUNREACH: { what: "cannot be reached: there is no route to it.", passing: true },
  ENETUNREACH: { what: "cannot be reached: there is no route to its network.", passing: true },
  UND_ERR_CLOSED: NO_MORE,
  UND_ERR_DESTROYED: NO_MORE,
  [NO_HTTP]: { what: "does not speak HTTP there: check scheme and port of its address." },
  Z_DATA_ERROR: { what: "sent an answer whose gzip is broken.", passing: true },
  CERT_HAS_EXPIRED: { ...NOT_ARRIVED, what: "shows a TLS certificate that has expired." },
  CERT_NOT_YET_VALID: { ...NOT_ARRIVED, what: "shows a TLS certificate that is not valid yet: is the clock right?" },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    ...NOT_ARRIVED,
    what: "shows a TLS certificate for another host name: check its address.",
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: NO_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: NO_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NO_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: NO_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NO_AUTHORITY,
  ERR_SSL_WRONG_VERSION_NUMBER: { ...NOT_ARRIVED, what: "does not speak TLS there: is it an http address?" },
};

function tlsFailureOf(code: string): Failure | undefined {
  if (/^ERR_SSL_.*(CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)/.test(code)) return NO_WELCOME;
  if (code.startsWith("ERR_OSSL_")) {
    return {
      ...NOT_ARRIVED,
      what: `is not asked: certificate, key or authority configured for it are no PEM texts that fit together (${code}).`,
    };
  }
  return /^ERR_SSL_|^EPROTO$/.test(code)
    ? { what: `and the gateway agree on no TLS connection (${code}).` }
    : undefined;
}

/** Over TLS 1.3 a client counts as connected before the hub has seen its certificate, and undici loses the hub's alert. */
const certificateHint = (hub: string): string =>
  hub.startsWith("https:") ? " Perhaps it wants a client certificate, or does not accept the one configured." : "";

const seconds = (ms: number): string => `${ms / 1000} s`;

/** What the system did as it failed: a connection that stands can meet the same errors, some of them minutes later. */
const CONNECTING: ReadonlySet<string> = new Set(["connect", "getaddrinfo"]);

type Inner = { readonly code: string; readonly syscall: string };

/** The innermost error: undici wraps the socket's error, and Node wraps one error per address it tried. */
function innermost(error: unknown): Inner {
  if (!(error instanceof Error)) return { code: "", syscall: "" };
  const cause = innermost(error.cause);
  const inner = cause.code === "" && error instanceof AggregateError ? innermost(error.errors[0]) : cause;
  if (inner.code !== "") return inner;
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const code = "code" in error ? text(error.code) : "";
  if (code === "" && error.name === NO_HTTP) return { code: NO_HTTP, syscall: "" };
  return { code, syscall: "syscall" in error ? text(error.syscall) : "" };
}
