import { BOARD, readBoard } from "../board.ts";
import { type BenchOptions, type BenchPart, type BenchRow, figure } from "../bench-part.ts";
import { counted, hubUnderTest } from "../hub-under-test.ts";
import { graphqlQuestion, type LoadReport } from "../load.ts";
import { isInstalled } from "../processes/installed.ts";
import type { Counts } from "../processes/processes.ts";

const GATEWAYS = [1, 2, 4, 8];
const DASHBOARDS = 500;
const EVERY_MS = 5000;
/** Before counting begins, every gateway has answered every dashboard once. */
const RUN_IN_SECONDS = 6;
const SECONDS = 30;

/** More gateways before the same hub, with one Redis: the hub must hardly notice. */
export const gateways: BenchPart = {
  name: "gateways",
  about: `1 to 8 gateways on one Redis, ${DASHBOARDS} dashboards that ask for the board every ${EVERY_MS / 1000} s`,
  run: async (options) => {
    if (!isInstalled("redis-server")) {
      console.log("No redis-server is here: this part is left out.");
      return [];
    }
    const rows: BenchRow[] = [];
    let alone = Number.NaN;
    for (const count of GATEWAYS) {
      const { calls, statuses, p99 } = await watched(count, options);
      const perMinute = (calls * 60) / SECONDS;
      if (count === 1) alone = perMinute;
      const what = `${count} gateway${count === 1 ? "" : "s"}`;
      rows.push(
        figure(what, "hub calls a minute", perMinute, count === 1 ? null : { atMost: Math.ceil(alone * 1.1) }),
        figure(what, "answers that failed", failed(statuses), { atMost: 0 }),
        figure(what, "ms, 99 of 100 answers", p99),
      );
    }
    return [...rows, await secondsFirst(options)];
  },
};

const failed = (statuses: LoadReport["statuses"]): number =>
  Object.entries(statuses).reduce((sum, [status, count]) => (status === "200" ? sum : sum + count), 0);

async function watched(count: number, options: BenchOptions) {
  const { relay, gateways } = await scene(count, options);
  const load = await options.processes.load();
  const requests = gateways.map(({ ready }) => graphqlQuestion(`${ready.url}/graphql`, BOARD));
  const job = { want: "polling", requests, clients: DASHBOARDS, everyMs: EVERY_MS };
  await load.ask({ ...job, seconds: RUN_IN_SECONDS });
  await relay.ask(null);
  const { statuses, p99 } = await load.ask<LoadReport>({ ...job, seconds: SECONDS });
  const { calls } = await relay.ask<Counts>(null);
  await Promise.all([...gateways, relay, load].map((child) => child.stop()));
  return { calls, statuses, p99 };
}

/** What the hub notices of another gateway that answers for the first time. */
async function secondsFirst(options: BenchOptions): Promise<BenchRow> {
  const { relay, gateways } = await scene(2, options);
  const [first, second] = gateways;
  await readBoard(first?.ready.url ?? "");
  await relay.ask(null);
  await readBoard(second?.ready.url ?? "");
  const { calls } = await relay.ask<Counts>(null);
  await Promise.all([...gateways, relay].map((child) => child.stop()));
  return figure("a second gateway's first board", "hub calls", calls, { atMost: 0 });
}

async function scene(count: number, options: BenchOptions) {
  const { processes } = options;
  const { relay, hub } = await counted(await hubUnderTest(options), options);
  const redis = await processes.redis();
  const { addresses, catalogue } = hub;
  const gateways = await Promise.all(
    Array.from({ length: count }, () => processes.gateway({ hub: addresses, catalogue, redis })),
  );
  return { relay, gateways };
}
