import { onTestFinished } from "vitest";
import type { Cache } from "../../cache/cache.ts";
import type { HubReader } from "../../koji/hub-reader.ts";
import { newHubCallTrace } from "../../koji/wire/hub-call-trace.ts";
import { createHubClient } from "../../koji/wire/hub-client.ts";
import { createCachedReader } from "../../loaders/cached-reader.ts";
import { createProvenance } from "../../loaders/provenance.ts";
import { type Answer, carried, startHub } from "../koji/wire/loopback-hub.ts";
import { memoryCache } from "./gateway.ts";

export type CachedReaders = {
  /** The reader of a new request at the moment that the clock stands at. */
  readonly request: (options?: { readonly signal?: AbortSignal; readonly current?: boolean }) => Request;
  /** Methods of the hub's calls since last asked. */
  readonly asked: () => readonly string[];
  readonly cache: Cache;
};

type Request = {
  readonly reader: HubReader;
  readonly provenance: ReturnType<typeof createProvenance>;
  readonly trace: ReturnType<typeof newHubCallTrace>;
};

/** Readers of requests over one hub and one cache, by a clock that tests move. */
export async function cachedReaders(answer: Answer, now: () => Date): Promise<CachedReaders> {
  const hub = await startHub(answer);
  const client = createHubClient({ url: hub.url });
  onTestFinished(() => client.close());
  const cache = memoryCache(now);
  let seen = 0;
  return {
    cache,
    request: (options = {}) => {
      const provenance = createProvenance();
      const trace = newHubCallTrace();
      const parts = { client, cache, trace, provenance: provenance.of("sample"), now: now() };
      return { reader: createCachedReader({ ...parts, ...options }), provenance, trace };
    },
    asked: () => {
      const calls = carried(hub).slice(seen);
      seen += calls.length;
      return calls.flat();
    },
  };
}
