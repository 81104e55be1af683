import type { Cache } from "../cache/cache.ts";

/**
 * Lists by question cannot be named by whoever changed something that may be in any of them. So the moment of the last
 * such change is part of their keys: after it, each is asked for anew. Every gateway on the store hears of it.
 */
export type ListMoment = {
  /** Empty until something was changed. */
  readonly current: () => string;
};

/** What answers that hold such lists are made of, among the keys of their provenance. */
export const LISTS_KEY = "lists:";

/** To be dropped with whatever was changed just now: no two changes have one moment. */
export const changedLists = (): readonly string[] => [
  LISTS_KEY,
  `${LISTS_KEY}${performance.timeOrigin + performance.now()}`,
];

const moments = new WeakMap<Cache, ListMoment>();

/** One for each cache, for as long as that lives. */
export function listMomentOf(cache: Cache): ListMoment {
  const known = moments.get(cache) ?? listen(cache);
  moments.set(cache, known);
  return known;
}

function listen(cache: Cache): ListMoment {
  let moment = 0;
  cache.onChange((keys) => {
    for (const key of keys) {
      if (key.startsWith(LISTS_KEY)) moment = Math.max(moment, Number(key.slice(LISTS_KEY.length)));
    }
  });
  return { current: () => (moment === 0 ? "" : `${moment} `) };
}
