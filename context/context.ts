import type { Cache } from "../cache/cache.ts";
import type { Addresses } from "../koji/addresses.ts";
import type { FileReader } from "../koji/file-reader.ts";
import { type HubCallTrace, newHubCallTrace } from "../koji/wire/hub-call-trace.ts";
import type { HubClient, HubClientHealth } from "../koji/wire/hub-client.ts";
import type { HubWriter } from "../koji/writing/hub-writer.ts";
import type { KickstartLibrary } from "../kickstarts/library.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { createCachedReader } from "../loaders/cached-reader.ts";
import { createCachedReads } from "../loaders/cached-reads.ts";
import { createHubLoaders, type HubLoaders } from "../loaders/hub-loaders.ts";
import { UNCLOSED_MS } from "../loaders/recent.ts";
import { type Entity, entityKeys } from "../loaders/entity-keys.ts";
import { createLogReader, type LogReader } from "../loaders/log-reader.ts";
import { changedLists } from "../loaders/list-moment.ts";
import { createPresentReads, type PresentReads } from "../loaders/present.ts";
import { createProvenance, keyInHub, type Provenance, type ProvenanceOfHub } from "../loaders/provenance.ts";
import { createRepoRpms, type RepoRpms } from "../loaders/repo-rpms.ts";
import type { CatalogueImage } from "../model/catalogue.ts";
import { BadArgumentError } from "../model/errors.ts";
import type { Viewer } from "../model/viewer.ts";
import type { PolicySet } from "../policies/policy-set.ts";
import { createRequestPolicies, type RequestPolicies } from "./request-policies.ts";

/** A hub as the process holds it, shared by all requests. */
export type HubService = {
  readonly name: string;
  readonly url: string;
  readonly client: HubClient;
  readonly writer: HubWriter;
  /** Of this hub alone; what it says to anyone. */
  readonly cache: Cache;
  readonly files: FileReader;
  readonly addresses: Addresses;
  readonly catalogue: ReadonlyMap<string, CatalogueImage>;
  /** How far back images are discovered from builds, and up to an hour further. */
  readonly discoverMs: number;
  /** Of which builds may take what they are made of, besides those that addresses here name. */
  readonly knownHosts: readonly string[];
};

/** A hub as one request sees it. */
export type HubContext = Pick<HubService, "name" | "url" | "addresses" | "catalogue" | "knownHosts" | "writer"> & {
  readonly loaders: HubLoaders;
  /** Past all that is known. */
  readonly present: PresentReads;
  /**
   * To be called once something was changed, with what that touched: nobody is told what was known of it, here or by
   * other gateways. The request's own loaders are new from then on: take them from the context again.
   */
  readonly forget: (touched: readonly Entity[]) => Promise<void>;
  readonly logs: LogReader;
  readonly repoRpms: RepoRpms;
  /** Asks the hub something small first, so that the answer is of now and not of the last request. */
  readonly health: () => Promise<HubClientHealth>;
};

/** What one request may use. Built fresh per request; nothing here outlives it. */
export type Context = {
  readonly viewer: Viewer;
  /** When the request began: one moment for all its reasoning. */
  readonly now: Date;
  readonly hubNames: readonly string[];
  /** The default hub for null. Throws BadArgumentError for a name that is not configured. */
  readonly hub: (name?: string | null) => HubContext;
  readonly kickstarts: KickstartLibrary;
  /** To be called by whoever reads kickstarts: what a branch means may be a minute old. */
  readonly readsKickstarts: () => void;
  readonly policies: RequestPolicies;
  readonly ledger: Ledger;
  /** By which its log lines and ledger entries are found. */
  readonly requestId: string;
  /** What the request cost its hubs so far. */
  readonly trace: HubCallTrace;
  /** What its answer is made of so far. */
  readonly provenance: Provenance;
};

export function createContext(options: {
  readonly hubs: readonly HubService[];
  readonly kickstarts: KickstartLibrary;
  readonly policies: PolicySet;
  readonly ledger: Ledger;
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly now: Date;
  readonly signal?: AbortSignal;
  /** Waits for new values rather than take old ones. */
  readonly current?: boolean;
}): Context {
  const { hubs, kickstarts, ledger, requestId, viewer, now, signal, current = false } = options;
  const trace = newHubCallTrace();
  const provenance = createProvenance();
  const made = new Map<string, HubContext>();
  const hub = (name?: string | null) => {
    const service = name ? hubs.find((candidate) => candidate.name === name) : hubs[0];
    if (service === undefined) throw unknownHub(name ?? "", hubs);
    const known = made.get(service.name);
    if (known !== undefined) return known;
    const forget = async (touched: readonly Entity[]) => {
      await service.cache.drop([...touched.flatMap(entityKeys), ...changedLists()]);
      made.delete(service.name);
    };
    const fresh = hubContext(service, { now, trace, signal, current, forget, provenance: provenance.of(service.name) });
    made.set(service.name, fresh);
    return fresh;
  };
  let noted = false;
  const readsKickstarts = () => {
    if (noted) return;
    noted = true;
    const fetchedAt = now.getTime();
    const found = { fetchedAt, freshUntil: fetchedAt + MINUTE_MS, from: "memory" } as const;
    provenance.of(KICKSTARTS).note(REFS, "kickstarts", found);
  };
  const policies = createRequestPolicies(options.policies, { provenance, now });
  const hubNames = hubs.map(({ name }) => name);
  return { viewer, now, hubNames, hub, kickstarts, readsKickstarts, policies, ledger, requestId, trace, provenance };
}

/** Stands where a hub's name stands; no hub can be called so. */
const KICKSTARTS = "(kickstarts)";
const REFS = "refs";

/** What answers from kickstarts are made of, among the keys of their provenance: changed when a branch moved. */
export const KICKSTARTS_KEY = keyInHub(KICKSTARTS, REFS);
const MINUTE_MS = 60_000;

type Request = {
  readonly now: Date;
  readonly trace: HubCallTrace;
  readonly signal: AbortSignal | undefined;
  readonly current: boolean;
  readonly provenance: ProvenanceOfHub;
  readonly forget: HubContext["forget"];
};

/** Every read is anonymous, whoever the viewer is: what is kept of it is anyone's. */
function hubContext(service: HubService, request: Request): HubContext {
  const { name, url, client, writer, cache, files, addresses, catalogue, knownHosts } = service;
  const { signal, trace, provenance, forget } = request;
  const reader = createCachedReader({ ...request, client, cache });
  const loaders = createHubLoaders({
    name,
    reader,
    addresses,
    catalogue,
    discoverSince: windowStart(request, service.discoverMs),
    unclosedSince: windowStart(request, Math.min(service.discoverMs, UNCLOSED_MS)),
  });
  const logs = createLogReader(reader, (file, maxBytes) => {
    provenance.uncacheable();
    return files.readEnd(file, maxBytes, { signal, trace });
  });
  const repoRpms = createRepoRpms(createCachedReads({ ...request, client, cache }), {
    addresses,
    readFileEnd: (file, maxBytes) => files.readEnd(file, maxBytes, { trace }),
  });
  const health = async () => {
    provenance.uncacheable();
    // How it went is what the client tells.
    await client.call("getAPIVersion", [], { signal, trace }).catch(() => null);
    return client.health();
  };
  const present = createPresentReads(name, { client, trace });
  return { name, url, addresses, catalogue, knownHosts, writer, loaders, present, forget, logs, repoRpms, health };
}

const HOUR_MS = 3_600_000;

/** On the hour: requests of one hour ask the hub the same. */
const windowStart = ({ now }: Pick<Request, "now">, lengthMs: number) =>
  new Date(Math.floor((now.getTime() - lengthMs) / HOUR_MS) * HOUR_MS);

function unknownHub(name: string, hubs: readonly HubService[]): BadArgumentError {
  const known = hubs.map((hub) => `"${hub.name}"`).join(", ");
  return new BadArgumentError(`hub is "${name}", which this gateway does not serve; give one of ${known}.`);
}
