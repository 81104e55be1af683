import { parseCatalogue } from "../../catalogue/parse-catalogue.ts";
import { createAddresses } from "../../koji/addresses.ts";
import { createHubReader } from "../../koji/hub-reader.ts";
import { createHubClient } from "../../koji/wire/hub-client.ts";
import { createHubLoaders, type HubLoaders } from "../../loaders/hub-loaders.ts";
import type { CatalogueImage } from "../../model/catalogue.ts";
import { type SampleHubRequest, startSampleHub } from "../../sample/sample-hub.ts";

/** A moment at which the sample hub has its night behind it, builds running and tasks queued. */
export const NOW = new Date("2026-03-18T09:30:00Z");

const DISCOVER_MS = 30 * 86_400_000;

export type SampleLoaders = {
  readonly catalogue: ReadonlyMap<string, CatalogueImage>;
  /** Loaders that know nothing yet, as those of each request of a caller. */
  readonly fresh: (options?: { catalogue?: ReadonlyMap<string, CatalogueImage> }) => HubLoaders;
  /** What the hub received since last asked: the methods of each HTTP request. */
  readonly received: () => readonly (readonly string[])[];
  readonly close: () => Promise<void>;
};

export async function sampleLoaders(seed = 1): Promise<SampleLoaders> {
  const requests: SampleHubRequest[] = [];
  const hub = await startSampleHub({ seed, now: () => NOW.getTime(), onRequest: (request) => requests.push(request) });
  const client = createHubClient({ url: hub.hubUrl });
  const read = parseCatalogue(hub.catalogue, "sample catalogue");
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  const catalogue = new Map(read.catalogue.map((image) => [image.name, image]));
  const parts = {
    name: "sample",
    addresses: createAddresses(hub),
    discoverSince: new Date(NOW.getTime() - DISCOVER_MS),
  };
  return {
    catalogue,
    fresh: (options) => createHubLoaders({ ...parts, reader: createHubReader(client), catalogue, ...options }),
    received: () => requests.splice(0).map(({ calls }) => calls.map(({ methodName }) => methodName)),
    close: async () => {
      await client.close();
      await hub.close();
    },
  };
}
