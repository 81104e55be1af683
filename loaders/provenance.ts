import type { Found } from "../cache/cache.ts";

/** How many values came from where: see `Found.from`. */
export type Hits = Record<Found<unknown>["from"], number>;

/** What one answer was made of, for whoever tells its age or keeps it. */
export type Provenance = {
  /** What a hub's reader tells of its reads. */
  readonly of: (hub: string) => ProvenanceOfHub;
  /** Of every value used, as `keyInHub` makes them. */
  readonly keys: () => ReadonlySet<string>;
  /** Whether one of those was used. */
  readonly uses: (keys: readonly string[]) => boolean;
  /** Milliseconds since the epoch: from then on something in the answer is past its lifetime. Infinity where nothing was read. */
  readonly freshUntil: () => number;
  /** Whole seconds since the oldest of the values that are past their lifetime was fetched; 0 while there is none. */
  readonly age: (now: number) => number;
  /** False once something was read that may not be kept, or whose change nobody would hear of. */
  readonly cacheable: () => boolean;
  /** By kind. */
  readonly hits: () => Readonly<Record<string, Readonly<Hits>>>;
};

export type ProvenanceOfHub = {
  readonly note: (key: string, kind: string, found: Moments & Pick<Found<unknown>, "from">) => void;
  /** Something else that the answer goes with, of which nothing was read. */
  readonly mark: (key: string) => void;
  readonly uncacheable: () => void;
};

type Moments = Pick<Found<unknown>, "fetchedAt" | "freshUntil">;

/** A cache's key among those of several hubs. */
export const keyInHub = (hub: string, key: string): string => `${hub} ${key}`;

export function createProvenance(): Provenance {
  const used = new Map<string, Moments>();
  const hits = new Map<string, Hits>();
  let cacheable = true;
  return {
    of: (hub) => ({
      note: (key, kind, { fetchedAt, freshUntil, from }) => {
        const known = used.get(keyInHub(hub, key));
        if (known === undefined || fetchedAt < known.fetchedAt) used.set(keyInHub(hub, key), { fetchedAt, freshUntil });
        const ofKind = hits.get(kind) ?? { memory: 0, redis: 0, flight: 0, source: 0 };
        ofKind[from] += 1;
        hits.set(kind, ofKind);
      },
      mark: (key) => {
        used.set(keyInHub(hub, key), { fetchedAt: Infinity, freshUntil: Infinity });
      },
      uncacheable: () => {
        cacheable = false;
      },
    }),
    keys: () => new Set(used.keys()),
    uses: (keys) => keys.some((key) => used.has(key)),
    freshUntil: () => [...used.values()].reduce((moment, { freshUntil }) => Math.min(moment, freshUntil), Infinity),
    age: (now) => {
      const old = [...used.values()].filter(({ freshUntil }) => freshUntil < now);
      const oldest = old.reduce((moment, { fetchedAt }) => Math.min(moment, fetchedAt), now);
      return Math.floor((now - oldest) / 1000);
    },
    cacheable: () => cacheable,
    hits: () => Object.fromEntries(hits),
  };
}
