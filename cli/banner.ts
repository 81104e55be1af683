import type { HubConfiguration } from "../config/configuration.ts";
import type { Viewer } from "../model/viewer.ts";
import { packageVersion } from "../server/package-version.ts";

type Served = {
  readonly url: string;
  readonly hubs: readonly HubConfiguration[];
  /** Null when a hub was configured. */
  readonly sample: SampleAddresses | null;
  /** What signs in without any configuration, and who; null where that does not work. */
  readonly tokens: ReadonlyMap<string, Viewer> | null;
};

export type SampleAddresses = { readonly hubUrl: string; readonly filesUrl: string; readonly webUrl: string };

/** What somebody who has just started the gateway needs to know. */
export function gatewayBanner({ url, hubs, sample, tokens }: Served): string {
  const served = `koji-image-gateway ${packageVersion()} is up at ${url} (GraphQL and GraphiQL: /graphql)`;
  if (sample === null) return [served, ...hubs.map((hub) => `  ${hub.name}  ${hub.url}`)].join("\n");
  return `${served}

No hub is configured, so this is a sample hub: it is alive, and everything in it is made up.
${sampleAddresses(sample)}
${tokens === null ? "" : signingIn(url, tokens)}
To serve a real one:
  $ KOJI_HUB_URL=https://koji.example.org/kojihub koji-image serve`;
}

const signingIn = (url: string, tokens: ReadonlyMap<string, Viewer>): string => `
To sign in to it, from this machine alone:
${[...tokens].map(([token, viewer]) => `  ${token.padEnd(13)}  ${personText(viewer)}`).join("\n")}
  $ curl -s ${url}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${[...tokens.keys()][0]}' \\
      -d '{"query": "{ viewer { name groups hubPermissions } }"}'
`;

const personText = ({ name, groups }: Viewer): string =>
  groups.length === 0 ? `${name}, of no group` : `${name}, of ${groups.join(", ")}`;

export const sampleAddresses = ({ hubUrl, filesUrl, webUrl }: SampleAddresses): string =>
  [`  hub    ${hubUrl}`, `  files  ${filesUrl}`, `  pages  ${webUrl}`].join("\n");
