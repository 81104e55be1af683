import { skipped, warn } from "../../model/preflight.ts";
import {
  archesFinding,
  destinationFinding,
  NO_TARGET,
  packageListFinding,
  repositoryFinding,
  targetFinding,
  untagged,
} from "../../model/preflight-target.ts";
import type { Check } from "./question.ts";

/* Where it is built, and where it goes. */

export const targetCheck: Check = async ({ order, hub, target }) => {
  const usual = hub.catalogue.get(order.name)?.targets.map(({ name }) => name) ?? [];
  return targetFinding(order.target, await target(), usual);
};

export const archesCheck: Check = async ({ order, hub, target, lacks }) => {
  if (lacks.includes("arches")) return skipped("The arches are not known: say which to build.");
  const found = await target();
  if (found === null) return NO_TARGET;
  const { name, kojiId } = found.buildTag;
  return archesFinding(order, name, await hub.loaders.targets.buildArches.load(kojiId));
};

export const packageListCheck: Check = async ({ order, hub, target }) => {
  const exempt = untagged(order);
  if (exempt !== null) return exempt;
  const found = await target();
  if (found === null) return NO_TARGET;
  const tag = found.destinationTag.name;
  const row = await hub.loaders.targets.packageConfig.load({ tag, packageName: order.name });
  const finding = packageListFinding(order.name, tag, row);
  if (order.method !== "KIWI" || finding.outcome === "PASS") return finding;
  return warn(`${finding.message} That is, if its description gives it this name.`);
};

export const destinationCheck: Check = async ({ order, hub, target, user }) => {
  const exempt = untagged(order);
  if (exempt !== null) return exempt;
  const found = await target();
  if (found === null) return NO_TARGET;
  const { name, kojiId } = found.destinationTag;
  const person = await user();
  const [tag, access] = await Promise.all([
    hub.loaders.targets.tag.load(kojiId),
    person?.kojiId == null ? null : hub.loaders.hubPolicies.tagAccess.load({ tag: name, userId: person.kojiId }),
  ]);
  return tag === null ? skipped(`The hub has no tag "${name}" any more.`) : destinationFinding(tag, access);
};

export const repositoryCheck: Check = async ({ order, hub, target, context }) => {
  const found = await target();
  if (found === null) return NO_TARGET;
  const { name } = found.buildTag;
  const finding = repositoryFinding(name, await hub.loaders.buildTags.repo.load(name), context.now);
  return order.repos.length === 0
    ? finding
    : { ...finding, message: `${finding.message} It is what the builder itself is set up from.` };
};
