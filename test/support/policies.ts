import { openPolicyStore } from "../../policies/policy-store.ts";
import type { PolicySet } from "../../policies/policy-set.ts";
import { defaultPolicyFolder } from "../../policies/shipped-files.ts";

let opened: PolicySet | null = null;

/** The rules that come with the gateway. */
export function defaultPolicies(): PolicySet {
  opened ??= openPolicyStore({ folder: defaultPolicyFolder(), everyMs: null, log: () => undefined }).current();
  return opened;
}
