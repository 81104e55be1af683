import { genericFault } from "../fault.ts";
import { queryOpts, runQuery } from "../query.ts";
import { type Row, text } from "../values.ts";
import { type Listing, listingOf, listingsOf } from "../world/packages.ts";
import { userNamed } from "../world/people.ts";
import { type Tag, TAGS } from "../world/releases.ts";
import type { World } from "../world/world.ts";
import type { Handler, Methods } from "./hub.ts";
import { findPackage, needUser, tagInTable } from "./lookups.ts";
import { lineage } from "./tags.ts";

function listingRow(world: World, tag: Tag, { listing, withOwners = true }: Listed): Row {
  const { name, owner, blocked } = listing;
  const row = {
    blocked,
    extra_arches: null,
    package_id: world.packages.find(name)?.id ?? null,
    package_name: name,
    tag_id: tag.id,
    tag_name: tag.name,
  };
  return withOwners ? { ...row, owner_id: userNamed(owner).id, owner_name: owner } : row;
}

type Listed = { readonly listing: Listing; readonly withOwners?: boolean };

const listPackages: Handler = (hub, args, rest) => {
  const { world } = hub;
  const {
    tagID,
    userID,
    pkgID,
    prefix,
    inherited,
    with_dups: withDups,
    with_owners: withOwners,
    with_blocked: withBlocked,
  } = args;
  if (tagID === null && userID === null && pkgID === null) return listPackagesSimple(hub, args, rest);
  const tags = tagID === null ? TAGS : inherited === true ? lineage(tagInTable(tagID)) : [tagInTable(tagID)];
  const owner = userID === null ? null : needUser(userID).name;
  const wanted = pkgID === null ? null : findPackage(world, pkgID);
  if (pkgID !== null && wanted === null) throw genericFault(`No such entry in table package: ${text(pkgID)}`);
  const found = tags.flatMap((tag) => {
    const listings =
      wanted === null ? listingsOf(world, tag) : [listingOf(world, tag, wanted.name)].flatMap((one) => one ?? []);
    return listings
      .filter((one) => (owner === null || one.owner === owner) && (withBlocked !== false || !one.blocked))
      .map((one) => ({ tag, one }));
  });
  const seen = new Set<string>();
  // Koji keeps one listing of a package unless asked for all: the last it reads, or the nearest of the inherited ones.
  const single =
    withDups === true || (userID !== null && pkgID === null && tagID === null)
      ? found
      : found.filter(({ one }) => !seen.has(one.name) && seen.add(one.name));
  const rows = single.filter(
    ({ one }) => typeof prefix !== "string" || one.name.toLowerCase().startsWith(prefix.toLowerCase()),
  );
  return runQuery(
    rows,
    { row: ({ tag, one }) => listingRow(world, tag, { listing: one, withOwners: withOwners !== false }) },
    queryOpts(args["queryOpts"]),
  );
};

const listPackagesSimple: Handler = ({ world }, args) => {
  const { prefix } = args;
  const found = world.packages
    .all()
    .filter(({ name }) => typeof prefix !== "string" || name.toLowerCase().startsWith(prefix.toLowerCase()));
  return runQuery(
    found,
    { row: ({ id, name }) => ({ package_id: id, package_name: name }) },
    queryOpts(args["queryOpts"]),
  );
};

const getPackageConfig: Handler = ({ world }, args) => {
  const found = findPackage(world, args["pkg"]);
  const tags = lineage(tagInTable(args["tag"]));
  if (found === null) return null;
  for (const tag of tags) {
    const listing = listingOf(world, tag, found.name);
    if (listing !== null) return listingRow(world, tag, { listing });
  }
  return null;
};

const getPackage: Handler = ({ world }, args) => {
  const found = findPackage(world, args["info"]);
  if (found === null && args["strict"] === true)
    throw genericFault(`No such entry in table package: ${text(args["info"])}`);
  return found === null ? null : { id: found.id, name: found.name };
};

export const PACKAGE_METHODS: Methods = {
  listPackages,
  listPackagesSimple,
  getPackageConfig,
  getPackage,
  getPackageID: ({ world }, args) => findPackage(world, args["name"])?.id ?? null,
  checkTagPackage: (hub, args, rest) => {
    const config = getPackageConfig(hub, args, rest);
    return typeof config === "object" && config !== null && "blocked" in config && config["blocked"] === false;
  },
};
