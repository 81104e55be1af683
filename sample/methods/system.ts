import type { XmlRpcValue } from "../../koji/xmlrpc/value.ts";
import { genericFault, parameterFault, pythonFault } from "../fault.ts";
import { evaluate } from "../policies.ts";
import { isStruct, type Row, text, timestamp } from "../values.ts";
import { XmlRpcDouble } from "../../koji/xmlrpc/value.ts";
import { eventAt, SECOND, timeOfEvent } from "../world/clock.ts";
import { activeRepos, repoById, repoFor } from "../world/repos.ts";
import { VOLUME_ROWS } from "../world/volumes.ts";
import type { Handler, Methods } from "./hub.ts";
import { globTest, tagInTable } from "./lookups.ts";
import { namesMatching } from "./name-scope.ts";
import { answerSearch, type Place } from "../collect.ts";
import { type QueryOpts, queryOpts, runQuery } from "../query.ts";
import { repoRow } from "./repo-rows.ts";
import { SIGNATURES } from "./signatures.ts";
import { type Build, nvrOf } from "../world/plan.ts";
import { buildCells } from "../world/build-cells.ts";
import { EVER } from "../world/cell.ts";
import type { World } from "../world/world.ts";

export const KOJI_VERSION = "1.35.3";

const eventRow = (id: number, now: number): Row => ({ id, ts: timestamp(timeOfEvent(id), now) });

const getEvent: Handler = ({ world }, args) => {
  const { id } = args;
  if (typeof id === "number" && id > 0 && timeOfEvent(id) <= world.now()) return eventRow(id, world.now());
  if (args["strict"] !== false) throw genericFault("query returned no rows");
  return null;
};

const getLastEvent: Handler = ({ world }, args) => {
  const { before } = args;
  const limit =
    before instanceof XmlRpcDouble ? before.value * SECOND : typeof before === "number" ? before * SECOND : Infinity;
  const last = Math.min(world.lastEvent, limit === Infinity ? Infinity : eventAt(limit - SECOND));
  return eventRow(last, world.now());
};

const getRepo: Handler = ({ world }, args) => {
  const tag = tagInTable(args["tag"]);
  if (tag.name !== `${tag.release.name}-build` || args["dist"] === true) return null;
  const repo = repoFor(world, tag.release, world.now());
  return repo === null ? null : repoRow(repo, world.now());
};

const repoInfo: Handler = ({ world }, args) => {
  const { repo_id: id } = args;
  const repo = typeof id === "number" ? repoById(world, id) : null;
  if (repo === null && args["strict"] === true) throw genericFault(`No such repo: ${text(id)}`);
  return repo === null ? null : repoRow(repo, world.now());
};

const ACTIVE_MEMBERS = [
  "create_event",
  "create_ts",
  "creation_ts",
  "dist",
  "end_event",
  "id",
  "opts",
  "state",
  "state_ts",
  "tag_id",
  "tag_name",
  "task_id",
] as const;

const getActiveRepos: Handler = ({ world }) =>
  [...activeRepos(world)].map((repo) => {
    const row = repoRow(repo, world.now());
    return Object.fromEntries(ACTIVE_MEMBERS.map((member) => [member, row[member] ?? null]));
  });

type Filtered = { readonly rows: readonly XmlRpcValue[]; readonly total: number };

/** What count and filterResults share: the other method's list, ordered and cut. */
function filtered(
  hub: Parameters<Handler>[0],
  args: Readonly<Record<string, unknown>>,
  rest: readonly unknown[],
): Filtered | null {
  const { methodName, filterOpts, ...named } = args;
  const value = hub.call(text(methodName), [...rest, { ...named, __starstar: true }]);
  if (!Array.isArray(value)) return null;
  const items: readonly XmlRpcValue[] = value;
  const rows = runQuery(
    items,
    { row: (item) => (isStruct(item) ? item : {}) },
    queryOpts({ ...Object(filterOpts), asList: false }),
  ); // isStruct leaves no other struct here
  return { rows: Array.isArray(rows) ? rows : [], total: items.length };
}

const NOT_A_LIST = "result of the method is not a list";

const search: Handler = ({ world }, args) => {
  const { terms, type, matchType } = args;
  const matches = matchType === "regexp" ? regexpTest(text(terms)) : globTest(text(terms));
  if (type !== "package" && type !== "build") throw genericFault(`No such search type: ${text(type)}`);
  const opts = queryOpts(args["queryOpts"]);
  if (type === "build") return searchBuilds(world, { matches, pattern: matchType === "regexp" ? "" : terms }, opts);
  const found = world.packages.all().filter(({ name }) => matches(name));
  return runQuery(found, { row: ({ id, name }) => ({ id, name }) }, opts);
};

type Wanted = { readonly matches: (name: string) => boolean; readonly pattern: unknown };

function searchBuilds(world: World, { matches, pattern }: Wanted, opts: QueryOpts): XmlRpcValue {
  const now = world.now();
  const names = namesMatching(world, { prefix: null, pattern });
  const found = {
    cells: (back: boolean) => buildCells(world, { ...EVER, ...names, back, counting: null }),
    matches: (build: Build) => build.createMs <= now && matches(nvrOf(build)),
    placeOf: (column: string): Place<Build> | null =>
      column === "id" ? { of: "id", read: ({ id }) => id, nullable: false } : null,
    now,
  };
  return answerSearch(found, { row: (build) => ({ id: build.id, name: nvrOf(build) }) }, opts);
}

function regexpTest(pattern: string): (name: string) => boolean {
  const regexp = new RegExp(pattern, "i");
  return (name) => regexp.test(name);
}

const evalPolicy: Handler = (hub, args) => {
  const name = text(args["name"]);
  const action = evaluate(hub, name, isStruct(args["data"]) ? args["data"] : {});
  if (action === undefined) throw genericFault(`no such policy: ${name}`);
  return action;
};

const volumeOf = (key: unknown): Row | null => VOLUME_ROWS.find(({ id, name }) => id === key || name === key) ?? null;

export const SYSTEM_METHODS: Methods = {
  getEvent,
  getLastEvent,
  getRepo,
  repoInfo,
  getActiveRepos,
  search,
  evalPolicy,
  "repo.get": getRepo,
  getAPIVersion: () => 1,
  getKojiVersion: () => KOJI_VERSION,
  hello: () => "Hello World",
  // What came in goes out: whatever the reader of requests makes is something the encoder takes.
  echo: (_, __, rest) => rest as readonly XmlRpcValue[],
  error: () => {
    throw genericFault("test error");
  },
  fault: () => {
    throw pythonFault("Exception", "test exception");
  },
  "system.listMethods": () => ["multiCall", "system.multicall", ...SIGNATURES.map(([name]) => name)],
  "system.methodSignature": () => "signatures not supported",
  listVolumes: () => VOLUME_ROWS,
  getVolume: (_, args) => volumeOf(args["volume"]),
  listExternalRepos: () => [],
  listCGs: () => ({ "osbuild-composer": { id: 1, users: ["frank"] } }),
  mavenEnabled: () => false,
  winEnabled: () => false,
  count: (hub, args, rest) => {
    const { methodName, ...named } = args;
    const value = hub.call(text(methodName), [...rest, { ...named, __starstar: true }]);
    return Array.isArray(value) ? value.length : isStruct(value) ? Object.keys(value).length : 1;
  },
  filterResults: (hub, args, rest) => {
    const found = filtered(hub, args, rest);
    if (found === null) throw parameterFault(NOT_A_LIST);
    return found.rows;
  },
  countAndFilterResults: (hub, args, rest) => {
    const found = filtered(hub, args, rest);
    if (found === null) throw parameterFault(NOT_A_LIST);
    return [found.total, found.rows];
  },
};
