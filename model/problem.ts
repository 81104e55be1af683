import type { FieldProblem } from "./field-problem.ts";
import type { PolicyDecision } from "./policy.ts";
import type { Task } from "./task.ts";

/** Why something was not done. `code` is part of the public API. */
export type Problem = CommonProblem | DuplicateBuildProblem;

/** What may stand in the way of anything. */
export type CommonProblem =
  NotSignedInProblem | PolicyProblem | HubRefusedProblem | InvalidInputProblem | HubUnavailableProblem;

type Of<Code extends string, Rest = unknown> = { readonly code: Code; readonly message: string } & Rest;

export type NotSignedInProblem = Of<"NOT_SIGNED_IN">;
export type PolicyProblem = Of<"NOT_ALLOWED", { readonly decision: PolicyDecision }>;
/** `fault`: Koji's fault code. */
export type HubRefusedProblem = Of<"HUB_REFUSED", { readonly fault: number }>;
export type InvalidInputProblem = Of<"INVALID_INPUT", { readonly fields: readonly FieldProblem[] }>;
/** `task`: the one under way. */
export type DuplicateBuildProblem = Of<"DUPLICATE_BUILD", { readonly task: Task }>;
/** `retryAfter`: seconds. */
export type HubUnavailableProblem = Of<
  "HUB_UNAVAILABLE",
  { readonly outcome: SendOutcome; readonly retryAfter: number | null }
>;

export type SendOutcome = "NOT_SENT" | "UNKNOWN";

export const isProblem = (answer: object): answer is Problem => "code" in answer && "message" in answer;

/** All that is wrong with an input, told at once. */
export const invalidInput = (fields: readonly FieldProblem[]): InvalidInputProblem => ({
  code: "INVALID_INPUT",
  message:
    fields.length === 1
      ? (fields[0]?.message ?? "")
      : `${fields.length} parts of the input cannot be used: ${fields.map(({ message }) => message).join(" ")}`,
  fields,
});

export const invalidField = (path: readonly string[], message: string): InvalidInputProblem =>
  invalidInput([{ path, message }]);
