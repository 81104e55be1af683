import { type BuildFilter, listedBuilds, shortened } from "./build-list-rows.ts";
import type { Check } from "./check.ts";
import { named, type Row } from "./hub.ts";
import { targetOf } from "./request.ts";
import { number, numberOrNull, rows, text, textOrNull } from "./rows.ts";
import type { Sides } from "./sides.ts";
import { BUILD_STATES, stateOf } from "./states.ts";
import { taskById } from "./task-rows.ts";
import { instantOrNull } from "./times.ts";
import { walk, walked } from "./walk.ts";

/** A list of builds with a random filter that one of `builds` fits, in random pages. */
export async function buildListCheck(sides: Sides, builds: readonly Row[]): Promise<Check> {
  const filter = await shortened(sides, await randomFilter(sides, builds));
  const pageSize = 3 + sides.random.below(60);
  return {
    kind: "list of builds",
    thing: `${JSON.stringify(filter)} by ${pageSize}`,
    hub: async () => {
      const found = await listedBuilds(sides, filter);
      return {
        ...walked(found.map((row) => number(row, "build_id"))),
        ...(filter.target ? {} : { totalCount: found.length }),
      };
    },
    gateway: async () => {
      const pages = await walk(sides.ask, { operation: "builds", filter }, pageSize);
      // With a target it refuses to count: the hub cannot filter by it.
      const { list } = filter.target ? { list: {} } : await sides.ask("builds-count", { filter });
      return Object.assign({}, pages, list);
    },
  };
}

async function randomFilter(sides: Sides, builds: readonly Row[]): Promise<BuildFilter> {
  const { hub, random } = sides;
  const one = random.pick(builds);
  const task = random.chance(0.2) ? await taskById(sides, numberOrNull(one, "task_id")) : null;
  const target = task && targetOf(task.request);
  const tags = rows(await hub("listTags", named({ build: number(one, "build_id") }))).map((row) => text(row, "name"));
  const states = [stateOf(BUILD_STATES, number(one, "state")), ...random.some(BUILD_STATES, random.below(3))];
  return {
    ...(random.chance(0.6) || target ? { type: "image" } : {}),
    ...(random.chance(0.4) || target ? { image: text(one, "package_name") } : {}),
    ...(target ? { target } : {}),
    ...(random.chance(0.25) ? { owner: text(one, "owner_name") } : {}),
    ...(random.chance(0.3) ? { state: [...new Set(states)] } : {}),
    ...randomTimes(sides, builds),
    ...(random.chance(0.2) && tags.length > 0 ? { tag: random.pick(tags), type: "image" } : {}),
  };
}

/** Moments at which builds were made and ended, so that the very edges are asked about. */
function randomTimes({ random }: Sides, builds: readonly Row[]): BuildFilter {
  const rowsOfTwo = [random.pick(builds), random.pick(builds)];
  const times = (member: string) => inOrder(rowsOfTwo.map((row) => instantOrNull(textOrNull(row, member))));
  const [createdAfter, createdBefore] = times("creation_time");
  const [completedAfter, completedBefore] = times("completion_time");
  return {
    ...(random.chance(0.25) && createdAfter ? { createdAfter } : {}),
    ...(random.chance(0.25) && createdBefore ? { createdBefore } : {}),
    ...(random.chance(0.15) && completedAfter ? { completedAfter } : {}),
    ...(random.chance(0.15) && completedBefore ? { completedBefore } : {}),
  };
}

const inOrder = (times: readonly (string | null)[]) => times.toSorted((a, b) => ((a ?? "") < (b ?? "") ? -1 : 1));
