import type { Addresses } from "../koji/addresses.ts";
import type { FileReader } from "../koji/file-reader.ts";
import type { HubCallTrace, HubClient, HubClientHealth } from "../koji/wire/hub-client.ts";
import { createHubReader } from "../koji/hub-reader.ts";
import { createHubLoaders, type HubLoaders } from "../loaders/hub-loaders.ts";
import { createLogReader, type LogReader } from "../loaders/log-reader.ts";
import type { CatalogueImage } from "../model/catalogue.ts";
import { BadArgumentError } from "../model/errors.ts";
import type { Viewer } from "../model/viewer.ts";

/** A hub as the process holds it, shared by all requests. */
export type HubService = {
  readonly name: string;
  readonly url: string;
  readonly client: HubClient;
  readonly files: FileReader;
  readonly addresses: Addresses;
  readonly catalogue: ReadonlyMap<string, CatalogueImage>;
  /** How far back images are discovered from builds. */
  readonly discoverMs: number;
};

/** A hub as one request sees it. */
export type HubContext = Pick<HubService, "name" | "url" | "addresses" | "catalogue"> & {
  readonly loaders: HubLoaders;
  readonly logs: LogReader;
  /** What recent requests to the hub saw, this gateway's own. */
  readonly health: () => HubClientHealth;
};

/** What one request may use. Built fresh per request; nothing here outlives it. */
export type Context = {
  readonly viewer: Viewer;
  /** When the request began: one moment for all its reasoning. */
  readonly now: Date;
  readonly hubNames: readonly string[];
  /** The default hub for null. Throws BadArgumentError for a name that is not configured. */
  readonly hub: (name?: string | null) => HubContext;
  /** What the request cost its hubs so far. */
  readonly trace: HubCallTrace;
};

export function createContext(options: {
  readonly hubs: readonly HubService[];
  readonly viewer: Viewer;
  readonly now: Date;
  readonly signal?: AbortSignal;
}): Context {
  const { hubs, viewer, now, signal } = options;
  const trace: HubCallTrace = { requests: 0, calls: 0, bytes: 0, milliseconds: 0 };
  const made = new Map<string, HubContext>();
  const hub = (name?: string | null) => {
    const service = name ? hubs.find((candidate) => candidate.name === name) : hubs[0];
    if (service === undefined) throw unknownHub(name ?? "", hubs);
    const known = made.get(service.name);
    if (known !== undefined) return known;
    const fresh = hubContext(service, { now, trace, ...(signal ? { signal } : {}) });
    made.set(service.name, fresh);
    return fresh;
  };
  return { viewer, now, hubNames: hubs.map(({ name }) => name), hub, trace };
}

function hubContext(
  { name, url, client, files, addresses, catalogue, discoverMs }: HubService,
  { now, ...call }: { now: Date; trace: HubCallTrace; signal?: AbortSignal },
): HubContext {
  const reader = createHubReader(client, call);
  const discoverSince = new Date(now.getTime() - discoverMs);
  const loaders = createHubLoaders({ name, reader, addresses, catalogue, discoverSince });
  const logs = createLogReader(reader, (file, maxBytes) => files.readEnd(file, maxBytes, { signal: call.signal }));
  return { name, url, addresses, catalogue, loaders, logs, health: () => client.health() };
}

function unknownHub(name: string, hubs: readonly HubService[]): BadArgumentError {
  const known = hubs.map((hub) => `"${hub.name}"`).join(", ");
  return new BadArgumentError(`hub is "${name}", which this gateway does not serve; give one of ${known}.`);
}
