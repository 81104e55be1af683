import { ask } from "../board.ts";
import { type BenchPart, figure } from "../bench-part.ts";
import { encodeGlobalId } from "../../model/global-id.ts";
import { startMadeHub } from "../made-hub.ts";
import { residentMB } from "../processes/resident.ts";

const BUILDS = 100_000;
const PAGE = 100;
/** Room for all of them, which the default has not. */
const MEMORY_MIB = 192;

const REST_SECONDS = 45;

const QUERY = "query Builds($ids: [ID!]!) { nodes(ids: $ids) { ... on ImageBuild { nvr state completedAt } } }";

/** What a gateway takes that has seen a whole hub go by. */
export const memory: BenchPart = {
  name: "memory",
  about: `memory with ${BUILDS} builds at hand`,
  run: async ({ processes }) => {
    const hub = await startMadeHub();
    try {
      const { ready, pid } = await processes.command({ hub, memoryMiB: MEMORY_MIB });
      const empty = residentMB(pid);
      for (let first = 1; first <= BUILDS; first += PAGE) await read(ready.url, first);
      const full = residentMB(pid);
      const rested = await atRest(pid);
      // What came first is there still, though nobody asked for just these before.
      hub.close();
      await read(ready.url, PAGE / 2);
      return [
        figure(`${BUILDS} builds at hand, at rest`, "MB", rested, { atMost: 350 }),
        figure(`${BUILDS} builds at hand, at rest`, "KB for one of them", ((rested - empty) * 1000) / BUILDS),
        figure(`${BUILDS} builds at hand, when the last one has come`, "MB", full),
      ];
    } finally {
      hub.close();
    }
  },
};

/** V8 gives memory back when there is little to do for some seconds. */
async function atRest(pid: number): Promise<number> {
  let least = residentMB(pid);
  for (let second = 0; second < REST_SECONDS; second += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    least = Math.min(least, residentMB(pid));
  }
  return least;
}

async function read(url: string, first: number): Promise<void> {
  const ids = Array.from({ length: PAGE }, (_, index) => encodeGlobalId("Build", "koji", first + index));
  const { nodes } = await ask<{ nodes: readonly ({ readonly nvr?: string } | null)[] }>(url, QUERY, { ids });
  if (!nodes.every((node) => node?.nvr)) throw new Error(`A build from ${first} on is missing.`);
}
