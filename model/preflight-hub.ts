import type { OrderBasics } from "./build-order.ts";
import { BACKGROUND_PRIORITY, ORDINARY_PRIORITY } from "./policy.ts";
import { enumerated, fail, type Finding, pass, skipped, warn } from "./preflight.ts";

/*
 * What the hub's own rules say, read as make_task and host.tagBuild in kojihub.py read them.
 */

/** The channel that a task goes to: `requested` where the rules leave it to the caller; null where they say nothing to go by. */
export function channelOf(action: string | null, requested: string): string | null {
  if (action === null) return "default";
  const [verb, name] = action.split(/\s+/u);
  if (verb === "req") return requested;
  return verb === "use" && name ? name : null;
}

export function channelFinding(action: string | null, requested: string): Finding {
  const channel = channelOf(action, requested);
  if (channel === null) {
    return warn(
      `The hub's rules on channels answer "${action}", which the hub takes for a mistake: ask its administrators.`,
    );
  }
  return channel === requested
    ? pass(`The hub's rules put it into the channel "${channel}".`)
    : warn(
        `The hub's rules put it into the channel "${channel}" and not into "${requested}", where such images mostly go: other builders, and another queue.`,
      );
}

/** `adjust +3` adds to a task's priority, `set 10` makes it so; less is sooner. */
export function priorityFinding(action: string | null, { background }: Pick<OrderBasics, "background">): Finding {
  const asked = background ? BACKGROUND_PRIORITY : ORDINARY_PRIORITY;
  const [verb = "", number] = (action ?? "stay").split(/\s+/u);
  const change = Number(number);
  if (verb === "stay") return pass(`Its priority is ${asked}; the hub's rules leave it so.`);
  if ((verb !== "adjust" && verb !== "set") || !Number.isInteger(change)) {
    return fail(
      `The hub's rules on priorities answer "${action}", at which the hub refuses the task: ask its administrators.`,
    );
  }
  const made = verb === "set" ? change : asked + change;
  return made > asked
    ? warn(`The hub's rules put it behind others, at priority ${made} and not ${asked}: expect to wait longer.`)
    : pass(`The hub's rules give it priority ${made}.`);
}

export function tagFinding(action: string | null, tag: string): Finding {
  const [verb = "", ...why] = (action ?? "deny").split(/\s+/u);
  // check_policy_action in kojihub.py
  if (["allow", "true", "yes", "1"].includes(verb.toLowerCase())) return pass(`The hub's rules let it into "${tag}".`);
  const words = why.length > 0 ? ` (${why.join(" ")})` : "";
  return fail(
    `The hub's rules will not let it into "${tag}"${words}, so the task would fail at its end: choose another target, or skip the tag.`,
  );
}

export const NO_RULES = (name: string): Finding =>
  skipped(`The hub has no rules called "${name}", or none of them applies.`);

export const lockedOutFinding = (name: string): Finding =>
  fail(`The hub has locked ${name} out: ask its administrators, for nothing can be built until they let you in again.`);

export const noPersonFinding = (name: string): Finding =>
  fail(
    `At the hub ${name} is no person, but a build host or a group, as whom nothing can be built: sign in as a person.`,
  );

/** `why`: in a sentence, with its cure. */
export const unwritableFinding = (why: string): Finding =>
  fail(`${why} Until then, send it with Koji's own client, by the command beside this.`);

/** `held`: null for somebody whom the hub does not know. */
export function permissionFinding(
  { name, needed }: { readonly name: string; readonly needed: string },
  held: readonly string[] | null,
): Finding {
  if (held === null) {
    return fail(
      `The hub knows no user "${name}", and the gateway makes none: sign in to the hub once yourself, or ask its administrators.`,
    );
  }
  if (held.includes("admin")) return pass(`${name} is an administrator of the hub.`);
  return held.includes(needed)
    ? pass(`${name} has the hub's permission "${needed}".`)
    : fail(
        `${name} has not the hub's permission "${needed}"${held.length > 0 ? ` (but ${enumerated(held)})` : ""}: ask the hub's administrators for it.`,
      );
}
