import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Logger, pino } from "pino";
import { type CacheStore, createCacheStore } from "../cache/cache-store.ts";
import type { Configuration } from "../config/configuration.ts";
import { inheritedEnvironment } from "../config/environment.ts";
import type { HubService } from "../context/context.ts";
import { type Identity, NOBODY } from "../identity/identity.ts";
import { type KickstartLibrary, openLibrary } from "../kickstarts/library.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Catalogue } from "../model/catalogue.ts";
import { policyProblemText } from "../policies/policy-problem.ts";
import { openPolicyStore, type PolicyStore } from "../policies/policy-store.ts";
import { defaultPolicyFolder } from "../policies/shipped-files.ts";
import { createHubServices } from "./hubs.ts";
import { openLedger } from "./open-ledger.ts";
import { openSignIn } from "./open-sign-in.ts";
import { createRoutes, type Routes } from "./routes.ts";

/** How long requests under way may take to end once the gateway is told to stop. */
const DRAIN_MS = 8_000;

const MIB = 1_048_576;

export type Served = { readonly url: string; readonly close: () => Promise<void> };

type ServeOptions = {
  readonly configuration: Configuration;
  readonly catalogue: Catalogue;
  /** Who signs in where the configuration says nothing of it. */
  readonly identity?: Identity;
  readonly log?: Logger;
};

/** Listens, and answers until closed. Rejects when it cannot listen. */
export async function serve({ configuration, catalogue, ...options }: ServeOptions): Promise<Served> {
  const log = options.log ?? pino({ level: configuration.logLevel }, pino.destination({ dest: 2, sync: false }));
  const cache = openCache(configuration.cache, log);
  const hubs = createHubServices(configuration.hubs, { catalogue, log, cache });
  const kickstarts = openKickstarts(configuration, log);
  const policies = openPolicies(configuration.policies, log);
  const identity = configuration.identity ? openSignIn(configuration.identity, log) : (options.identity ?? NOBODY);
  const ledger = openLedger(configuration.ledger, { hubs, log });
  const now = () => new Date();
  const routes = createRoutes({ hubs, kickstarts, policies, identity, ledger, store: cache, log, now });
  let stopping = false;
  const server = createServer((request, response) => {
    // A client that keeps its connection would go on asking over it.
    if (stopping) response.setHeader("connection", "close");
    routes.answer(request, response);
  });
  // So that even the first answer may come from what other gateways know.
  await cache.opened;
  const parts = { routes, policies, identity, hubs, ledger, kickstarts, cache };
  const url = await listening(server, configuration.listen).catch(async (error: unknown) => {
    await ended(parts);
    throw error;
  });
  log.info({ url, hubs: hubs.map(({ name }) => name), images: catalogue.length }, "serving");
  return {
    url,
    close: async () => {
      stopping = true;
      log.info("stopping: no new connections, and none is kept after its answer");
      await drained(server);
      await ended(parts);
      log.info("stopped");
    },
  };
}

type Parts = {
  readonly routes: Routes;
  readonly policies: PolicyStore;
  readonly identity: Identity;
  readonly hubs: readonly HubService[];
  readonly ledger: Ledger;
  readonly kickstarts: KickstartLibrary;
  readonly cache: CacheStore;
};

async function ended({ routes, policies, identity, hubs, ledger, kickstarts, cache }: Parts): Promise<void> {
  routes.close();
  policies.close();
  await identity.close();
  // Before the clients: they ask whom the hub knows.
  await Promise.all(hubs.map(({ writer }) => writer.close()));
  await Promise.all(hubs.flatMap(({ client, files }) => [client.close(), files.close()]));
  await ledger.close();
  await kickstarts.close();
  await cache.close();
}

const openKickstarts = ({ kickstarts, copies }: Configuration, log: Logger): KickstartLibrary =>
  openLibrary({
    repositories: kickstarts,
    folder: copies,
    environment: inheritedEnvironment(),
    log: (repository, problem) =>
      problem === null
        ? log.info({ repository }, "kickstarts are fetched again")
        : log.warn({ repository, problem }, "kickstarts cannot be fetched"),
  });

/** How long a changed rule may wait. */
const POLICIES_EVERY_MS = 2_000;

/** Those that come with the gateway where no folder is configured. */
const openPolicies = (folder: string | null, log: Logger): PolicyStore =>
  openPolicyStore({
    folder: folder ?? defaultPolicyFolder(),
    everyMs: folder === null ? null : POLICIES_EVERY_MS,
    log: (problems) =>
      problems.length === 0
        ? log.info({ policies: folder }, "changed policies are in force")
        : log.error(
            { problems: problems.map(policyProblemText) },
            "changed policies are wrong: those before stay in force",
          ),
  });

const openCache = ({ memoryMiB, redis }: Configuration["cache"], log: Logger): CacheStore =>
  createCacheStore({
    memoryBytes: memoryMiB * MIB,
    redis,
    now: Date.now,
    random: Math.random,
    log: (event) => log[event.kind === "redis" && event.state === "up" ? "info" : "warn"](event, "cache"),
  });

function listening(server: Server, { host, port }: Configuration["listen"]): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      // A TCP server that listens has an address.
      const { port: actual } = server.address() as AddressInfo;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${actual}`);
    });
  });
}

/** Takes no new connections, lets answers under way be sent, and gives up on those that take too long. */
function drained(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(giveUp);
      resolve();
    });
    server.closeIdleConnections();
  });
}
