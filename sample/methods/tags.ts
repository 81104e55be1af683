import { genericFault } from "../fault.ts";
import { queryOpts, runQuery } from "../query.ts";
import { type Row, text } from "../values.ts";
import { eventAt } from "../world/clock.ts";
import { listingOf } from "../world/packages.ts";
import { findPermission, userNamed } from "../world/people.ts";
import { findTag, findTarget, type Tag, type Target, TAGS, TARGETS, tagNamed } from "../world/releases.ts";
import type { World } from "../world/world.ts";
import type { Handler, Methods } from "./hub.ts";
import { findBuild, findPackage, globTest, nameOrId, needTag, tagInTable } from "./lookups.ts";

export function tagRow({ arches, id, locked, name, perm }: Tag): Row {
  const permId = perm === null ? null : (findPermission(perm)?.id ?? null);
  return { arches, id, locked, maven_include_all: false, maven_support: false, name, perm, perm_id: permId };
}

const listTags: Handler = ({ world }, args) => {
  const { build, package: packageInfo, pattern } = args;
  if (build !== null && packageInfo !== null) throw genericFault("only one of build and package may be specified");
  const matches = typeof pattern === "string" ? globTest(pattern) : () => true;
  const opts = queryOpts(args["queryOpts"]);
  if (packageInfo !== null)
    return runQuery(
      TAGS.filter(({ name }) => matches(name)).flatMap(packageRows(world, packageInfo)),
      { row: (row) => row },
      opts,
    );
  let tags = TAGS;
  if (build !== null) {
    const found = findBuild(world, build);
    if (found === null) throw genericFault(`No such build: ${text(build)}`);
    const event = eventAt(world.now());
    const names = found.tags
      .filter(({ createEvent, revokeEvent }) => createEvent <= event && revokeEvent > event)
      .map(({ tag }) => tag);
    tags = TAGS.filter(({ name }) => names.includes(name));
  }
  return runQuery(
    tags.filter(({ name }) => matches(name)),
    { row: tagRow },
    opts,
  );
};

function packageRows(world: World, info: unknown): (tag: Tag) => Row[] {
  const found = findPackage(world, info);
  if (found === null) throw genericFault(`No such package: ${text(info)}`);
  return (tag) => {
    const listing = listingOf(world, tag, found.name);
    if (listing === null) return [];
    return [
      {
        ...tagRow(tag),
        blocked: listing.blocked,
        extra_arches: null,
        owner_id: userNamed(listing.owner).id,
        owner_name: listing.owner,
      },
    ];
  };
}

const getTag: Handler = (_, args) => {
  const tag = args["strict"] === true ? needTag(args["tagInfo"]) : findTag(nameOrId(args["tagInfo"]));
  return tag === null ? null : { ...tagRow(tag), extra: tag.extra };
};

const getBuildConfig: Handler = (_, args) => {
  const tag = needTag(args["tag"]);
  return { ...tagRow(tag), extra: tag.extra, config_inheritance: { extra: {}, arches: null } };
};

const inheritanceRow = (child: Tag, parent: Tag, index: number): Row => ({
  intransitive: false,
  maxdepth: null,
  name: parent.name,
  noconfig: false,
  parent_id: parent.id,
  pkg_filter: "",
  priority: index * 10,
  child_id: child.id,
});

const parentsOf = (tag: Tag): readonly Tag[] => tag.parents.map(tagNamed);

const getInheritanceData: Handler = (_, args) => {
  const tag = tagInTable(args["tag"]);
  return parentsOf(tag).map((parent, index) => inheritanceRow(tag, parent, index));
};

/** The tag itself and what it inherits from, nearest first. */
export function lineage(tag: Tag): readonly Tag[] {
  return [tag, ...parentsOf(tag).flatMap(lineage)];
}

function fullInheritance(tag: Tag, depth: number): Row[] {
  return parentsOf(tag).flatMap((parent, index) => [
    { ...inheritanceRow(tag, parent, index), nextdepth: null, currdepth: depth, filter: [] },
    ...fullInheritance(parent, depth + 1),
  ]);
}

function targetRow({ id, name, buildTag, destTag }: Target): Row {
  return {
    build_tag: tagNamed(buildTag).id,
    build_tag_name: buildTag,
    dest_tag: tagNamed(destTag).id,
    dest_tag_name: destTag,
    id,
    name,
  };
}

const getBuildTargets: Handler = (_, args) => {
  const { info, buildTagID, destTagID } = args;
  const buildTag = buildTagID === null ? null : tagInTable(buildTagID).name;
  const destTag = destTagID === null ? null : tagInTable(destTagID).name;
  const found = TARGETS.filter(
    (target) =>
      (info === null || target.id === info || target.name === info) &&
      (buildTag === null || target.buildTag === buildTag) &&
      (destTag === null || target.destTag === destTag),
  );
  return runQuery(found, { row: targetRow }, queryOpts(args["queryOpts"]));
};

const getBuildTarget: Handler = (_, args) => {
  const key = nameOrId(args["info"]);
  const target = findTarget(key);
  if (target === null && args["strict"] === true) throw genericFault(`No such build target: ${key}`);
  return target === null ? null : targetRow(target);
};

export const TAG_METHODS: Methods = {
  listTags,
  getTag,
  getBuildConfig,
  getInheritanceData,
  getBuildTargets,
  getBuildTarget,
  getTagID: (_, args) =>
    (args["strict"] === true ? needTag(args["info"]) : findTag(nameOrId(args["info"])))?.id ?? null,
  getBuildTargetID: (_, args) => findTarget(nameOrId(args["info"]))?.id ?? null,
  getFullInheritance: (_, args) => fullInheritance(tagInTable(args["tag"]), 1),
};
