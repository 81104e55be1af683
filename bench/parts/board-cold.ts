import { readBoard } from "../board.ts";
import type { BoardImage } from "../board.ts";
import { figure, type BenchOptions, type BenchPart, type BenchRow } from "../bench-part.ts";
import { contest, type Peer } from "../contest.ts";
import { counted, hubUnderTest, type HubUnderTest } from "../hub-under-test.ts";
import type { Child } from "../processes/child.ts";
import type { Counts } from "../processes/processes.ts";
import { isInstalled } from "../processes/installed.ts";

const ROUNDS = 15;
const WARM_UP = 3;

/** Every image's state from a gateway that knows nothing, and from a script that asks the hub as well as a script can. */
export const boardCold: BenchPart = {
  name: "board-cold",
  about: "the board of all images, nothing cached, against a careful script",
  run: async (options) => {
    const hub = await hubUnderTest(options);
    const scripts = await careful(options);
    const [counts, images] = await counting(hub, scripts, options);
    return [...counts, ...(await timing({ hub, images, scripts }, options))];
  },
};

type Script = { readonly name: string; readonly child: Child<unknown> };
type Ran = { readonly ms: number; readonly images: readonly ScriptImage[] };
type ScriptImage = { readonly name: string; readonly lastGood: string | null; readonly files: readonly unknown[] };

async function careful({ processes }: BenchOptions): Promise<readonly Script[]> {
  const own = {
    name: "a careful script with the gateway's codec",
    child: await processes.node("peers/careful-script.mjs"),
  };
  if (!isInstalled("python3")) return [own];
  const args = [new URL("../peers/careful_script.py", import.meta.url).pathname];
  return [{ name: "a careful script in Python", child: await processes.start({ command: "python3", args }) }, own];
}

/** What reaches the hub, exactly. */
async function counting(
  hub: HubUnderTest,
  scripts: readonly Script[],
  options: BenchOptions,
): Promise<[BenchRow[], readonly string[]]> {
  const { relay, hub: relayed } = await counted(hub, options);
  const gateway = await options.processes.gateway({ hub: relayed.addresses, catalogue: hub.catalogue });
  await relay.ask(null);
  const { images } = await readBoard(gateway.ready.url);
  const ours = await relay.ask<Counts>(null);
  const names = images.map(({ name }) => name);
  const rows = countRows("the board, cold", ours, GOALS);
  for (const { name, child } of scripts) {
    const answer = await child.ask<Ran>({ hub: relayed.addresses.hubUrl, images: names });
    rows.push(...countRows(name, await relay.ask<Counts>(null), null));
    tellDifferences(name, images, answer.images);
  }
  await gateway.stop();
  return [rows, names];
}

const GOALS = { requests: 5, calls: 60, megabytes: 0.9 };

function countRows(what: string, { requests, calls, bytes }: Counts, goals: typeof GOALS | null): BenchRow[] {
  const atMost = (most: number | undefined) => (most === undefined ? null : { atMost: most });
  return [
    figure(what, "hub requests", requests, atMost(goals?.requests)),
    figure(what, "hub calls", calls, atMost(goals?.calls)),
    figure(what, "MB to and from the hub", bytes / 1e6, atMost(goals?.megabytes)),
  ];
}

/** A contest is fair when all find the same. A script that looks back twelve builds may miss an older good one. */
function tellDifferences(script: string, ours: readonly BoardImage[], theirs: readonly ScriptImage[]): void {
  const found = new Map(theirs.map((image) => [image.name, image]));
  const different = ours.filter(({ name, status }) => {
    const other = found.get(name);
    return other?.lastGood !== (status.lastGood?.nvr ?? null);
  });
  if (different.length > 0) {
    const names = different.map(({ name }) => name).join(", ");
    console.log(`${script} and the gateway know another newest good build of ${names}.`);
  }
}

type Timed = { readonly hub: HubUnderTest; readonly images: readonly string[]; readonly scripts: readonly Script[] };

async function timing({ hub, images, scripts }: Timed, { processes }: BenchOptions): Promise<BenchRow[]> {
  const gateway = await processes.gateway({ hub: hub.addresses, catalogue: hub.catalogue });
  const ours = async () => {
    const { url } = await gateway.ask<{ url: string }>({ want: "fresh" });
    return (await readBoard(url)).ms;
  };
  const peers = scripts.map(({ name, child }): Peer => {
    const turn = async () => (await child.ask<Ran>({ hub: hub.addresses.hubUrl, images })).ms;
    return { name, turn, goal: { atMost: 0.4 } };
  });
  for (const turn of [ours, ...peers.map((peer) => peer.turn)]) {
    for (let run = 0; run < WARM_UP; run += 1) await turn();
  }
  return contest({ what: "the board, cold", rounds: ROUNDS, unit: "ms", ours, peers });
}
