import type { Viewer } from "../model/viewer.ts";

/** Tokens that the gateway over the sample hub takes from its own machine, and who signs in with them: accounts of that hub. */
export const SAMPLE_TOKENS: ReadonlyMap<string, Viewer> = new Map([
  ["sample-sig", { name: "alice", groups: ["kde-sig"], actions: null }],
  ["sample-releng", { name: "releng", groups: ["releng"], actions: null }],
  ["sample-guest", { name: "grace", groups: [], actions: null }],
]);
