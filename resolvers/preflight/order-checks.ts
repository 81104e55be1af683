import { hostOf } from "../../model/source-host.ts";
import {
  inputFinding,
  policyFinding,
  releaseFinding,
  sourceFinding,
  volumeFinding,
} from "../../model/preflight-order.ts";
import { skipped } from "../../model/preflight.ts";
import { knownHostsOf } from "../policy-circumstances.ts";
import type { Check } from "./question.ts";
import { sourceUrlOf } from "./source-url-of.ts";

/* What the rules and the words of the order say. */

export const policyCheck: Check = ({ decision }) => policyFinding(decision);

export const inputCheck: Check = async ({ fields }) => inputFinding(await fields());

export const releaseCheck: Check = async ({ order, hub, lacks }) => {
  const { name, version, release, scratch } = order;
  if (lacks.includes("version")) return skipped("The version is not known.");
  if (version === "") return skipped("The version stands in its description.");
  const isNamed = release !== null && !scratch && !/-/u.test(`${version}${release}`);
  const taken = isNamed ? await hub.loaders.builds.byNvr.load(`${name}-${version}-${release}`) : null;
  return releaseFinding(order, taken);
};

export const volumeCheck: Check = ({ order }) => volumeFinding(order);

export const sourceCheck: Check = ({ order, hub, context }) => {
  const url = sourceUrlOf(order);
  return sourceFinding(url === null ? null : hostOf(url), knownHostsOf(hub, context));
};
