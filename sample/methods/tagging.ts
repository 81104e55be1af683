import { FAULT, HubFault } from "../fault.ts";
import { assertPolicy } from "../policies.ts";
import { text } from "../values.ts";
import { eventAt } from "../world/clock.ts";
import { listingOf } from "../world/packages.ts";
import { BUILD, type Build, nvrOf } from "../world/plan.ts";
import type { Tag } from "../world/releases.ts";
import type { Handler, Hub, Methods } from "./hub.ts";
import { needBuild, needTag, tagInTable } from "./lookups.ts";
import { buildState } from "./rows.ts";
import { lineage } from "./tags.ts";

const tagFault = (reason: string): HubFault => new HubFault(FAULT.tag, reason);
const notAllowed = (reason: string): HubFault => new HubFault(FAULT.notAllowed, reason);

/** A locked tag, or one that wants a permission: admins get in by force. */
function assertAccess({ caller }: Hub, { locked, perm }: Tag, force: boolean): void {
  if (force && caller.may("admin")) return;
  if (locked) throw notAllowed("tag is locked");
  if (perm !== null && !caller.may(perm)) throw notAllowed(`tag requires ${perm} permission`);
}

/** In the list of the tag or of one it inherits from, and not blocked; an admin's force would list it. */
function assertListed({ caller, world }: Hub, { name }: Build, { tag, force }: Into): void {
  const listing =
    lineage(tag)
      .map((one) => listingOf(world, one, name))
      .find((one) => one !== null) ?? null;
  if (listing?.blocked === false || (force && caller.may("admin"))) return;
  throw tagFault(`Package ${name} ${listing === null ? `not in list for ${tag.name}` : `blocked in ${tag.name}`}`);
}

type Into = { readonly tag: Tag; readonly force: boolean };

/** Koji's order: login, build, tag, state, access, package list, policy. What follows is a task, which may still fail. */
function tagBuild(hub: Hub, args: TagArgs): number {
  const { caller, world } = hub;
  const user = caller.assertLogin();
  const build = needBuild(world, args.build);
  const tag = needTag(args.tag);
  const from = isGiven(args.fromtag) ? tagInTable(args.fromtag) : null;
  const force = args.force === true;
  assertComplete(hub, build);
  assertAccess(hub, tag, force);
  if (from !== null) assertAccess(hub, from, force);
  assertListed(hub, build, { tag, force });
  const operation = from === null ? "tag" : "move";
  const data = { tag: tag.id, build: build.id, fromtag: from?.id ?? null, operation };
  assertPolicy(hub, "tag", { data, force });
  caller.commit();
  return world.acts.move(build, { to: tag.name, from: from?.name ?? null }, user.name).id;
}

type TagArgs = {
  readonly tag: unknown;
  readonly build: unknown;
  readonly force: unknown;
  readonly fromtag: unknown;
};

const isGiven = (value: unknown): boolean => value !== null && value !== undefined && value !== "" && value !== 0;

function assertComplete({ world }: Hub, build: Build): void {
  const state = buildState(build, world.now());
  if (state === BUILD.COMPLETE) return;
  const [name = text(state)] = Object.entries(BUILD).flatMap(([one, number]) => (number === state ? [one] : []));
  throw tagFault(`build ${nvrOf(build)} not complete: state ${name}`);
}

const isIn = ({ world }: Hub, build: Build, { name }: Tag): boolean => {
  const event = eventAt(world.now());
  return build.tags.some((one) => one.tag === name && one.createEvent <= event && one.revokeEvent > event);
};

/** No task: it is out of the tag when this returns. Koji asks the policy before it looks at the tag's lock. */
const untagBuild: Handler = (hub, args) => {
  const user = hub.caller.assertLogin();
  const tag = needTag(args["tag"]);
  const build = needBuild(hub.world, args["build"]);
  const force = args["force"] === true;
  const data = { tag: null, build: build.id, fromtag: tag.id, operation: "untag" };
  assertPolicy(hub, "tag", { data, force });
  assertAccess(hub, tag, force);
  const tagged = isIn(hub, build, tag);
  if (!tagged && args["strict"] !== false) throw tagFault(`build ${nvrOf(build)} not in tag ${tag.name}`);
  if (!tagged) return null;
  hub.caller.commit();
  hub.world.acts.untag(build, tag.name, user.name);
  return null;
};

export const TAGGING_METHODS: Methods = {
  untagBuild,
  tagBuild: (hub, { tag, build, force, fromtag }) => tagBuild(hub, { tag, build, force, fromtag }),
  moveBuild: (hub, { tag1, tag2, build, force }) => tagBuild(hub, { tag: tag2, build, force, fromtag: tag1 }),
};
