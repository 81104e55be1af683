import DataLoader from "dataloader";

/**
 * A loader for calls that the hub takes one key at a time: each key is one call, and the hub's client sends the calls
 * of a tick together. A call that fails is an error in its slot and leaves the others be.
 */
export function each<K, V, C = K>(
  name: string,
  fetch: (key: K) => Promise<V>,
  options: { cacheKeyFn?: (key: K) => C } = {},
): DataLoader<K, V, C> {
  return new DataLoader<K, V, C>((keys) => inSlots(keys, fetch), { name, ...options });
}

/** An answer for each key; one that fails is an error in its slot. */
export const inSlots = <K, V>(keys: readonly K[], fetch: (key: K) => Promise<V>): Promise<(V | Error)[]> =>
  Promise.all(
    keys.map(async (key) => {
      try {
        return await fetch(key);
      } catch (error) {
        return error instanceof Error ? error : new Error(String(error));
      }
    }),
  );

/** Asked at most once. */
export function once<T>(fetch: () => T): () => T {
  let answer: { readonly is: T } | null = null;
  return () => (answer ??= { is: fetch() }).is;
}
