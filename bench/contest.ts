import type { BenchRow, Goal } from "./bench-part.ts";
import { median, spread } from "./statistics.ts";

/** One task, done by us and by others. */
export type Contest = {
  readonly what: string;
  readonly rounds: number;
  /** What a turn of each side measures; more is better only in answers per second. */
  readonly unit: "ms" | "answers/s";
  readonly ours: () => Promise<number>;
  readonly peers: readonly Peer[];
};

/**
 * `goal`: so many times as fast as the peer at least, or so many times its time at most; null: told as times as fast.
 */
export type Peer = { readonly name: string; readonly turn: () => Promise<number>; readonly goal: Goal | null };

/**
 * Measures all by turns, so that what else the machine does falls on them alike; each round starts with another one.
 * A row for each peer.
 */
export async function contest({ what, rounds, unit, ours, peers }: Contest): Promise<BenchRow[]> {
  const sides = [ours, ...peers.map(({ turn }) => turn)].map((turn) => ({ turn, figures: new Array<number>() }));
  for (let round = 0; round < rounds; round += 1) {
    const first = round % sides.length;
    for (const { turn, figures } of [...sides.slice(first), ...sides.slice(0, first)]) figures.push(await turn());
  }
  const [own, ...others] = sides.map(({ figures }) => figures);
  return peers.map((peer, index) => row({ what, unit, peer }, own ?? [], others[index] ?? []));
}

type Compared = { readonly what: string; readonly unit: Contest["unit"]; readonly peer: Peer };

function row({ what, unit, peer }: Compared, ours: readonly number[], theirs: readonly number[]): BenchRow {
  const { name, goal } = peer;
  const asTime = goal !== null && "atMost" in goal;
  const ratios = ours.map((own, round) => {
    const their = theirs[round] ?? Number.NaN;
    const timesAsFast = unit === "ms" ? their / own : own / their;
    return asTime ? 1 / timesAsFast : timesAsFast;
  });
  return {
    what,
    measure: asTime ? `times the time of ${name}` : `times as fast as ${name}`,
    ...spread(ratios),
    goal,
    sides: { ours: median(ours), theirs: median(theirs), unit },
  };
}
