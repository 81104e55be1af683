/** What was dropped while nobody else could be told. */
export type OwedDrops = {
  readonly add: (keys: readonly string[]) => void;
  /** Hands them out, and owes them no more. */
  readonly take: () => readonly string[];
  /** Where there were too many to keep: what others fetched before is not believed. Milliseconds since the epoch. */
  readonly trustedSince: () => number;
};

const MAX_OWED = 10_000;

export function createOwedDrops(now: () => number): OwedDrops {
  const owed = new Set<string>();
  let trustedSince = 0;
  return {
    add(keys) {
      for (const key of keys) owed.add(key);
      if (owed.size <= MAX_OWED && trustedSince === 0) return;
      trustedSince = now();
      owed.clear();
    },
    take() {
      const keys = [...owed];
      owed.clear();
      return keys;
    },
    trustedSince: () => trustedSince,
  };
}
