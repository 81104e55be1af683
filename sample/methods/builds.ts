import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { answerSearch } from "../collect.ts";
import { genericFault } from "../fault.ts";
import { isLazy, queryOpts } from "../query.ts";
import { double, text, timestamp } from "../values.ts";
import { archivesOf } from "../world/archives.ts";
import { buildCells, buildsIn, imageBuildsIn, ownBuildsIn, packageBuildsIn } from "../world/build-cells.ts";
import { buildLogs } from "../world/build-logs.ts";
import { EVER } from "../world/cell.ts";
import { eventAt, HOUR } from "../world/clock.ts";
import { dayOf } from "../world/components.ts";
import { BUILD, type Build } from "../world/plan.ts";
import { findTag } from "../world/releases.ts";
import { isComponentOf } from "../world/rpms.ts";
import type { World } from "../world/world.ts";
import { buildSearch, keptSince } from "./build-search.ts";
import { BTYPES, buildTests } from "./build-tests.ts";
import type { Handler, Methods } from "./hub.ts";
import { findBuild, findPackage, needBuild } from "./lookups.ts";
import { buildInfo, buildRow, buildState } from "./rows.ts";

const listBuilds: Handler = ({ world }, args) => {
  const opts = queryOpts(args["queryOpts"]);
  const tests = buildTests(world, args, isLazy(opts));
  // Koji returns before it counts: an unknown package or user has a list for a count.
  if (tests === null) return [];
  const now = world.now();
  const source = {
    row: (build: Build) => buildRow(build, now),
    column: (build: Build, name: string) => buildColumn(build, name, now),
  };
  const rows = answerSearch(buildSearch(world, args, tests), source, opts);
  // Koji's query for images names build_id twice, which shows in lists only.
  return opts.asList && args["type"] === "image" && Array.isArray(rows) ? rows.map(twice) : rows;
};

const twice = (row: XmlRpcValue): XmlRpcValue => (Array.isArray(row) ? [row[0] ?? null, ...row] : row);

function buildColumn(build: Build, name: string, now: number): XmlRpcValue | undefined {
  if (name === "build_id") return build.id;
  return name === "creation_ts" ? timestamp(build.createMs, now) : undefined;
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
  if (rpm.origin.kind !== "rpm") return ids;
  const { stream, counter } = rpm.origin;
  const { calendar } = world;
  // From the day after it was built until the second version after it, for an image may be taken back to the last one.
  const fromMs = counter === 0 ? -Infinity : calendar.beginOf(dayOf(stream, counter));
  const untilMs = calendar.beginOf(dayOf(stream, counter + 2) + 2);
  const scope = imageBuildsIn({ fromMs: Math.max(fromMs, keptSince(world)), untilMs, back: false });
  for (const build of buildsIn(world, scope)) {
    if (build.origin.kind !== "image" || !isComponentOf(rpm, build.origin.attempt)) continue;
    if (buildState(build, world.now()) !== BUILD.COMPLETE) continue;
    for (const archive of archivesOf(world, build)) if (archive.hasRpms) ids.push(archive.id);
    if (typeof limit === "number" && ids.length >= limit) return ids.slice(0, limit);
  }
  return ids;
}

const getAverageBuildDuration: Handler = ({ world }, args) => {
  const found = findPackage(world, args["package"]);
  if (found === null) return null;
  const now = world.now();
  const fromMs = world.images.find(found.name) === null ? -Infinity : keptSince(world);
  const complete = [...buildsIn(world, packageBuildsIn(world, found, { ...EVER, fromMs, back: false }))].filter(
    (build) => build.task !== null && buildState(build, now) === 1,
  );
  if (complete.length === 0) return null;
  const sum = complete.reduce((total, { createMs, endMs }) => total + (endMs - createMs), 0);
  return double(Math.round((sum / complete.length) * 1000) / 1_000_000);
};

/** `20261122.n.0` -> `20261122.n.1`, `3` -> `4`; nothing built yet: `1`. */
const getNextRelease: Handler = ({ world }, args) => {
  const info = args["build_info"] ?? args["buildInfo"];
  const { name, version } = Object(info) as { name?: unknown; version?: unknown }; // a struct of the caller; anything else has no members
  if (typeof name !== "string" || typeof version !== "string") throw genericFault("did not provide name and version");
  const newest = newestOf(world, name, version);
  if (newest === null) return "1";
  return newest.release.replace(/\d+(?=\D*$)/, (digits) => String(Number(digits) + 1));
};

function newestOf(world: World, name: string, version: string): Build | null {
  const now = world.now();
  const scope = packageBuildsIn(world, world.packages.find(name), { ...EVER, back: true });
  for (const { items } of buildCells(world, scope)) {
    const found = items().findLast(
      (build) => build.createMs <= now && build.version === version && buildState(build, now) < 2,
    );
    if (found !== undefined) return found;
  }
  return null;
}

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
    // Whatever is good is tagged within a minute, and stays until somebody takes it out.
    const scope = ownBuildsIn({ ...EVER, fromMs: world.now() - HOUR, back: false });
    const touched = [...world.acts.entries].map(({ build }) => build);
    const builds = [...new Set([...buildsIn(world, scope), ...touched])].filter(
      (build) =>
        buildState(build, world.now()) === BUILD.COMPLETE &&
        !build.tags.some(({ createEvent, revokeEvent }) => createEvent <= event && revokeEvent > event),
    );
    return builds.map(({ id, name, version, release }) => ({ id, name, version, release }));
  },
};
