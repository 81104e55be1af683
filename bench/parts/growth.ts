import { readBoard } from "../board.ts";
import { type BenchOptions, type BenchPart, type BenchRow, figure, type Goal } from "../bench-part.ts";
import { counted, hubUnderTest, SMALL_HUB } from "../hub-under-test.ts";
import type { Counts } from "../processes/processes.ts";
import { spread } from "../statistics.ts";
import type { SampleHubOptions } from "../../sample/sample-hub.ts";

const IMAGES = [32, 320, 3200];
const WARM_UP = 2;
const ROUNDS = 5;

/** The board, cold, of ever more images; and of as few on a hub that has seen millions of builds. */
export const growth: BenchPart = {
  name: "growth",
  about: "the board, cold, of 32, 320 and 3200 images, and on a hub of 100,000 image builds among 2.8 million",
  run: async (options) => {
    const rows: BenchRow[] = [];
    const small = await boardOf(options, SMALL_HUB);
    for (const images of IMAGES) {
      const board = images === small.images ? small : await boardOf(options, sized({ images }));
      rows.push(...growthRows(board, small));
    }
    const large = await boardOf(options, LARGE_HUB);
    const what = "the same 32 images on a hub of 2.8 million builds";
    rows.push(
      figure(what, "hub requests", large.counts.requests, { atMost: small.counts.requests }),
      figure(what, "hub calls", large.counts.calls),
      figure(what, "times the bytes of the small hub", large.counts.bytes / small.counts.bytes, { atMost: 1.2 }),
      { ...figure(what, "ms", 0), ...spread(large.ms) },
    );
    return rows;
  },
};

const sized = (size: SampleHubOptions["size"]): SampleHubOptions => ({ size: { ...SMALL_HUB.size, ...size } });

/** Over eight years of nights. */
const LARGE_HUB = sized({ nights: 3125, builds: 2_860_061 });

type Board = {
  readonly images: number;
  readonly pages: number;
  readonly counts: Counts;
  /** One for each round. */
  readonly ms: readonly number[];
};

async function boardOf(options: BenchOptions, sample: SampleHubOptions): Promise<Board> {
  const hub = await hubUnderTest({ ...options, hub: null }, sample);
  const { relay, hub: relayed } = await counted(hub, options);
  const watched = await options.processes.gateway({ hub: relayed.addresses, catalogue: hub.catalogue });
  const { images, pages } = await readBoard(watched.ready.url);
  const counts = await relay.ask<Counts>(null);
  await Promise.all([watched.stop(), relay.stop()]);

  const gateway = await options.processes.gateway({ hub: hub.addresses, catalogue: hub.catalogue });
  const ms: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const { url } = await gateway.ask<{ url: string }>({ want: "fresh" });
    ms.push((await readBoard(url)).ms);
  }
  await Promise.all([gateway.stop(), hub.stop()]);
  return { images: images.length, pages, counts, ms: ms.slice(WARM_UP) };
}

/** Requests may grow with the pages of a hundred that a client reads, and not with what is on them. */
function growthRows({ images, pages, counts, ms }: Board, small: Board): BenchRow[] {
  const what = `${images} images on ${pages} page${pages === 1 ? "" : "s"}`;
  const perImage = spread(ms.map((time) => time / images));
  const goal = (most: number): Goal | null => (images === small.images ? null : { atMost: most });
  return [
    figure(what, "hub requests", counts.requests, goal(small.counts.requests * pages)),
    figure(what, "hub calls", counts.calls),
    figure(what, "MB to and from the hub", counts.bytes / 1e6),
    { ...figure(what, "ms an image", 0, goal(spread(small.ms).median / small.images)), ...perImage },
  ];
}
