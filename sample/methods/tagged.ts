import { genericFault, sqlFault } from "../fault.ts";
import { queryOpts, runQuery } from "../query.ts";
import { repr, type Row, timestamp } from "../values.ts";
import { archivesOf } from "../world/archives.ts";
import { eventAt, timeOfEvent } from "../world/clock.ts";
import { findUser } from "../world/people.ts";
import type { TagEntry } from "../world/plan.ts";
import { findTag, type Tag, tagNamed } from "../world/releases.ts";
import { entriesIn, entriesSince } from "../world/tagged.ts";
import type { World } from "../world/world.ts";
import { plainArchiveRow } from "./archives.ts";
import type { Handler, Methods } from "./hub.ts";
import { findBuild, findPackage, nameOrId, needTag, tagInTable } from "./lookups.ts";
import { buildState, taggedRow } from "./rows.ts";
import { lineage } from "./tags.ts";

type Filters = Readonly<Record<string, unknown>>;

/** As kojihub.readTaggedBuilds: each build once, the nearest tag first; `latest` keeps so many of a package. */
function taggedEntries(world: World, tag: Tag, filters: Filters): readonly TagEntry[] {
  const { event, inherit, latest, package: packageName, owner, type, prefix, draft } = filters;
  if (typeof type === "string" && !["image", "rpm", "maven", "win"].includes(type))
    throw genericFault(`unsupported build type: ${type}`);
  const at = Math.min(typeof event === "number" ? event : Infinity, eventAt(world.now()));
  const tags = inherit === true ? lineage(tag) : [tag];
  const most = latest === true ? 1 : typeof latest === "number" && latest > 0 ? latest : Infinity;
  const seen = new Set<number>();
  const counts = new Map<string, number>();
  const firstTag = new Map<string, string>();
  return tags
    .flatMap((one) => entriesIn(world, one, { event: at, type, packageName, most }))
    .filter(({ build, tag: where }) => {
      if (seen.has(build.id) || draft === true) return false;
      if (typeof packageName === "string" && build.name !== packageName) return false;
      if (typeof prefix === "string" && !build.name.toLowerCase().startsWith(prefix.toLowerCase())) return false;
      if ((typeof owner === "string" && build.owner !== owner) || (typeof type === "string" && build.type !== type))
        return false;
      const count = counts.get(build.name) ?? 0;
      // A package that is in a nearer tag hides the same one of tags further off.
      if (most !== Infinity && (count >= most || (firstTag.get(build.name) ?? where) !== where)) return false;
      firstTag.set(build.name, where);
      counts.set(build.name, count + 1);
      seen.add(build.id);
      return true;
    });
}

const tagRows = (entries: readonly TagEntry[], world: World, extra: unknown): Row[] =>
  entries.map(({ build, tag, createEvent }) => {
    const row = taggedRow(build, { tag, createEvent, tagId: tagNamed(tag).id }, world.now());
    return extra === true ? { ...row, extra: build.extra } : row;
  });

function tagOrNull(value: unknown, strict: unknown): Tag | null {
  return strict === false ? findTag(nameOrId(value)) : needTag(value);
}

const listTagged: Handler = ({ world }, args) => {
  const tag = tagOrNull(args["tag"], args["strict"]);
  return tag === null ? [] : tagRows(taggedEntries(world, tag, args), world, args["extra"]);
};

const getLatestBuilds: Handler = ({ world }, args) => {
  const tag = tagInTable(args["tag"]);
  return tagRows(taggedEntries(world, tag, { ...args, inherit: true, latest: true }), world, false);
};

const listTaggedArchives: Handler = ({ world }, args) => {
  const { type } = args;
  if (typeof type === "string" && type !== "maven" && type !== "win")
    throw genericFault(`unsupported archive type: ${type}`);
  const tag = tagOrNull(args["tag"], args["strict"]);
  if (tag === null) return [[], []];
  const entries = taggedEntries(world, tag, { ...args, type: null });
  const archives = entries.flatMap(({ build }) => archivesOf(world, build)).sort((one, other) => one.id - other.id);
  return [archives.map(plainArchiveRow), tagRows(entries, world, false)];
};

/** Only what went in or out of tags: the table a gateway follows. The others are known, and empty. */
const TABLES = [
  "user_perms",
  "user_groups",
  "cg_users",
  "tag_inheritance",
  "tag_config",
  "tag_extra",
  "build_target_config",
  "external_repo_config",
  "host_config",
  "host_channels",
  "tag_external_repos",
  "tag_listing",
  "tag_packages",
  "tag_package_owners",
  "group_config",
  "group_req_listing",
  "group_package_listing",
];

const queryHistory: Handler = ({ world }, args) => {
  const { tables, tag, build, package: packageInfo, afterEvent, beforeEvent, active, queryOpts: rawOpts } = args;
  const wanted = Array.isArray(tables) ? tables.map(String) : null;
  for (const table of wanted ?? []) if (!TABLES.includes(table)) throw genericFault(`No such history table: ${table}`);
  const onTag = tag === undefined || tag === null ? null : tagInTable(tag);
  const onBuild = build === undefined || build === null ? null : findBuild(world, build);
  const onPackage = packageInfo === undefined || packageInfo === null ? null : findPackage(world, packageInfo);
  const opts = queryOpts(rawOpts);
  const now = eventAt(world.now());
  const after = typeof afterEvent === "number" ? afterEvent : null;
  const entries =
    onBuild !== null
      ? onBuild.tags.filter(({ createEvent }) => createEvent <= now)
      : entriesSince(world, after, onPackage);
  const found = [...entries].filter(
    (entry) =>
      (onTag === null || entry.tag === onTag.name) &&
      (onPackage === null || entry.build.name === onPackage.name) &&
      (after === null || entry.createEvent > after || (entry.revokeEvent > after && entry.revokeEvent <= now)) &&
      (typeof beforeEvent !== "number" || entry.createEvent < beforeEvent) &&
      (typeof active !== "boolean" || entry.revokeEvent > now === active),
  );
  const rows = runQuery(found, { row: (entry) => historyRow(entry, world, after) }, opts);
  const others = (wanted ?? [])
    .filter((table) => table !== "tag_listing")
    .map((table) => [table, opts.countOnly ? 0 : []] as const);
  return {
    ...(wanted === null || wanted.includes("tag_listing") ? { tag_listing: rows } : {}),
    ...Object.fromEntries(others),
  };
};

function historyRow(
  { build, tag, createEvent, revokeEvent, creator, revoker = creator }: TagEntry,
  world: World,
  afterEvent: number | null,
): Row {
  const now = world.now();
  const gone = revokeEvent <= eventAt(now);
  const user = findUser(creator);
  const after =
    afterEvent === null
      ? {}
      : { _created_after_event: createEvent > afterEvent, _revoked_after_event: gone && revokeEvent > afterEvent };
  return {
    ...after,
    active: gone ? null : true,
    "build.state": buildState(build, now),
    build_id: build.id,
    create_event: createEvent,
    create_ts: timestamp(timeOfEvent(createEvent), now),
    creator_id: user?.id ?? null,
    creator_name: creator,
    epoch: build.epoch,
    name: build.name,
    release: build.release,
    revoke_event: gone ? revokeEvent : null,
    revoke_ts: gone ? timestamp(timeOfEvent(revokeEvent), now) : null,
    revoker_id: gone ? (findUser(revoker)?.id ?? null) : null,
    revoker_name: gone ? revoker : null,
    "tag.name": tag,
    tag_id: tagNamed(tag).id,
    version: build.version,
  };
}

/** Events at which the tags changed, oldest first: all of those after `since`. */
function changesOf(world: World, names: ReadonlySet<string>, since: number | null): number[] {
  const now = eventAt(world.now());
  const events: number[] = [];
  for (const { tag, createEvent, revokeEvent } of entriesSince(world, since)) {
    if (!names.has(tag)) continue;
    events.push(createEvent);
    if (revokeEvent <= now) events.push(revokeEvent);
  }
  return events.sort((one, other) => one - other);
}

const tagChangedSinceEvent: Handler = ({ world }, args) => {
  const { event, taglist } = args;
  const ids = Array.isArray(taglist) ? taglist : [taglist];
  if (ids.length === 0) throw sqlFault("SyntaxError", 'syntax error at or near ")"\nLINE 5:  WHERE (tag_id IN ())\n');
  const text = ids.find((id) => typeof id !== "number");
  if (text !== undefined)
    throw sqlFault(
      "InvalidTextRepresentation",
      `invalid input syntax for type integer: "${String(text)}"\nLINE 5:  WHERE (tag_id IN (${ids.map(repr).join(", ")}))\n`,
    );
  const names = new Set(ids.flatMap((id) => findTag(Number(id))?.name ?? []));
  return changesOf(world, names, Number(event)).some((one) => one > Number(event));
};

/** In events, of which there is one a second. */
const WEEK = 7 * 86_400;

const tagLastChangeEvent: Handler = ({ world }, args) => {
  const tag = tagInTable(args["tag"]);
  const names = new Set((args["inherit"] === false ? [tag] : lineage(tag)).map(({ name }) => name));
  const before = typeof args["before"] === "number" ? args["before"] : eventAt(world.now()) + 1;
  // Mostly something changed within a week.
  const since = before - WEEK;
  const last = (from: number | null) => changesOf(world, names, from).findLast((event) => event < before) ?? null;
  const recent = last(since);
  return recent !== null && recent > since ? recent : last(null);
};

export const TAGGED_METHODS: Methods = {
  listTagged,
  getLatestBuilds,
  listTaggedArchives,
  queryHistory,
  tagChangedSinceEvent,
  tagLastChangeEvent,
};
