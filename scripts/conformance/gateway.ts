import { readFileSync } from "node:fs";
import { pino } from "pino";
import { createGateway } from "../../server/gateway.ts";
import { createCacheStore } from "../../cache/cache-store.ts";
import { createHubServices } from "../../server/hubs.ts";
import type { Json } from "./compare.ts";

/** Asks one of the .graphql files beside this one. Rejects with GatewayError when the answer holds any error. */
export type Ask = (operation: string, variables: { readonly [name: string]: unknown }) => Promise<Answer>;
export type Answer = { readonly [name: string]: Json };

export class GatewayError extends Error {
  override readonly name = "GatewayError";
}

export type GatewaySide = { readonly ask: Ask; readonly close: () => Promise<void> };

export const HUB_NAME = "koji";
const DAY_MS = 86_400_000;
/** The gateway's window for images, and what the expectations reckon with. */
export const DISCOVER_MS = 30 * DAY_MS;

/** A gateway in this process without a catalogue, which asks the hub over one connection. Its clock stands at `now`. */
export function startGateway(urls: { hub: string; files: string; web: string }, now: Date): GatewaySide {
  const log = pino({ level: "silent" });
  const configuration = {
    name: HUB_NAME,
    url: urls.hub,
    filesUrl: urls.files,
    webUrl: urls.web,
    discoverMs: DISCOVER_MS,
    knownHosts: [],
    limits: {
      connections: 1,
      callsPerSecond: 10_000,
      callsPerRequest: 240,
      bytesPerRequest: 100_000,
      maxResponseBytes: 64 * 2 ** 20,
      timeoutMs: 120_000,
    },
    auth: { type: "none", authority: null },
    events: { type: "poll" },
  } as const;
  const cache = createCacheStore({
    memoryBytes: 64 * 2 ** 20,
    redis: null,
    now: Date.now,
    random: Math.random,
    log: () => undefined,
  });
  const hubs = createHubServices([configuration], { catalogue: [], log, cache });
  const gateway = createGateway({ hubs, log, now: () => now });
  const ask: Ask = async (operation, variables) => {
    const response = await gateway.fetch("http://gateway.example/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ query: document(operation), variables }),
    });
    return dataOf(JSON.parse(await response.text()));
  };
  return { ask, close: async () => void (await Promise.all(hubs.map(({ client }) => client.close()))) };
}

const documents = new Map<string, string>();
function document(operation: string): string {
  const known = documents.get(operation) ?? readFileSync(new URL(`${operation}.graphql`, import.meta.url), "utf8");
  documents.set(operation, known);
  return known;
}

type Errors = readonly { readonly message: string; readonly path?: readonly (string | number)[] }[];

function dataOf({ data, errors = [] }: { data?: Answer | null; errors?: Errors }): Answer {
  if (errors.length === 0 && data) return data;
  throw new GatewayError(
    errors.map(({ message, path }) => `${path?.join(".") ?? "the query"}: ${message}`).join(" | "),
  );
}
