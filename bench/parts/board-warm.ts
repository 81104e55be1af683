import { isDeepStrictEqual } from "node:util";
import { ask, BOARD, readBoard } from "../board.ts";
import { type BenchOptions, type BenchPart, type BenchRow, figure } from "../bench-part.ts";
import { contest } from "../contest.ts";
import { counted, hubUnderTest } from "../hub-under-test.ts";
import { graphqlQuestion, steadyTurns } from "../load.ts";
import type { Counts } from "../processes/processes.ts";
import { spread } from "../statistics.ts";

const ROUNDS = 7;
const STEADY = { clients: 16, seconds: 1.5 };

/** The same answer again and again, from us and from others that have it in memory. */
export const boardWarm: BenchPart = {
  name: "board-warm",
  about: "the board of all images, already answered once, against servers with the same answer in memory",
  run: async (options) => {
    const { processes } = options;
    const { relay, hub } = await counted(await hubUnderTest(options), options);
    const gateway = await processes.gateway({ hub: hub.addresses, catalogue: hub.catalogue });
    const { url } = gateway.ready;
    await readBoard(url);
    const data = await ask<object>(url, BOARD);
    const peers = await startPeers(data, options);

    const load = await processes.load();
    const turns = (address: string) => steadyTurns(load, graphqlQuestion(address, BOARD), STEADY);
    const what = "the board, warm";
    const rows = await contest({
      what,
      rounds: ROUNDS,
      unit: "answers/s",
      ours: turns(`${url}/graphql`),
      peers: [
        { name: "Mercurius with graphql-jit", turn: turns(peers.mercurius), goal: { atLeast: 1.5 } },
        { name: "a ready string", turn: turns(peers.readyString), goal: { atLeast: 0.5 } },
      ],
    });
    return [...rows, await hubCallsOfWarm(url, () => relay.ask<Counts>(null))];
  },
};

async function startPeers(data: object, { processes }: BenchOptions) {
  const [mercurius, readyString] = await Promise.all([
    processes.node<{ url: string }>("peers/mercurius.mjs"),
    processes.node<{ url: string }>("peers/ready-string.mjs"),
  ]);
  await mercurius.ask({ data });
  await readyString.ask({ answer: JSON.stringify({ data }) });
  const theirs = await ask<object>(mercurius.ready.url.replace(/\/graphql$/u, ""), BOARD);
  if (!isDeepStrictEqual(theirs, data)) throw new Error("Mercurius answers with something else.");
  return { mercurius: mercurius.ready.url, readyString: readyString.ready.url };
}

/** Right after an answer that was fresh, so that little of it comes of age meanwhile: the hub is alive. */
async function hubCallsOfWarm(url: string, counts: () => Promise<Counts>): Promise<BenchRow> {
  const tries = [];
  for (let time = 0; time < 5; time += 1) {
    await ask(url, BOARD);
    await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
    await counts();
    for (let board = 0; board < 20; board += 1) await ask(url, BOARD);
    tries.push((await counts()).calls);
  }
  return { ...figure("20 boards, warm", "hub calls", 0, { atMost: 0 }), ...spread(tries) };
}

/** What the answer before may have set going behind itself. */
const SETTLING_MS = 500;
