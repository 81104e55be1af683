import type { Cache, Fetch, Kind } from "./cache.ts";
import { entryOf, foundOf, supersede } from "./entry.ts";
import { createErrands } from "./errands.ts";
import { createFlights } from "./flights.ts";
import { createLandings } from "./landings.ts";
import type { Memory } from "./memory.ts";
import { createReader } from "./reader.ts";
import type { Message, News, Shared } from "./shared.ts";

export type NamespaceOptions = {
  /** Of this namespace's keys alone, as is `shared`. */
  readonly memory: Memory;
  readonly shared: Shared;
  readonly now: () => number;
  readonly random: () => number;
  /** Hears of failures that no caller sees, as an old value stands in. */
  readonly hidden: (key: string, error: Error) => void;
};

/** `hear`: what another gateway did. */
export type NamespaceCache = Cache & { readonly hear: (message: Message) => void };

type GetOptions = { readonly current?: boolean; readonly signal?: AbortSignal | undefined };

export function createNamespaceCache(options: NamespaceOptions): NamespaceCache {
  const { memory, shared, now, random } = options;
  const flights = createFlights();
  const listeners = new Set<(keys: readonly string[]) => void>();
  const changed = (keys: readonly string[]) => {
    for (const listener of listeners) listener(keys);
  };
  const landings = createLandings({ ...options, flights, changed });
  const read = createReader({ memory, flights, errands: createErrands({ memory, shared, landings, now }), now });

  const forget = (keys: readonly string[]) => {
    for (const key of keys) {
      memory.delete(key);
      flights.drop(key);
    }
    changed(keys);
  };

  const hearOf = ({ key, version, fetchedAt, hash }: News): void => {
    const held = memory.get(key, now());
    if (held === null || held.kind.version !== version || fetchedAt <= held.fetchedAt) return;
    if (held.hash === hash) return memory.put(key, entryOf({ ...held, fetchedAt: Math.min(fetchedAt, now()) }, random));
    supersede(held, now(), hash);
    changed([key]);
  };

  const get = (
    kind: Kind<unknown>,
    ids: readonly string[],
    fetch: Fetch<unknown>,
    { current = false, signal }: GetOptions = {},
  ) => read({ kind, ids, fetch, current, signal });

  const peek = (kind: Kind<unknown>, id: string) => {
    const entry = memory.get(`${kind.name}:${id}`, now());
    return entry === null ? null : foundOf(entry, "memory");
  };

  return {
    // What is kept under a kind's name is of that kind; in here nobody needs to know which.
    get: get as Cache["get"],
    peek: peek as Cache["peek"],
    drop(keys) {
      forget(keys);
      return shared.drop(keys);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    hear: (message) => (message.type === "drop" ? forget(message.keys) : message.news.forEach(hearOf)),
  };
}
