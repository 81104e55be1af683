import { BOARD } from "../board.ts";
import { type BenchPart, type BenchRow, figure } from "../bench-part.ts";
import { counted, hubUnderTest } from "../hub-under-test.ts";
import { graphqlQuestion, type LoadReport } from "../load.ts";
import type { Child } from "../processes/child.ts";
import type { Counts } from "../processes/processes.ts";
import { median } from "../statistics.ts";

const CLIENTS = [1, 10, 100, 1000];
const ROUNDS = 3;
const WARM_SECONDS = 2;

/** From one client to a thousand: the same question at once of a gateway that knows nothing, then of one that knows. */
export const crowd: BenchPart = {
  name: "crowd",
  about: "1 to 1000 clients ask for the board at once, cold, and again and again, warm",
  run: async (options) => {
    const { processes } = options;
    const { relay, hub } = await counted(await hubUnderTest(options), options);
    const gateway = await processes.gateway({ hub: hub.addresses, catalogue: hub.catalogue });
    const load = await processes.load();
    const scene = { gateway, load, counts: () => relay.ask<Counts>(null) };

    const rows: BenchRow[] = [];
    let alone = Number.NaN;
    for (const clients of CLIENTS) {
      const { calls, ...answered } = await atOnce(clients, scene);
      if (clients === 1) alone = calls;
      rows.push(
        figure(`${clients} at once, cold`, "answered", answered.good, { atLeast: clients }),
        figure(`${clients} at once, cold`, "times the hub calls of one", calls / alone, { atMost: 1 }),
        figure(`${clients} at once, cold`, "ms until the last answer", answered.ms),
      );
    }
    for (const clients of CLIENTS) rows.push(await againAndAgain(clients, scene));
    return rows;
  },
};

type Scene = {
  readonly gateway: Child<{ readonly url: string }>;
  readonly load: Child<unknown>;
  readonly counts: () => Promise<Counts>;
};

/** The most hub calls, the fewest good answers and the middle time of some rounds. */
async function atOnce(clients: number, { gateway, load, counts }: Scene) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { url } = await gateway.ask<{ url: string }>({ want: "fresh" });
    await counts();
    const request = graphqlQuestion(`${url}/graphql`, BOARD);
    const { statuses, max, sample } = await load.ask<LoadReport>({ want: "crowd", request, clients });
    if (sample.includes('"errors"')) throw new Error(sample.slice(0, 500));
    rounds.push({ calls: (await counts()).calls, good: statuses["200"] ?? 0, ms: max });
  }
  return {
    calls: Math.max(...rounds.map(({ calls }) => calls)),
    good: Math.min(...rounds.map(({ good }) => good)),
    ms: median(rounds.map(({ ms }) => ms)),
  };
}

async function againAndAgain(clients: number, { gateway, load }: Scene): Promise<BenchRow> {
  const { url } = await gateway.ask<{ url: string }>({ want: "same" });
  const request = graphqlQuestion(`${url}/graphql`, BOARD);
  const { perSecond } = await load.ask<LoadReport>({ want: "steady", request, clients, seconds: WARM_SECONDS });
  return figure(`${clients} again and again, warm`, "answers/s", perSecond);
}
