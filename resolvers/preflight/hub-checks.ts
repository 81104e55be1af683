import type { BuildOrder } from "../../model/build-order.ts";
import { hubPermission, IMAGE_METHODS } from "../../model/image-method.ts";
import { type Finding, skipped } from "../../model/preflight.ts";
import {
  channelFinding,
  lockedOutFinding,
  noPersonFinding,
  NO_RULES,
  permissionFinding,
  priorityFinding,
  tagFinding,
  unwritableFinding,
} from "../../model/preflight-hub.ts";
import { NO_TARGET, untagged } from "../../model/preflight-target.ts";
import type { ChannelRule, Check, Question } from "./question.ts";

/* What the hub itself will say to the viewer. */

export const SIGN_IN = "Sign in to have this looked at.";

type PolicyQuestion = Pick<Question, "order" | "hub" | "target" | "user">;

export const permissionCheck: Check = async ({ context: { viewer }, hub, order, user }) => {
  const { name } = viewer;
  if (name === null) return skipped(`Whether the hub lets you build is known of somebody only. ${SIGN_IN}`);
  const needed = hubPermission(order.method) ?? "image";
  const known = await user();
  // Whom the hub finds by another name is not acted for.
  if (known === null || known.name !== name) return permissionFinding({ name, needed }, null);
  if (known.lockedOut) return lockedOutFinding(name);
  if (!known.isPerson) return noPersonFinding(name);
  const finding = permissionFinding({ name, needed }, await hub.loaders.hosts.permissions.load(name));
  const { unable } = hub.writer;
  return finding.outcome === "PASS" && unable !== null ? unwritableFinding(unable) : finding;
};

/** Tasks whose arguments the hub can read; of plugins' tasks its rules know neither target nor scratch (koji/tasks.py). */
const READ_BY_HUB: readonly BuildOrder["method"][] = ["LIVECD", "APPLIANCE", "LIVEMEDIA", "IMAGE", "INDIRECTION"];

/** As make_task asks it: of the parent task, which has an arch only where it builds one alone (buildImage in kojihub.py). */
async function taskData({ order, user }: PolicyQuestion) {
  const id = (await user())?.kojiId ?? null;
  if (id === null) return null;
  const { method, scratch, target } = order;
  const ofOneArch = method === "LIVECD" || method === "APPLIANCE";
  return {
    method: IMAGE_METHODS[method].parent,
    arch: (ofOneArch && order.arches[0]) || "noarch",
    parent: null,
    label: null,
    owner: id,
    user_id: id,
    req_channel: requestedChannel(order),
    ...(READ_BY_HUB.includes(method) ? { target, ...(scratch ? { scratch } : {}) } : {}),
  };
}

/** The hub names channels and permissions alike (buildImage in kojihub.py). */
const requestedChannel = ({ method }: BuildOrder): string => hubPermission(method) ?? "image";

const UNKNOWN_USER = skipped("The hub does not know you, so its rules cannot be asked about you.");

export async function ruleOfChannel(
  question: PolicyQuestion & Pick<Question, "context">,
): Promise<ChannelRule | Finding> {
  const data = await taskData(question);
  if (data === null) return nobody(question);
  const action = await question.hub.loaders.hubPolicies.action.load({ name: "channel", data });
  return { action, requested: requestedChannel(question.order) };
}

const nobody = ({ context }: Pick<Question, "context">): Finding =>
  context.viewer.name === null ? skipped(`The hub's rules are asked about somebody. ${SIGN_IN}`) : UNKNOWN_USER;

export const channelCheck: Check = async ({ channelRule }) => {
  const rule = await channelRule();
  if (!("requested" in rule)) return rule;
  return rule.action === null ? NO_RULES("channel") : channelFinding(rule.action, rule.requested);
};

export const priorityCheck: Check = async (question) => {
  const data = await taskData(question);
  if (data === null) return nobody(question);
  const action = await question.hub.loaders.hubPolicies.action.load({ name: "priority", data });
  return action === null ? NO_RULES("priority") : priorityFinding(action, question.order);
};

/** As host.tagBuild asks it at the end, but for the build, which is not there yet. */
export const tagCheck: Check = async (question) => {
  const { order, hub } = question;
  const exempt = untagged(order);
  if (exempt !== null) return exempt;
  const [target, user] = await Promise.all([question.target(), question.user()]);
  if (target === null) return NO_TARGET;
  if (user?.kojiId == null) return nobody(question);
  const tag = target.destinationTag.name;
  const data = { tag, package: order.name, fromtag: null, operation: "tag", user_id: user.kojiId };
  const action = await hub.loaders.hubPolicies.action.load({ name: "tag", data });
  return action === null ? NO_RULES("tag") : tagFinding(action, tag);
};
