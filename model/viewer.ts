import type { PolicyAction } from "./policy-action.ts";

/**
 * Who is asking. Nobody who signed in: `name` null, no groups. `actions`: the steps that what they signed in with is
 * for; null where it is for all that the rules let them do.
 */
export type Viewer = {
  readonly name: string | null;
  readonly groups: readonly string[];
  readonly actions: readonly PolicyAction[] | null;
};

export const ANONYMOUS: Viewer = { name: null, groups: [], actions: null };
