import { join } from "node:path";
import { BOARD, readBoard } from "../board.ts";
import { type BenchPart, type BenchRow, figure } from "../bench-part.ts";
import { hubUnderTest } from "../hub-under-test.ts";
import { graphqlQuestion } from "../load.ts";
import type { Child } from "../processes/child.ts";
import { profileShares } from "../profile.ts";

const WARM_UP = 20;
const COLD_BOARDS = 60;
const WARM_SECONDS = 3;
/** What is less than that is left out. */
const WORTH_TELLING = 0.02;

/** V8's own profiler in the gateway's process: functions by what they themselves take. */
export const profile: BenchPart = {
  name: "profile",
  about: "where the gateway's time goes, for the board cold and warm",
  run: async (options) => {
    const { processes } = options;
    const { addresses, catalogue } = await hubUnderTest(options);
    const gateway = await processes.gateway({ hub: addresses, catalogue });
    const load = await processes.load();
    await coldBoards(gateway, WARM_UP);
    const cold = await profiled(gateway, join(processes.folder, "cold.cpuprofile"), () =>
      coldBoards(gateway, COLD_BOARDS),
    );
    const { url } = await gateway.ask<{ url: string }>({ want: "same" });
    await readBoard(url);
    const request = graphqlQuestion(`${url}/graphql`, BOARD);
    const warm = await profiled(gateway, join(processes.folder, "warm.cpuprofile"), () =>
      load.ask({ want: "steady", request, clients: 16, seconds: WARM_SECONDS }),
    );
    return [...shareRows("the board, cold", cold), ...shareRows("the board, warm", warm)];
  },
};

async function coldBoards(gateway: Child<unknown>, count: number): Promise<void> {
  for (let board = 0; board < count; board += 1) {
    const { url } = await gateway.ask<{ url: string }>({ want: "fresh" });
    await readBoard(url);
  }
}

async function profiled(gateway: Child<unknown>, file: string, work: () => Promise<unknown>) {
  await gateway.ask({ want: "profile" });
  await work();
  await gateway.ask({ want: "profiled", file });
  return profileShares(file);
}

function shareRows(what: string, { rooms, functions }: ReturnType<typeof profileShares>): readonly BenchRow[] {
  const rows = (shares: typeof rooms, of: string) =>
    shares
      .filter(({ share }) => share >= WORTH_TELLING)
      .map(({ place, share }) => figure(`${what}: ${of} ${place}`, "% of the gateway's time", share * 100));
  return [...rows(rooms, "all of"), ...rows(functions, "in")];
}
