import { ask, readBoard } from "../board.ts";
import type { BenchPart } from "../bench-part.ts";
import { contest } from "../contest.ts";
import { hubUnderTest } from "../hub-under-test.ts";
import { graphqlQuestion, steadyTurns } from "../load.ts";

const STATUS = "query Status($name: String!) { image(name: $name) { name status { state since } } }";
const HELLO = "{ hello }";

const ROUNDS = 7;
const STEADY = { clients: 16, seconds: 1.5 };

/** A small question: what is left is mostly what a server does for any. */
export const statusWarm: BenchPart = {
  name: "status-warm",
  about: "the status of one image, already answered once, against servers that say hello",
  run: async (options) => {
    const { processes } = options;
    const { addresses, catalogue } = await hubUnderTest(options);
    const gateway = await processes.gateway({ hub: addresses, catalogue });
    const [yoga, apollo] = await Promise.all(
      ["peers/yoga.mjs", "peers/apollo.mjs"].map((file) => processes.node<{ url: string }>(file)),
    );
    const { url } = gateway.ready;
    const name = (await readBoard(url)).images[0]?.name;
    await ask(url, STATUS, { name });

    const load = await processes.load();
    const hello = (address = "") => steadyTurns(load, graphqlQuestion(address, HELLO), STEADY);
    return contest({
      what: "one image's status, warm",
      rounds: ROUNDS,
      unit: "answers/s",
      ours: steadyTurns(load, graphqlQuestion(`${url}/graphql`, STATUS, { name }), STEADY),
      peers: [
        { name: "bare Yoga's hello", turn: hello(yoga?.ready.url), goal: { atLeast: 1.5 } },
        { name: "Apollo Server's hello", turn: hello(apollo?.ready.url), goal: null },
      ],
    });
  },
};
