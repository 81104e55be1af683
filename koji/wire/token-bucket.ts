export type TokenBucket = {
  /** How many there are now, in whole. */
  readonly available: () => number;
  /** Also more than there are: then the next ones come later. */
  readonly spend: (count: number) => void;
  /** Milliseconds until there are `count`, at most `burst`; 0 for now. */
  readonly msUntil: (count: number) => number;
};

export type TokenBucketOptions = {
  readonly perSecond: number;
  /** How many gather while none is spent; so many there are at first. */
  readonly burst: number;
  /** In milliseconds. */
  readonly now: () => number;
};

export function createTokenBucket({ perSecond, burst, now }: TokenBucketOptions): TokenBucket {
  let level = burst;
  let filledAt = now();
  const fill = () => {
    const time = now();
    level = Math.min(burst, level + (Math.max(0, time - filledAt) * perSecond) / 1000);
    filledAt = time;
    return level;
  };
  return {
    available: () => Math.max(0, Math.floor(fill())),
    spend(count) {
      level = fill() - count;
    },
    msUntil: (count) => Math.max(0, Math.ceil(((count - fill()) * 1000) / perSecond)),
  };
}
