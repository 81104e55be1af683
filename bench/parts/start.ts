import { ask } from "../board.ts";
import { type BenchOptions, type BenchPart, figure } from "../bench-part.ts";
import { contest } from "../contest.ts";
import { hubUnderTest, type HubUnderTest } from "../hub-under-test.ts";
import type { Child } from "../processes/child.ts";
import { residentMB } from "../processes/resident.ts";
import { spread } from "../statistics.ts";

const ROUNDS = 7;
const IDLE_MS = 3000;

/** From the command to the first answer, and the memory that is taken before anybody asks for more. */
export const start: BenchPart = {
  name: "start",
  about: "start to first answer and memory when idle, against bare Yoga",
  run: async (options) => {
    const hub = await hubUnderTest(options);
    const times: number[] = [];
    const ours = async () => {
      const { ms, stop } = await started(() => gatewayOf(hub, options), "{ hubs { name } }");
      await stop();
      times.push(ms);
      return ms;
    };
    const theirs = async () => {
      const { ms, stop } = await started(() => options.processes.node("peers/yoga.mjs"), "{ hello }");
      await stop();
      return ms;
    };
    const what = "start to first answer";
    const yoga = { name: "bare Yoga", turn: theirs, goal: null };
    const rows = await contest({ what, rounds: ROUNDS, unit: "ms", ours, peers: [yoga] });
    return [
      { ...figure(what, "seconds", 0, { atMost: 1.5 }), ...spread(times.map((ms) => ms / 1000)) },
      ...rows,
      figure("memory, idle", "MB", await idle(() => gatewayOf(hub, options), "{ hubs { name } }"), { atMost: 120 }),
      figure("memory, idle: bare Yoga", "MB", await idle(() => options.processes.node("peers/yoga.mjs"), "{ hello }")),
    ];
  },
};

type Start = () => Promise<Child<{ readonly url: string }>>;

const gatewayOf = ({ addresses, catalogue }: HubUnderTest, { processes }: BenchOptions) =>
  processes.command({ hub: addresses, catalogue });

async function started(run: Start, query: string) {
  const began = performance.now();
  const { ready, pid, stop } = await run();
  await ask(ready.url.replace(/\/graphql$/u, ""), query);
  return { ms: performance.now() - began, pid, stop };
}

async function idle(run: Start, query: string): Promise<number> {
  const { pid, stop } = await started(run, query);
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const megabytes = residentMB(pid);
  await stop();
  return megabytes;
}
