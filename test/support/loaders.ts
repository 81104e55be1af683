import { onTestFinished } from "vitest";
import { createAddresses } from "../../koji/addresses.ts";
import { createHubReader } from "../../koji/hub-reader.ts";
import { createHubClient } from "../../koji/wire/hub-client.ts";
import { createHubLoaders, type HubLoaders } from "../../loaders/hub-loaders.ts";
import type { CatalogueImage } from "../../model/catalogue.ts";
import { carried, type KojiMethods, kojiMethods, startHub } from "../koji/wire/loopback-hub.ts";
import { at } from "./builds.ts";

const FILES = { filesUrl: "https://files.example.org", webUrl: "https://koji.example.org" };

export type LoadersOptions = { readonly catalogue?: readonly CatalogueImage[]; readonly discoverSince?: Date };

/** The reads of one request to a hub that answers with `methods`. `carried`: the calls of each HTTP request so far. */
export async function loadersOver(
  methods: KojiMethods,
  { catalogue = [], discoverSince = at(0) }: LoadersOptions = {},
): Promise<{ readonly loaders: HubLoaders; readonly carried: () => readonly (readonly string[])[] }> {
  const hub = await startHub(kojiMethods(methods));
  const client = createHubClient({ url: hub.url });
  onTestFinished(() => client.close());
  const loaders = createHubLoaders({
    name: "sample",
    reader: createHubReader(client),
    addresses: createAddresses(FILES),
    catalogue: new Map(catalogue.map((image) => [image.name, image])),
    discoverSince,
  });
  return { loaders, carried: () => carried(hub) };
}
