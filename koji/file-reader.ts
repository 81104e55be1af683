import { Pool } from "undici";
import { ExpectedError, HubUnavailableError } from "../model/errors.ts";
import type { LogEnd } from "../model/log-text.ts";
import { FILE_SERVER, readFileEnd } from "./file-answer.ts";
import { withDeadline } from "./wire/deadline.ts";
import { type HubCallTrace, newHubCallTrace } from "./wire/hub-call-trace.ts";
import { type HubAddress, parseHubAddress } from "./wire/hub-address.ts";
import { withReadRetries } from "./wire/read-retries.ts";
import type { TransportTimeouts } from "./wire/transport-timeouts.ts";
import { errorForFailure } from "./wire/wire-failure.ts";

export type FileReaderOptions = {
  /** What Koji's paths are relative to (its topurl), as in https://koji.example.org/kojifiles. Nothing else is read. */
  readonly filesUrl: string;
  readonly connections?: number;
  readonly timeouts?: Partial<TransportTimeouts>;
  /** PEM text of the authority that signed its certificate, instead of the system's. */
  readonly authority?: string;
  /** The gateway's version, for User-Agent. */
  readonly version?: string;
};

/** Reads files of a hub as browsers do, from the web server that has them. Follows no redirects. */
export type FileReader = {
  /**
   * The last `maxBytes` of a file, or all of a shorter one; null where there is none. Rejects with HubUnavailableError,
   * TooCostlyError where the server sends a large file only whole, or the signal's reason.
   */
  readEnd(
    url: string,
    maxBytes: number,
    options?: { readonly signal?: AbortSignal | undefined; readonly trace?: HubCallTrace | undefined },
  ): Promise<LogEnd | null>;
  close(): Promise<void>;
};

const CONNECTIONS = 4;

/** Nobody waits longer for the end of a log. */
const TIMEOUTS: TransportTimeouts = { connectMs: 5_000, headersMs: 10_000, bodyMs: 10_000, deadlineMs: 20_000 };

/** Throws BadArgumentError for a `filesUrl` that is no http or https address. */
export function createFileReader(options: FileReaderOptions): FileReader {
  const base = parseHubAddress(options.filesUrl);
  const root = `${base.path.replace(/\/+$/, "")}/`;
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const pool = createPool(base, { ...options, timeouts });
  const agent = options.version === undefined ? "koji-image-gateway" : `koji-image-gateway/${options.version}`;
  // What is packed as a whole cannot be unpacked from its end.
  const headers = { "accept-encoding": "identity", "user-agent": agent };

  const get = async ({ path, maxBytes, trace }: Wanted, signal: AbortSignal): Promise<LogEnd | null> => {
    let answering = false;
    trace.fileRequests += 1;
    try {
      const range = `bytes=-${maxBytes}`;
      const response = await pool.request({ method: "GET", path, headers: { ...headers, range }, signal });
      answering = true;
      return await readFileEnd(response, {
        maxBytes,
        server: base.address,
        onBytes: (count) => (trace.fileBytes += count),
      });
    } catch (error) {
      if (error instanceof ExpectedError) throw error;
      throw errorForFailure(error, { hub: base.address, timeouts, answering, subject: FILE_SERVER });
    }
  };

  return {
    async readEnd(url, maxBytes, { signal, trace = newHubCallTrace() } = {}) {
      const { origin, pathname } = new URL(url);
      if (origin !== base.origin || !pathname.startsWith(root))
        throw new Error(`${url} is no file of ${base.address}.`);
      const deadline = { ms: timeouts.deadlineMs, signal, late: () => tooLate(base, timeouts) };
      return withDeadline(deadline, (limit) =>
        withReadRetries(() => get({ path: pathname, maxBytes, trace }, limit), retries(timeouts)),
      );
    },
    close: () => pool.close(),
  };
}

type Wanted = { readonly path: string; readonly maxBytes: number; readonly trace: HubCallTrace };

/** See koji/wire/hub-pools.ts: web servers let go of an idle connection after 5 s. */
const IDLE_MS = 3_000;

function createPool(
  { origin, tls }: HubAddress,
  options: FileReaderOptions & { readonly timeouts: TransportTimeouts },
): Pool {
  const { connections = CONNECTIONS, authority, timeouts } = options;
  return new Pool(origin, {
    connections,
    pipelining: 1,
    connect: { timeout: timeouts.connectMs, ...(tls && authority !== undefined ? { ca: authority } : {}) },
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
  });
}

const tooLate = ({ address }: HubAddress, { deadlineMs }: TransportTimeouts) =>
  new HubUnavailableError(`${FILE_SERVER} at ${address} gave no whole answer within ${deadlineMs / 1000} s.`);

const retries = ({ deadlineMs }: TransportTimeouts) => ({
  deadlineAt: Date.now() + deadlineMs,
  now: Date.now,
  random: Math.random,
  onRetry: () => undefined,
});
