import { isAuthorizedPartial, preparsePolicySet, statefulIsAuthorized } from "@cedar-policy/cedar-wasm/nodejs";
import {
  type Circumstances,
  ORDINARY_PRIORITY,
  type Policy,
  type PolicyAction,
  type PolicyDecision,
  type PolicyQuestion,
  type PolicySubject,
  SUBJECT_OF,
} from "../model/policy.ts";
import { ANONYMOUS } from "../model/viewer.ts";
import { cedarCall } from "./cedar-call.ts";
import { reasonOf, remedyOf } from "./explain.ts";
import { type Freeze, openFreeze, parseFreezes } from "./freezes.ts";
import { parsePolicies } from "./parse-policies.ts";
import type { PolicyFiles } from "./policy-files.ts";
import type { PolicyProblem } from "./policy-problem.ts";
import { canHold } from "./residual.ts";

/** Rules that were checked as one. */
export type PolicySet = {
  /** In the order of their files. */
  readonly policies: readonly Policy[];
  readonly freezes: readonly Freeze[];
  /** The same question has the same answer. */
  readonly decide: (question: PolicyQuestion) => PolicyDecision;
  /** The rules on a step that could let somebody do it to this subject, or forbid it in some circumstances. */
  readonly concerning: (action: PolicyAction, subject: PolicySubject) => readonly Policy[];
};

/**
 * `slot`: the parsed rules are kept under it in Cedar's own memory, which forgets nothing; a set whose slot is given to
 * another one decides by the other's rules.
 */
export function createPolicySet(
  files: PolicyFiles,
  slot: string,
): { set: PolicySet } | { problems: readonly PolicyProblem[] } {
  const rules = parsePolicies(files.policies);
  const windows = files.freezes === null ? { freezes: [] } : parseFreezes(files.freezes.text, files.freezes.file);
  if (!("problems" in rules) && !("problems" in windows)) return { set: create({ ...rules, ...windows }, slot) };
  return { problems: [rules, windows].flatMap((read) => ("problems" in read ? read.problems : [])) };
}

type Rules = Pick<PolicySet, "policies" | "freezes">;

function create({ policies, freezes }: Rules, slot: string): PolicySet {
  const found = (ids: readonly string[]) => policies.filter(({ id }) => ids.includes(id));
  const parsed = preparsePolicySet(slot, { staticPolicies: textsOf(policies) });
  if (parsed.type === "failure")
    throw new Error(`Rules that passed all checks do not parse: ${parsed.errors[0]?.message}`);
  const concerning = createConcerning(policies);
  const decide = (question: PolicyQuestion): PolicyDecision => {
    const { action, subject, circumstances } = question;
    const { now, target, tag } = circumstances;
    const names = [target, tag].filter((name) => name !== null);
    const freeze = openFreeze(freezes, { now, names });
    const answer = statefulIsAuthorized({ ...cedarCall(question, freeze !== null), preparsedPolicySetId: slot });
    if (answer.type === "failure") throw new Error(`Cedar cannot decide ${action}: ${answer.errors[0]?.message}`);
    const { decision, diagnostics } = answer.response;
    const allowed = decision === "allow" && diagnostics.errors.length === 0;
    // A rule that cannot be evaluated (a number out of range) must not let anything through.
    const by = found([...diagnostics.errors.map(({ policyId }) => policyId), ...diagnostics.reason]);
    const permits = allowed ? [] : concerning(action, subject).filter(({ effect }) => effect === "PERMIT");
    const decided = { question, allowed, by, permits, freeze };
    return { allowed, action, determinedBy: by, reason: reasonOf(decided), remedy: remedyOf(decided) };
  };
  return { policies, freezes, decide, concerning };
}

const textsOf = (policies: readonly Policy[]) => Object.fromEntries(policies.map(({ id, text }) => [id, text]));

/** Subjects that are told apart; more are forgotten at once. */
const REMEMBERED = 10_000;

/** By what the catalogue says of the subject, whatever its number: parsing all rules takes longer than a decision. */
function createConcerning(policies: readonly Policy[]): PolicySet["concerning"] {
  const known = new Map<string, readonly Policy[]>();
  return (action, subject) => {
    if (subject.kind !== SUBJECT_OF[action]) return [];
    const key = JSON.stringify([action, subject]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = findConcerning(policies, action, subject);
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, found);
    return found;
  };
}

/** Permits that hold for some viewer, in ordinary circumstances; forbids whatever the circumstances. */
function findConcerning(policies: readonly Policy[], action: PolicyAction, subject: PolicySubject): readonly Policy[] {
  const own = policies.filter(({ actions }) => actions.includes(action));
  const question = { viewer: ANONYMOUS, action, subject, circumstances: ORDINARY };
  const { entities, principal: asked, ...call } = cedarCall(question, false);
  const others = entities.filter(({ uid }) => uid !== asked && !("type" in uid && uid.type === "Viewer"));
  const policySet = { staticPolicies: textsOf(own.filter(({ effect }) => effect === "PERMIT")) };
  const answer = isAuthorizedPartial({ ...call, principal: null, entities: others, policies: policySet });
  if (answer.type === "failure") throw new Error(`Cedar cannot look at ${action}: ${answer.errors[0]?.message}`);
  const { residuals } = answer.response;
  const mayHold = (id: string) => residuals[id] !== undefined && canHold(residuals[id]);
  return own.filter(({ id, effect }) => effect === "FORBID" || mayHold(id));
}

const ORDINARY: Circumstances = {
  now: new Date(0),
  target: null,
  tag: null,
  arches: [],
  repos: [],
  sourceHost: null,
  knownHosts: [],
  priority: ORDINARY_PRIORITY,
  channelLoad: null,
};
