import { LRUCache } from "lru-cache";
import type { Entry } from "./entry.ts";
import { heapBytes } from "./heap-bytes.ts";

/** What this process holds at hand of one namespace. */
export type Memory = {
  /** Null, too, for what is too old to stand in. */
  readonly get: (key: string, moment: number) => Entry | null;
  readonly put: (key: string, entry: Entry) => void;
  readonly delete: (key: string) => void;
};

/** One for all namespaces, bounded in bytes: what was longest unused leaves first. */
export type WholeMemory = {
  readonly of: (namespace: string) => Memory;
  readonly forEach: (act: (entry: Entry) => void) => void;
};

export function createMemory(bytes: number): WholeMemory {
  const entries = new LRUCache<string, Entry>({ maxSize: bytes });
  return {
    of: (namespace) => partOf(entries, `${namespace} `),
    forEach: (act) => entries.forEach(act),
  };
}

function partOf(entries: LRUCache<string, Entry>, prefix: string): Memory {
  return {
    get(key, moment) {
      const entry = entries.get(prefix + key);
      if (entry === undefined) return null;
      if (moment < entry.keepUntil) return entry;
      entries.delete(prefix + key);
      return null;
    },
    put(key, entry) {
      const place = prefix + key;
      entries.set(place, entry, { size: ENTRY_BYTES + heapBytes(place) + heapBytes(entry.value) });
    },
    delete: (key) => void entries.delete(prefix + key),
  };
}

/** Of an entry without key and value: itself, its hash, its times, its places in the list. */
const ENTRY_BYTES = 400;
