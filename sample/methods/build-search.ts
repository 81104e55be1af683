import type { Place, Search } from "../collect.ts";
import { BULK_OWNERS } from "../world/bulk.ts";
import { buildCells, packageBuildsIn } from "../world/build-cells.ts";
import type { BuildScope } from "../world/build-scope.ts";
import { type Cell, EVER, oneCell, type Stretch } from "../world/cell.ts";
import { HOUR } from "../world/clock.ts";
import { BUILD, type Build } from "../world/plan.ts";
import type { World } from "../world/world.ts";
import { findPackage, userOf } from "./lookups.ts";
import { namesMatching } from "./name-scope.ts";
import { timeFilter } from "./times.ts";

type Args = Readonly<Record<string, unknown>>;

/** The part of the world in which listBuilds' arguments leave something to be found, and how it is looked through. */
export function buildSearch(world: World, args: Args, tests: readonly ((build: Build) => boolean)[]): Search<Build> {
  const now = world.now();
  const scope = buildScope(world, args);
  return {
    cells: (back, counting) => cellsOf(world, args, { ...scope, back, counting: counting ? countingOf(args) : null }),
    matches: (build) => build.createMs <= now && tests.every((test) => test(build)),
    placeOf,
    now,
  };
}

/** By its task a build is found at once. */
function cellsOf(world: World, { taskID }: Args, scope: BuildScope): Iterable<Cell<Build>> {
  if (taskID === null || taskID === -1) return buildCells(world, scope);
  const origin = typeof taskID === "number" ? world.task(taskID)?.origin : undefined;
  const build = origin !== undefined && origin.kind !== "repo" ? origin.build : null;
  return [oneCell(build === null ? [] : [build])];
}

const PLACES: Readonly<Record<string, Place<Build>>> = {
  build_id: { of: "id", read: ({ id }) => id, nullable: false },
  creation_ts: { of: "ms", read: ({ createMs }) => createMs, nullable: false },
  creation_time: { of: "ms", read: ({ createMs }) => createMs, nullable: false },
  completion_ts: { of: "ms", read: ({ endMs }) => endMs, nullable: true },
  completion_time: { of: "ms", read: ({ endMs }) => endMs, nullable: true },
};

const placeOf = (column: string): Place<Build> | null => PLACES[column] ?? null;

function buildScope(world: World, args: Args): BuildScope {
  const named = packagesOf(world, args);
  const kinds = ofType(named, args["type"]);
  const bulk = mayBeBulk(args) ? kinds.bulk : "none";
  const onlyImages = bulk === "none" && kinds.streams !== "all" && kinds.streams.length === 0;
  return { ...kinds, ...stretchOf(world, args, onlyImages), bulk };
}

function packagesOf(world: World, { packageID, prefix, pattern }: Args): BuildScope {
  const stretch = { ...EVER, back: false };
  if (packageID !== null) return packageBuildsIn(world, findPackage(world, packageID), stretch);
  return { ...namesMatching(world, { prefix, pattern }), ...stretch, counting: null };
}

function ofType(scope: BuildScope, type: unknown): BuildScope {
  if (type === null) return scope;
  if (type === "image") return { ...scope, streams: [], bulk: "none" };
  return { ...scope, images: new Set(), ...(type === "rpm" ? {} : { streams: [], bulk: "none" as const }) };
}

/** The bulk's builds are complete or on their way, kojiadmin's, and on the first volume. */
function mayBeBulk({ state, userID, volumeID, cgID }: Args): boolean {
  const owner = userID === null ? null : (userOf(userID)?.name ?? "");
  return (
    (state === null || Number(state) <= BUILD.COMPLETE) &&
    (owner === null || BULK_OWNERS.includes(owner)) &&
    (volumeID === null || volumeID === 0) &&
    cgID === null
  );
}

/** What is asked of builds beyond package, type, state and time. */
const ASKED_BEYOND = ["userID", "taskID", "prefix", "pattern", "source", "cgID", "volumeID"];

const countingOf = (args: Args): BuildScope["counting"] =>
  ASKED_BEYOND.every((name) => args[name] === null)
    ? { state: args["state"] === null ? null : Number(args["state"]) }
    : null;

function stretchOf(world: World, args: Args, onlyImages: boolean): Stretch {
  const ms = (name: string) => timeFilter(args[name], name, false);
  const now = world.now();
  const state = args["state"] === null ? null : Number(args["state"]);
  // What is being built has not ended yet; what is complete has not been deleted yet.
  const since = state === BUILD.BUILDING ? now : state === BUILD.COMPLETE && onlyImages ? keptSince(world) : -Infinity;
  return {
    fromMs: Math.max(since, ms("createdAfter") ?? -Infinity, ms("completeAfter") ?? -Infinity),
    untilMs: Math.min(now + HOUR, ms("createdBefore") ?? Infinity, ms("completeBefore") ?? Infinity),
    back: false,
  };
}

/** Image builds from before this moment are all deleted. */
export const keptSince = (world: World): number => world.now() - (world.scale.keptDays + 1) * 24 * HOUR;
