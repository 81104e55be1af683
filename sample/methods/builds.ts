import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { genericFault, sqlFault } from "../fault.ts";
import { isLazy, queryOpts, runQuery } from "../query.ts";
import { double, repr, text } from "../values.ts";
import { archivesOf } from "../world/archives.ts";
import { eventAt } from "../world/clock.ts";
import { BUILD, type Build, nvrOf } from "../world/plan.ts";
import { isComponentOf } from "../world/rpms.ts";
import { findTag } from "../world/releases.ts";
import { buildLogs } from "../world/build-logs.ts";
import type { World } from "../world/world.ts";
import type { Handler, Methods } from "./hub.ts";
import { NO_OPERATOR, findBuild, findPackage, globTest, needBuild, userOf } from "./lookups.ts";
import { buildInfo, buildRow, buildState } from "./rows.ts";
import { compareTimes, timeFilter } from "./times.ts";

const BTYPES = ["rpm", "maven", "win", "image"].map((name, index) => ({ id: index + 1, name }));

type Test = (build: Build) => boolean;

const listBuilds: Handler = ({ world }, args) => {
  const opts = queryOpts(args["queryOpts"]);
  const tests = buildTests(world, args, isLazy(opts));
  // Koji returns before it counts: an unknown package or user has a list for a count.
  if (tests === null) return [];
  const now = world.now();
  const builds: Build[] = [];
  for (const build of world.builds(now)) if (tests.every((test) => test(build))) builds.push(build);
  const rows = runQuery(builds, { row: (build) => buildRow(build, now), column: buildColumn }, opts);
  // Koji's query for images names build_id twice, which shows in lists only.
  return opts.asList && args["type"] === "image" && Array.isArray(rows) ? rows.map(twice) : rows;
};

const twice = (row: XmlRpcValue): XmlRpcValue => (Array.isArray(row) ? [row[0] ?? null, ...row] : row);

function buildColumn(build: Build, name: string): XmlRpcValue | undefined {
  return name === "build_id" ? build.id : undefined;
}

/** Null when nothing can match: an unknown package or user. */
function buildTests(world: World, args: Readonly<Record<string, unknown>>, lazy: boolean): readonly Test[] | null {
  const now = world.now();
  const tests: Test[] = [];
  const { packageID, userID, taskID, prefix, pattern, state, volumeID, source, draft, cgID } = args;
  if (packageID !== null) {
    const found = findPackage(packageID);
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

const getBuild: Handler = ({ world }, args) => {
  const build = args["strict"] === true ? needBuild(world, args["buildInfo"]) : findBuild(world, args["buildInfo"]);
  return build === null ? null : buildInfo(build, world.now());
};

const getBuildType: Handler = ({ world }, args) => {
  const build = args["strict"] === true ? needBuild(world, args["buildInfo"]) : findBuild(world, args["buildInfo"]);
  if (build === null) return null;
  return build.type === "image" ? { image: { build_id: build.id } } : { rpm: null };
};

const getImageBuild: Handler = ({ world }, args) => {
  const build = findBuild(world, args["buildInfo"]);
  if (build !== null && build.type === "image") return { build_id: build.id };
  if (args["strict"] === true) throw genericFault(`no such image build: ${text(args["buildInfo"])}`);
  return null;
};

const getBuildLogs: Handler = ({ world }, args) => buildLogs(world, needBuild(world, args["build"]));

const buildReferences: Handler = ({ world }, args) => {
  const build = needBuild(world, args["build"]);
  const event = eventAt(world.now());
  const tags = build.tags
    .filter(({ createEvent, revokeEvent }) => createEvent <= event && revokeEvent > event)
    .map(({ tag }) => ({ name: tag, tag_id: findTag(tag)?.id ?? null }));
  const images = componentOf(world, build, args["limit"]);
  return { tags, rpms: [], component_of: images, archives: [], last_used: null, images: [] };
};

/** Ids of the archives of complete builds that contain rpms of the build. */
function componentOf(world: World, rpm: Build, limit: unknown): number[] {
  const ids: number[] = [];
  if (rpm.type !== "rpm") return ids;
  for (const build of world.builds()) {
    if (build.origin.kind !== "image" || !isComponentOf(rpm, build.origin.attempt)) continue;
    if (buildState(build, world.now()) !== BUILD.COMPLETE) continue;
    for (const archive of archivesOf(world, build)) if (archive.hasRpms) ids.push(archive.id);
    if (typeof limit === "number" && ids.length >= limit) return ids.slice(0, limit);
  }
  return ids;
}

const getAverageBuildDuration: Handler = ({ world }, args) => {
  const found = findPackage(args["package"]);
  if (found === null) return null;
  const now = world.now();
  const durations: number[] = [];
  for (const build of world.builds(now))
    if (build.packageId === found.id && build.task !== null && buildState(build, now) === 1)
      durations.push(build.endMs - build.createMs);
  if (durations.length === 0) return null;
  return double(Math.round((durations.reduce((sum, one) => sum + one, 0) / durations.length) * 1000) / 1_000_000);
};

/** `20261122.n.0` -> `20261122.n.1`, `3` -> `4`; nothing built yet: `1`. */
const getNextRelease: Handler = ({ world }, args) => {
  const info = args["build_info"] ?? args["buildInfo"];
  const { name, version } = Object(info) as { name?: unknown; version?: unknown }; // a struct of the caller; anything else has no members
  if (typeof name !== "string" || typeof version !== "string") throw genericFault("did not provide name and version");
  const now = world.now();
  let newest: Build | null = null;
  for (const build of world.builds(now))
    if (build.name === name && build.version === version && buildState(build, now) < 2) newest = build;
  if (newest === null) return "1";
  return newest.release.replace(/\d+(?=\D*$)/, (digits) => String(Number(digits) + 1));
};

const findBuildID: Handler = ({ world }, args) => findBuild(world, args["X"])?.id ?? null;

export const BUILD_METHODS: Methods = {
  listBuilds,
  getBuild,
  getBuildType,
  getImageBuild,
  getBuildLogs,
  buildReferences,
  getAverageBuildDuration,
  getNextRelease,
  findBuildID,
  listBTypes: () => BTYPES,
  untaggedBuilds: ({ world }) => {
    const event = eventAt(world.now());
    const builds = [...world.builds()].filter(
      ({ end, endMs, tags }) =>
        end === 1 && endMs <= world.now() && !tags.some(({ createEvent }) => createEvent <= event),
    );
    return builds.map(({ id, name, version, release }) => ({ id, name, version, release }));
  },
};
