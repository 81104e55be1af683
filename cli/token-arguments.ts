import { InvalidArgumentError } from "commander";
import { parseDuration } from "../config/settings/duration.ts";
import { GROUP_NAME_CURE, isGroupName, isUserName, USER_NAME_CURE } from "../identity/people.ts";
import { ANY_ACTION } from "../identity/token-file.ts";
import { isPolicyAction, POLICY_ACTIONS, type PolicyAction } from "../model/policy-action.ts";

export function userArgument(written: string): string {
  if (!isUserName(written)) throw new InvalidArgumentError(`${USER_NAME_CURE}.`);
  return written;
}

export function groupArgument(written: string, before: readonly string[] = []): readonly string[] {
  if (!isGroupName(written)) throw new InvalidArgumentError(`${GROUP_NAME_CURE}.`);
  return [...new Set([...before, written])];
}

export type WrittenAction = PolicyAction | typeof ANY_ACTION;

const isWrittenAction = (written: string): written is WrittenAction =>
  written === ANY_ACTION || isPolicyAction(written);

export function actionArgument(written: string, before: readonly WrittenAction[] = []): readonly WrittenAction[] {
  if (isWrittenAction(written)) return [...new Set([...before, written])];
  throw new InvalidArgumentError(`give ${POLICY_ACTIONS.join(", ")}, or ${ANY_ACTION} for all of them.`);
}

/** Null for all of them. */
export const actionsOf = (written: readonly WrittenAction[]): readonly PolicyAction[] | null => {
  const named = written.filter((one) => one !== ANY_ACTION);
  return named.length < written.length ? null : named;
};

const DAY_MS = 86_400_000;
const MAX_DAYS = 366;

/** In milliseconds. */
export function lifetimeArgument(written: string): number {
  const lifetimeMs = parseDuration(written);
  if (lifetimeMs !== null && lifetimeMs <= MAX_DAYS * DAY_MS) return lifetimeMs;
  throw new InvalidArgumentError(`give a time of at most ${MAX_DAYS}d, such as 90d or 12h.`);
}

export function noteArgument(written: string): string {
  if (/^[^\p{Cc}]{1,200}$/u.test(written)) return written;
  throw new InvalidArgumentError("give one line of at most 200 characters.");
}
