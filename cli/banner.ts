import type { HubConfiguration } from "../config/configuration.ts";
import { packageVersion } from "../server/package-version.ts";

type Served = {
  readonly url: string;
  readonly hubs: readonly HubConfiguration[];
  /** Null when a hub was configured. */
  readonly sample: SampleAddresses | null;
};

export type SampleAddresses = { readonly hubUrl: string; readonly filesUrl: string; readonly webUrl: string };

/** What somebody who has just started the gateway needs to know. */
export function gatewayBanner({ url, hubs, sample }: Served): string {
  const served = `koji-image-gateway ${packageVersion()} is up at ${url} (GraphQL and GraphiQL: /graphql)`;
  if (sample === null) return [served, ...hubs.map((hub) => `  ${hub.name}  ${hub.url}`)].join("\n");
  return `${served}

No hub is configured, so this is a sample hub: it is alive, and everything in it is made up.
${sampleAddresses(sample)}

To serve a real one:
  $ KOJI_HUB_URL=https://koji.example.org/kojihub koji-image serve`;
}

export const sampleAddresses = ({ hubUrl, filesUrl, webUrl }: SampleAddresses): string =>
  [`  hub    ${hubUrl}`, `  files  ${filesUrl}`, `  pages  ${webUrl}`].join("\n");
