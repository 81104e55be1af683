import type { PolicySet } from "./policy-set.ts";

/** Where no rules are there: nothing is permitted. */
export const NO_POLICIES: PolicySet = {
  policies: [],
  freezes: [],
  decide: ({ action }) => ({
    allowed: false,
    action,
    determinedBy: [],
    reason: "This gateway has no rules, so it permits nothing.",
    remedy: null,
  }),
  concerning: () => [],
};
