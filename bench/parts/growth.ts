import { readBoard } from "../board.ts";
import { type BenchOptions, type BenchPart, type BenchRow, figure, type Goal } from "../bench-part.ts";
import { counted, hubUnderTest, SMALL_HUB } from "../hub-under-test.ts";
import type { Counts } from "../processes/processes.ts";
import { spread } from "../statistics.ts";
import type { SampleHubOptions } from "../../sample/sample-hub.ts";

/** The more images, the longer a round, and the less one round says another thing than the next. */
const SIZES = [
  { images: 32, rounds: 7 },
  { images: 320, rounds: 3 },
  { images: 3200, rounds: 1 },
];

/** The board, cold, of ever more images; and of as few on a hub that has seen millions of builds. */
export const growth: BenchPart = {
  name: "growth",
  about: "the board, cold, of 32, 320 and 3200 images, and on a hub of 100,000 image builds among 2.8 million",
  run: async (options) => {
    const rows: BenchRow[] = [];
    const boards: Board[] = [];
    for (const { images, rounds } of SIZES) boards.push(await boardOf(options, sized({ images }), rounds));
    const [small = NO_BOARD] = boards;
    for (const board of boards) rows.push(...growthRows(board, small));
    const month = await boardOf(options, sized({ nights: MONTH }), ROUNDS);
    const large = await boardOf(options, LARGE_HUB, ROUNDS);
    return [...rows, ...largeRows(large, month)];
  },
};

const sized = (size: SampleHubOptions["size"]): SampleHubOptions => ({ size: { ...SMALL_HUB.size, ...size } });

const ROUNDS = 5;

/** Of nights: as far as a gateway looks back, so that what lies before is all that the two differ in. */
const MONTH = 31;
/** Over eight years of nights. */
const LARGE_HUB = sized({ nights: 3125, builds: 2_860_061 });

type Board = {
  readonly images: number;
  readonly pages: number;
  readonly counts: Counts;
  /** One for each round. */
  readonly ms: readonly number[];
};

function largeRows(large: Board, month: Board): BenchRow[] {
  const what = "32 images on a hub of 2.8 million builds";
  const against = `those on a hub of ${MONTH} nights`;
  return [
    figure(what, "hub requests", large.counts.requests, { atMost: month.counts.requests }),
    figure(what, "hub calls", large.counts.calls),
    figure(what, `times the bytes of ${against}`, large.counts.bytes / month.counts.bytes, { atMost: 1.2 }),
    figure(what, `times the time of ${against}`, spread(large.ms).median / spread(month.ms).median),
  ];
}

/** All through a relay, which costs any of them little. The first round warms up where there is another. */
async function boardOf(options: BenchOptions, sample: SampleHubOptions, rounds: number): Promise<Board> {
  const hub = await hubUnderTest({ ...options, hub: null }, sample);
  const { relay, hub: relayed } = await counted(hub, options);
  const gateway = await options.processes.gateway({ hub: relayed.addresses, catalogue: hub.catalogue });
  const ms: number[] = [];
  let board = NO_BOARD;
  for (let round = 0; round < rounds; round += 1) {
    const { url } = await gateway.ask<{ url: string }>({ want: "fresh" });
    await relay.ask(null);
    const { images, pages, ms: time } = await readBoard(url);
    board = { images: images.length, pages, counts: await relay.ask<Counts>(null), ms };
    ms.push(time);
  }
  await Promise.all([gateway.stop(), relay.stop(), hub.stop()]);
  return { ...board, ms: ms.slice(rounds > 1 ? 1 : 0) };
}

const NO_BOARD: Board = { images: 0, pages: 0, counts: { requests: 0, calls: 0, bytes: 0 }, ms: [] };

/** Requests may grow with the pages of a hundred that a client reads, and not with what is on them. */
function growthRows({ images, pages, counts, ms }: Board, small: Board): BenchRow[] {
  const what = `${images} images on ${pages} page${pages === 1 ? "" : "s"}`;
  const perImage = spread(ms.map((time) => time / images));
  const goal = (most: number): Goal | null =>
    images === small.images ? null : { atMost: Number(most.toPrecision(3)) };
  return [
    figure(what, "hub requests", counts.requests, goal(small.counts.requests * pages)),
    figure(what, "hub calls", counts.calls),
    figure(what, "MB to and from the hub", counts.bytes / 1e6),
    { ...figure(what, "ms an image", 0, goal(spread(small.ms).median / small.images)), ...perImage },
  ];
}
