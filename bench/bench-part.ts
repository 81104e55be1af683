/** One part of the benchmark: a file of its name in `parts/`. */
export type BenchPart = {
  readonly name: string;
  readonly about: string;
  readonly run: (options: BenchOptions) => Promise<readonly BenchRow[]>;
};

export type BenchOptions = {
  /** The hub that parts may call besides the sample hub; null without `--hub`. */
  readonly hub: string | null;
};

/** How two things that were run by turns compare: one ratio for each round, of which these are kept. */
export type BenchRow = {
  readonly what: string;
  /** What the ratio says, as in "times as fast as xmlrpc". */
  readonly ratio: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** What the median has to reach; null where there is nothing to reach. */
  readonly goal: { readonly atLeast: number } | { readonly atMost: number } | null;
  /** Median times, for orientation: they belong to one machine and its load. */
  readonly ours: number;
  readonly theirs: number;
};

export const isMet = ({ goal, median }: BenchRow): boolean =>
  goal === null || ("atLeast" in goal ? median >= goal.atLeast : median <= goal.atMost);
