import { genericFault, sqlFault } from "../fault.ts";
import { repr, text } from "../values.ts";
import { type Build, nvrOf } from "../world/plan.ts";
import type { World } from "../world/world.ts";
import { findPackage, globTest, NO_OPERATOR, userOf } from "./lookups.ts";
import { buildInfo, buildState } from "./rows.ts";
import { compareTimes, timeFilter } from "./times.ts";

export const BTYPES = ["rpm", "maven", "win", "image"].map((name, index) => ({ id: index + 1, name }));

type Test = (build: Build) => boolean;

/** What listBuilds asks of a build. Null when nothing can match: an unknown package or user. */
export function buildTests(
  world: World,
  args: Readonly<Record<string, unknown>>,
  lazy: boolean,
): readonly Test[] | null {
  const now = world.now();
  const tests: Test[] = [];
  const { packageID, userID, taskID, prefix, pattern, state, volumeID, source, draft, cgID } = args;
  if (packageID !== null) {
    const found = findPackage(world, packageID);
    if (found === null) return null;
    tests.push((build) => build.packageId === found.id);
  }
  if (userID !== null) {
    const user = userOf(userID);
    if (user === null) return null;
    tests.push((build) => build.owner === user.name);
  }
  if (taskID === -1) tests.push((build) => build.task !== null);
  else if (taskID !== null) tests.push((build) => build.task?.id === taskID);
  if (typeof prefix === "string" && prefix !== "")
    tests.push(({ name }) => name.toLowerCase().startsWith(prefix.toLowerCase()));
  if (typeof pattern === "string" && pattern !== "") {
    const matches = globTest(pattern);
    tests.push((build) => matches(nvrOf(build)));
  }
  if (state !== null) tests.push(stateTest(state, now, lazy));
  if (volumeID !== null) tests.push((build) => (build.volume === "DEFAULT" ? 0 : 1) === volumeID);
  if (typeof source === "string") {
    const matches = globTest(source);
    tests.push((build) => build.source !== null && matches(build.source));
  }
  if (draft === true || (cgID !== null && cgID !== 1 && cgID !== "osbuild-composer")) return null;
  if (cgID !== null) tests.push((build) => buildInfo(build, now)["cg_id"] === 1);
  return [...tests, ...typeTests(args["type"]), ...timeTests(args, now, lazy)];
}

function stateTest(state: unknown, now: number, lazy: boolean): Test {
  if (Array.isArray(state))
    throw sqlFault(
      "UndefinedFunction",
      `operator does not exist: integer = record\nLINE 9:  WHERE (build.state = (${state.map(repr).join(", ")}))\n${NO_OPERATOR}`,
      lazy,
    );
  if (typeof state === "string" && !/^\d+$/.test(state))
    throw sqlFault(
      "InvalidTextRepresentation",
      `invalid input syntax for type integer: "${state}"\nLINE 9:  WHERE (build.state = '${state}')\n`,
      lazy,
    );
  const wanted = Number(state);
  return (build) => buildState(build, now) === wanted;
}

function typeTests(type: unknown): Test[] {
  if (type === null || type === undefined) return [];
  if (!BTYPES.some(({ name }) => name === type)) throw genericFault(`unsupported build type: ${text(type)}`);
  return [(build) => build.type === type];
}

function timeTests(args: Readonly<Record<string, unknown>>, now: number, lazy: boolean): Test[] {
  const filter = (name: string, where: string) => timeFilter(args[name], where, lazy);
  const createdBefore = filter("createdBefore", "events.time <");
  const createdAfter = filter("createdAfter", "events.time >");
  const completeBefore = filter("completeBefore", "build.completion_time <");
  const completeAfter = filter("completeAfter", "build.completion_time >");
  const tests: Test[] = [];
  if (createdBefore !== null) tests.push(({ createMs }) => compareTimes(createMs, createdBefore) < 0);
  if (createdAfter !== null) tests.push(({ createMs }) => compareTimes(createMs, createdAfter) > 0);
  if (completeBefore !== null) tests.push(({ endMs }) => compareTimes(endMs, completeBefore) < 0);
  if (completeAfter !== null) tests.push(({ endMs }) => compareTimes(endMs, completeAfter) > 0);
  // A comparison with NULL is not true: a build that runs matches no filter on its end.
  return completeBefore === null && completeAfter === null ? tests : [...tests, ({ endMs }) => endMs <= now];
}
