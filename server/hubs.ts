import { readFileSync } from "node:fs";
import type { Logger } from "pino";
import type { CacheStore } from "../cache/cache-store.ts";
import type { HubConfiguration } from "../config/configuration.ts";
import type { HubService } from "../context/context.ts";
import { createAddresses } from "../koji/addresses.ts";
import { createFileReader } from "../koji/file-reader.ts";
import { createHubClient } from "../koji/wire/hub-client.ts";
import type { Catalogue } from "../model/catalogue.ts";
import { openHubWriter } from "./hub-writers.ts";
import { packageVersion } from "./package-version.ts";

/** One service per configured hub; each sees the images that the catalogue lists for it. */
export function createHubServices(
  hubs: readonly HubConfiguration[],
  { catalogue, log, cache }: { catalogue: Catalogue; log: Logger; cache: CacheStore },
): readonly HubService[] {
  return hubs.map((hub, index) => {
    const own = catalogue.filter((image) => (image.hub === null ? index === 0 : image.hub === hub.name));
    const tls = hub.auth.authority === null ? {} : { authority: readFileSync(hub.auth.authority, "utf8") };
    const version = packageVersion();
    const wire = { url: hub.url, timeouts: { deadlineMs: hub.limits.timeoutMs }, tls, version };
    const client = createHubClient({ ...wire, ...hub.limits, log: (event) => log.warn(event, "hub") });
    const writer = openHubWriter(hub, { ...wire, client });
    // Where nobody said how to sign in, nobody expects it.
    if (writer.unable !== null && hub.auth.type !== "none") log.warn(writer.unable);
    return {
      name: hub.name,
      url: hub.url,
      discoverMs: hub.discoverMs,
      knownHosts: [...hub.knownHosts],
      // Gateways that share a store may name one hub differently, or look back further.
      cache: cache.of(`${hub.url} ${hub.discoverMs}`),
      addresses: createAddresses(hub),
      catalogue: new Map(own.map((image) => [image.name, image])),
      files: createFileReader({ filesUrl: hub.filesUrl, ...tls, version }),
      client,
      writer,
    };
  });
}
