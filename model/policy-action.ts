/** The steps that policies speak of. Reading is none, but for who did what. */
export const POLICY_ACTIONS = [
  "BUILD_IMAGE",
  "BUILD_SCRATCH_IMAGE",
  "CANCEL_TASK",
  "RESUBMIT_TASK",
  "PROMOTE_BUILD",
  "UNTAG_BUILD",
  "READ_AUDIT_LOG",
] as const;
export type PolicyAction = (typeof POLICY_ACTIONS)[number];

export const isPolicyAction = (text: string): text is PolicyAction => POLICY_ACTIONS.some((action) => action === text);
