import type { ExpectedError } from "../../model/errors.ts";
import { withoutCredentials } from "../requests/credentials.ts";
import { HubWireError, RequestTooLargeError } from "./hub-wire-error.ts";

/** An HTTP answer that cannot be an XML-RPC answer. `text` is the start of its body. */
export type OddAnswer = {
  readonly hub: string;
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
  readonly retryAfter: string | null;
};

/** The error for an HTTP answer with any status but 200; a hub answers 200 to every call, faults included. */
export function errorForStatus(answer: OddAnswer): ExpectedError {
  const { status, text } = answer;
  // MaxRequestLength of the hub (400) and LimitRequestBody or SSLRenegBufferSize of its web server (413).
  if (status === 413 || (status === 400 && text.includes("Request too long"))) {
    return new RequestTooLargeError(
      `${subject(answer)}: the request is larger than the hub takes. Ask for fewer things at once.`,
    );
  }
  const retryAfter = secondsOf(answer.retryAfter);
  return new HubWireError(`${subject(answer)}: ${meaning(answer)}`, {
    passing: PASSING.has(status),
    arrived: !(status < 400 || REFUSED.has(status)),
    ...(retryAfter === null ? {} : { retryAfter }),
  });
}

const PASSING = new Set([408, 429, 500, 502, 503, 504]);

/** Said before a hub has read the request, or because it cannot read it. */
const REFUSED = new Set([400, 401, 403, 404, 405, 411, 413, 414, 415, 421, 429, 431]);

const subject = ({ hub, status }: OddAnswer): string => `The Koji hub at ${hub} answered HTTP ${status}`;

function meaning({ status, text, location }: OddAnswer): string {
  if (status >= 300 && status < 400) {
    const target = location === null ? "elsewhere" : `to ${withoutCredentials(location)}`;
    return `it sends callers ${target}. Redirects are not followed; configure the address where the hub is.`;
  }
  if (status === 400) return `it could not read the request (${JSON.stringify(text.trim().slice(0, 200))}).`;
  return (
    MEANINGS[status] ??
    (status >= 500 ? "it or its web server failed." : "no hub answers like this; check its address.")
  );
}

const MEANINGS: Readonly<Record<number, string>> = {
  401: "its web server lets in nobody but by Kerberos: reads come without, and a login's ticket was not taken. Has it a key for this host's name?",
  403: "its web server refuses us; is a client certificate missing, or not accepted?",
  404: "there is no hub at this path; check its address.",
  405: "it takes no POST, so it is no hub; check its address.",
  411: "something before the hub wants a Content-Length, though one was sent; look at the proxy in between.",
  502: "the proxy before it reached no hub.",
  503: "it or its web server is overloaded or closed for maintenance.",
  504: "the proxy before it waited too long for the hub.",
};

/** Retry-After in seconds, from either of its two forms; null where it says nothing usable. */
function secondsOf(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}
