import type { Processes } from "./processes/processes.ts";

/** One part of the benchmark: a file of its name in `parts/`. */
export type BenchPart = {
  readonly name: string;
  readonly about: string;
  readonly run: (options: BenchOptions) => Promise<readonly BenchRow[]>;
};

export type BenchOptions = {
  /** The hub that parts call instead of a sample hub, where they can; null without `--hub`. */
  readonly hub: string | null;
  /** What the part starts by it is stopped when it ends, or fails. */
  readonly processes: Processes;
};

/** One figure. Where two sides were run by turns, a ratio: one for each round, of which the middle and the ends are kept. */
export type BenchRow = {
  readonly what: string;
  /** What the figure says, as in "times as fast as xmlrpc" or "hub requests". */
  readonly measure: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** What the median has to reach; null where there is nothing to reach. */
  readonly goal: Goal | null;
  /** Medians of both sides, for orientation: they belong to one machine and its load. Null where nothing is compared. */
  readonly sides: { readonly ours: number; readonly theirs: number; readonly unit: "ms" | "answers/s" } | null;
};

export type Goal = { readonly atLeast: number } | { readonly atMost: number };

export const isMet = ({ goal, median }: BenchRow): boolean =>
  goal === null || ("atLeast" in goal ? median >= goal.atLeast : median <= goal.atMost);

/** A figure that is compared with nothing but its goal. */
export function figure(what: string, measure: string, value: number, goal: Goal | null = null): BenchRow {
  return { what, measure, median: value, min: value, max: value, goal, sides: null };
}
