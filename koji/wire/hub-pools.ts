import { Pool } from "undici";
import type { Dispatcher } from "undici";
import type { HubAddress } from "./hub-address.ts";
import type { TransportTimeouts } from "./transport-timeouts.ts";

/** PEM texts. A certificate may hold its key in the same text, as Koji's users keep theirs; `authority` replaces the system's. */
export type TransportTls = { readonly certificate?: string; readonly key?: string; readonly authority?: string };

export type HubPoolsOptions = {
  readonly hub: HubAddress;
  readonly connections: number;
  readonly timeouts: TransportTimeouts;
  readonly tls: TransportTls;
};

/** What a request to the hub says; everything else is the pools' own. */
export type HubRequest = {
  readonly body: Uint8Array;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal;
};

export type HubPools = {
  request(request: HubRequest): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
};

/**
 * Apache closes a connection that was idle for 5 s (KeepAliveTimeout) and keeps a process busy with it until then
 * (prefork): letting go earlier avoids both a request into a closing socket and an idle process.
 */
const IDLE_MS = 3_000;

/**
 * The connections to one hub.
 *
 * A hub that asks for the client certificate under <Location>, as Koji's documentation has it, needs TLS post-handshake
 * authentication, which Node does not speak: over TLS 1.3 it answers 403. TLS 1.2 asks by renegotiation, which Node does
 * speak. So a 403 to a client with a certificate is asked again over TLS 1.2, and where that helps all later requests go
 * that way. Asking again is safe for writes too: the 403 comes from the web server, before any hub.
 */
export function createHubPools({ hub, connections, timeouts, tls }: HubPoolsOptions): HubPools {
  const makePool = (maxVersion: "TLSv1.2" | "TLSv1.3") =>
    new Pool(hub.origin, {
      connections,
      pipelining: 1,
      connect: {
        timeout: timeouts.connectMs,
        ...(hub.tls ? { maxVersion, ...connectionTls(tls) } : {}),
      },
      headersTimeout: timeouts.headersMs,
      bodyTimeout: timeouts.bodyMs,
      keepAliveTimeout: IDLE_MS,
      keepAliveMaxTimeout: IDLE_MS,
    });
  const modern = makePool("TLSv1.3");
  let older: Pool | null = null;
  let current = modern;

  const send = (pool: Pool, { body, query, headers, signal }: HubRequest) =>
    pool.request({ path: hub.path, query: { ...query }, method: "POST", body, headers, signal });

  return {
    async request(request) {
      const response = await send(current, request);
      const mayHelp = hub.tls && tls.certificate !== undefined && current === modern;
      if (response.statusCode !== 403 || !mayHelp) return response;
      await response.body.dump();
      older ??= makePool("TLSv1.2");
      const second = await send(older, request);
      if (second.statusCode !== 403) current = older;
      return second;
    },
    close: async () => {
      await Promise.all([modern.close(), older?.close()]);
    },
  };
}

function connectionTls({ certificate, key, authority }: TransportTls) {
  return {
    ...(certificate === undefined ? {} : { cert: certificate, key: key ?? certificate }),
    ...(authority === undefined ? {} : { ca: authority }),
  };
}
