import { skipped } from "../../model/preflight.ts";
import { channelOf } from "../../model/preflight-hub.ts";
import { capacityFinding, duplicateFinding } from "../../model/preflight-load.ts";
import type { Task } from "../../model/task.ts";
import { hubPermission } from "../../model/image-method.ts";
import { isSameBuild } from "../build-order/same-build.ts";
import { channelHosts, channelOldestWait, channelQueued } from "../host.ts";
import type { Check } from "./question.ts";

/* The builders that would do it, and what they do already. */

export const capacityCheck: Check = async ({ context, hub, order, lacks, channelRule, target }) => {
  const usual = hubPermission(order.method) ?? "image";
  const { channel: channels } = hub.loaders.hosts;
  // Mostly it is the usual one, which is asked for together with the rules.
  const [rule, found] = await Promise.all([channelRule().catch(() => null), target(), channels.load(usual)]);
  const name = rule !== null && "requested" in rule ? (channelOf(rule.action, usual) ?? usual) : usual;
  const channel = await channels.load(name);
  if (channel === null) return skipped(`The hub has no channel "${name}", to which such builds go.`);
  const [hosts, queued, oldestWait, ofTag] = await Promise.all([
    channelHosts(channel, null, context),
    channelQueued(channel, null, context),
    channelOldestWait(channel, null, context),
    order.arches.length > 0 || found === null ? [] : hub.loaders.targets.buildArches.load(found.buildTag.kojiId),
  ]);
  const arches = lacks.includes("arches") ? [] : order.arches.length > 0 ? order.arches : ofTag;
  return capacityFinding({ channel, hosts, queued, oldestWait }, { arches, optionalArches: order.optionalArches });
};

export const duplicateCheck: Check = async ({ hub, input, order, known }) => {
  if (known !== "all" && order.method === "KIWI") return skipped("What it is made from is not known.");
  const underWay = (await hub.loaders.underWay.load(order.method)).filter(isSameBuild(order));
  const pageOf = ({ kojiId }: Task) => hub.addresses.taskPage(kojiId);
  return duplicateFinding(underWay, { pageOf, allowed: input.allowDuplicate ?? false });
};
