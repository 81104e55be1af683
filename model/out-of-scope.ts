import type { PolicyDecision, PolicyQuestion } from "./policy.ts";

/** The refusal of a step that what the viewer signed in with is not for, whatever the rules let them do; else null. */
export function outOfScope({ viewer: { name, actions }, action }: PolicyQuestion): PolicyDecision | null {
  if (actions === null || actions.includes(action)) return null;
  const scope = actions.length === 0 ? "reading alone" : actions.join(", ");
  return {
    allowed: false,
    action,
    determinedBy: [],
    reason: `The token that ${name} signed in with is for ${scope}, not for ${action}.`,
    remedy: `Sign in with a token that is for ${action}; koji-image token create --action ${action} makes one.`,
  };
}
