import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { AnswerFate, CallRoute, SampleHubRequest } from "./call-route.ts";
import { catalogueText } from "./catalogue.ts";
import { createDispatcher } from "./dispatch.ts";
import { createSecureServer, type SampleTls } from "./secure-server.ts";
import { answer } from "./server.ts";
import { Accounts, ACCOUNTS } from "./sessions/accounts.ts";
import type { Authenticate } from "./sessions/introduction.ts";
import { SessionTable } from "./sessions/session-table.ts";
import { Turns } from "./sessions/turns.ts";
import { COMPOSES, KICKSTART_REPOSITORY } from "./world/definitions.ts";
import { scaleOf, SMALL, type WorldSize } from "./world/scale.ts";
import { World } from "./world/world.ts";

export type { SampleHubRequest } from "./call-route.ts";
export type { WorldSize } from "./world/scale.ts";

export type SampleHubOptions = {
  /** 127.0.0.1 */
  readonly host?: string;
  /** 0: any free one. */
  readonly port?: number;
  /** Which of the worlds: the same seed and clock give the same answers. */
  readonly seed?: number;
  /** Milliseconds since the epoch; Date.now. The world lives by it. */
  readonly now?: () => number;
  /** Left out: the sample's own 36 images and twelve nights. Throws a RangeError for a size that it cannot have. */
  readonly size?: WorldSize;
  /** Every request to the hub waits so long for its answer, as over a network: 0. */
  readonly latencyMs?: number;
  /** Called after each request to the hub was answered. */
  readonly onRequest?: (request: SampleHubRequest) => void;
  /**
   * Called when a request was carried out and before its answer leaves, which waits for it. `lose`: the connection breaks
   * instead.
   */
  readonly beforeAnswer?: (request: SampleHubRequest) => AnswerFate | Promise<AnswerFate>;
  /** Left out: plain HTTP. */
  readonly tls?: SampleTls;
  /** Who logs in at `/kojihub/ssllogin` instead of a client certificate's owner. */
  readonly authenticate?: Authenticate;
};

export type SampleHub = {
  readonly hubUrl: string;
  readonly filesUrl: string;
  readonly webUrl: string;
  /** The git repository of its kickstarts. */
  readonly kickstarts: SampleRepository;
  /** Where its composes lie, which its images are installed from. */
  readonly knownHosts: readonly string[];
  /** What ought to be built here, as YAML. */
  readonly catalogue: string;
  /** Who may log in by name and password. */
  readonly accounts: readonly { readonly name: string; readonly password: string }[];
  close(): Promise<void>;
};

/** As the configuration of a gateway names one; `aliases`: how the hub's tasks name it. */
export type SampleRepository = {
  readonly name: string;
  readonly url: string;
  readonly ref: null;
  readonly owners: string;
  readonly aliases: readonly string[];
};

const DEFAULT_SEED = 45;

/** Starts a small Koji: XML-RPC at `/kojihub`, files at `/kojifiles`. Rejects when the port is taken. */
export async function startSampleHub(options: SampleHubOptions = {}): Promise<SampleHub> {
  const { host = "127.0.0.1", port = 0, seed = DEFAULT_SEED, now = Date.now, tls, size } = options;
  const world = new World(seed, now, size === undefined ? SMALL : scaleOf(size));
  const listener = listenerFor(world, routeOf(world, options));
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  await listen(server, port, host);
  const { port: actual } = server.address() as AddressInfo; // listening on TCP, so neither a pipe nor null
  const base = `${tls === undefined ? "http" : "https"}://${host.includes(":") ? `[${host}]` : host}:${actual}`;
  return {
    hubUrl: `${base}/kojihub`,
    filesUrl: `${base}/kojifiles`,
    webUrl: `${base}/koji`,
    kickstarts: {
      name: "aurora-kickstarts",
      url: `${base}/kickstarts/aurora-kickstarts.git`,
      ref: null,
      owners: "maintainers.toml",
      aliases: [KICKSTART_REPOSITORY],
    },
    knownHosts: [new URL(COMPOSES).hostname],
    // Of thousands of images it takes its time, and not everybody asks for it.
    get catalogue() {
      return catalogueText(world.images);
    },
    accounts: ACCOUNTS,
    close: () => close(server),
  };
}

function routeOf(world: World, options: SampleHubOptions): CallRoute {
  const { onRequest = null, latencyMs = 0, beforeAnswer = null, authenticate = null } = options;
  const sessions = new SessionTable(() => world.now());
  const hub = { world, accounts: new Accounts(), sessions, folderOwners: new Map<string, number>() };
  return { hub, dispatch: createDispatcher(hub), turns: new Turns(), latencyMs, onRequest, beforeAnswer, authenticate };
}

const listenerFor =
  (world: World, route: CallRoute): RequestListener =>
  (request, response) => {
    answer({ world, route }, request, response).catch((error: unknown) => {
      // A fault of the sample itself; the client sees what a broken hub answers.
      if (!response.headersSent) response.writeHead(500, { "Content-Type": "text/plain" });
      response.end(`Internal Server Error: ${error instanceof Error ? error.message : String(error)}\n`);
    });
  };

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
