import { pino } from "pino";
import { parseCatalogue } from "../../catalogue/parse-catalogue.ts";
import type { HubService } from "../../context/context.ts";
import { createAddresses } from "../../koji/addresses.ts";
import { createFileReader } from "../../koji/file-reader.ts";
import { createHubClient } from "../../koji/wire/hub-client.ts";
import { type SampleHub, type SampleHubRequest, startSampleHub } from "../../sample/sample-hub.ts";
import { createGateway } from "../../server/gateway.ts";

/** A moment at which the sample hub has its night behind it, builds running and tasks queued. */
export const NOW = new Date("2026-03-18T09:30:00Z");

const DAY_MS = 86_400_000;

export type Answer<Data> = {
  readonly data: Data;
  readonly errors?: readonly { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[];
  readonly extensions?: { hubCalls?: { requests: number; calls: number; bytes: number; milliseconds: number } };
};

// A test says by its assertions what it expects of an answer.
// oxlint-disable-next-line typescript/no-explicit-any
type Ask = <Data = any>(
  query: string,
  variables?: Record<string, unknown>,
  headers?: Record<string, string>,
) => Promise<Answer<Data>>;

/** The whole gateway in process over a real HTTP hub; `requests` are those that the hub received. */
export type TestGateway = {
  readonly hub: SampleHub;
  readonly requests: SampleHubRequest[];
  readonly ask: Ask;
  readonly close: () => Promise<void>;
};

/** Over a sample hub with a fixed seed and clock; `hubUrl` puts something else between. */
export async function gatewayOverSample(
  options: { name?: string; hubUrl?: (sample: SampleHub) => string; now?: () => Date } = {},
): Promise<TestGateway> {
  const { name = "sample", now = () => NOW } = options;
  const requests: SampleHubRequest[] = [];
  const hub = await startSampleHub({
    seed: 1,
    now: () => now().getTime(),
    onRequest: (request) => requests.push(request),
  });
  const service = hubService(name, hub, { url: options.hubUrl?.(hub) ?? hub.hubUrl });
  const gateway = gatewayOver([service], now);
  return {
    hub,
    requests,
    ask: gateway.ask,
    close: async () => {
      await gateway.close();
      await hub.close();
    },
  };
}

/** A hub service as the server makes them, with the sample's own catalogue. */
export function hubService(name: string, hub: SampleHub, { url = hub.hubUrl } = {}): HubService {
  const read = parseCatalogue(hub.catalogue, "sample catalogue");
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return {
    name,
    url,
    client: createHubClient({ url }),
    files: createFileReader({ filesUrl: hub.filesUrl }),
    addresses: createAddresses(hub),
    catalogue: new Map(read.catalogue.map((image) => [image.name, image])),
    discoverMs: 30 * DAY_MS,
  };
}

export function gatewayOver(hubs: readonly HubService[], now: () => Date = () => NOW) {
  const gateway = createGateway({ hubs, now, log: pino({ level: "silent" }) });
  const ask: Ask = async (query, variables = {}, headers = {}) => {
    const response = await gateway.fetch("http://gateway/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  };
  return { ask, close: () => Promise.all(hubs.flatMap(({ client, files }) => [client.close(), files.close()])) };
}
