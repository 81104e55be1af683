import type { Budgets } from "./budget.ts";
import type { Cache, Fetch, Kind } from "./cache.ts";
import { entryOf, foundOf, supersede } from "./entry.ts";
import { Errands } from "./errands.ts";
import { createFlights } from "./flights.ts";
import { Landings } from "./landings.ts";
import type { Memory } from "./memory.ts";
import { Reader } from "./reader.ts";
import type { Message, News, Shared } from "./shared.ts";

export type NamespaceOptions = {
  /** Of this namespace's keys alone, as is `shared`. */
  readonly memory: Memory;
  readonly shared: Shared;
  readonly budgets: Budgets;
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
  const { changed, onChange } = createChanges();
  const landings = new Landings({ ...options, flights, changed });
  const errands = new Errands({ ...options, landings });
  const reader = new Reader({ memory, flights, errands, now });

  const get = (kind: Kind<unknown>, ids: readonly string[], fetch: Fetch<unknown>, options: GetOptions = {}) =>
    reader.read({ kind, ids, fetch, current: options.current ?? false, signal: options.signal });

  const peek = (kind: Kind<unknown>, id: string) => {
    const entry = memory.get(`${kind.name}:${id}`, now());
    return entry === null ? null : foundOf(entry, "memory");
  };

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

  return {
    // What is kept under a kind's name is of that kind; in here nobody needs to know which.
    get: get as Cache["get"],
    peek: peek as Cache["peek"],
    drop(keys) {
      forget(keys);
      return shared.drop(keys);
    },
    onChange,
    hear: (message) => (message.type === "drop" ? forget(message.keys) : message.news.forEach(hearOf)),
  };
}

type Listener = Parameters<Cache["onChange"]>[0];

function createChanges() {
  const listeners = new Set<Listener>();
  const changed: Listener = (keys) => {
    for (const listener of listeners) listener(keys);
  };
  const onChange: Cache["onChange"] = (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return { changed, onChange };
}
