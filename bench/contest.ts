import type { BenchRow } from "./bench-part.ts";

/** One task, done by us and by others. */
export type Contest = {
  readonly what: string;
  readonly ours: () => unknown;
  readonly peers: readonly Peer[];
  readonly rounds: number;
  /** A turn takes about so long; what is faster runs several times in it. */
  readonly turnMs: number;
};

/** `goal`: so many times as fast as the peer at least, or so many times its time at most; null: told as times its time. */
export type Peer = { readonly name: string; readonly run: () => unknown; readonly goal: BenchRow["goal"] };

type Lane = { readonly run: () => unknown; readonly runs: number; readonly times: number[] };

/**
 * Times all by turns, so that what else the machine does falls on them alike; each round starts with another one, and
 * each has warmed up for the time of two rounds. A row for each peer.
 */
export async function contest({ what, ours, peers, rounds, turnMs }: Contest): Promise<BenchRow[]> {
  const own = await lane(ours, turnMs);
  const others = [];
  for (const peer of peers) others.push({ peer, lane: await lane(peer.run, turnMs) });
  const lanes = [own, ...others.map((other) => other.lane)];
  for (let round = 0; round < rounds; round += 1) {
    const first = round % lanes.length;
    for (const { run, runs, times } of [...lanes.slice(first), ...lanes.slice(0, first)]) {
      times.push((await timed(run, runs)) / runs);
    }
  }
  return others.map((other) => row(what, own.times, other.peer, other.lane.times));
}

async function lane(run: () => unknown, turnMs: number): Promise<Lane> {
  let fastest = Number.POSITIVE_INFINITY;
  for (const end = performance.now() + 2 * turnMs; performance.now() < end;) {
    fastest = Math.min(fastest, await timed(run, 1));
  }
  return { run, runs: Math.max(1, Math.round(turnMs / fastest)), times: [] };
}

async function timed(run: () => unknown, runs: number): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < runs; index += 1) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  return performance.now() - start;
}

function row(what: string, ours: readonly number[], { name, goal }: Peer, theirs: readonly number[]): BenchRow {
  const faster = goal !== null && "atLeast" in goal;
  const ratios = ours.map((own, round) => (faster ? (theirs[round] ?? 0) / own : own / (theirs[round] ?? 0)));
  return {
    what,
    ratio: faster ? `times as fast as ${name}` : `times the time of ${name}`,
    median: median(ratios),
    min: Math.min(...ratios),
    max: Math.max(...ratios),
    goal,
    ours: median(ours),
    theirs: median(theirs),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >>> 1] ?? Number.NaN;
}
