import { keyInHub, type Provenance } from "../loaders/provenance.ts";
import { outOfScope } from "../model/out-of-scope.ts";
import type { Policy, PolicyAction, PolicyDecision, PolicyQuestion, PolicySubject } from "../model/policy.ts";
import type { PolicySet } from "../policies/policy-set.ts";

/** The rules as one request sees them: the same from its first question to its last. */
export type RequestPolicies = {
  readonly all: () => readonly Policy[];
  /** Each question is decided once in a request. What was decided is the viewer's alone, and of this moment. */
  readonly decide: (question: PolicyQuestion) => PolicyDecision;
  readonly concerning: (action: PolicyAction, subject: PolicySubject) => readonly Policy[];
};

/** Stands where a hub's name stands; no hub can be called so. */
const POLICIES = "(policies)";
const RULES = "rules";

/** What changes of answers that were made of rules. */
export const POLICIES_KEY = keyInHub(POLICIES, RULES);

/** Answers go as soon as the rules change; and sooner or later, should that not be told. */
const BELIEVED_MS = 60_000;

export function createRequestPolicies(
  set: PolicySet,
  { provenance, now }: { readonly provenance: Provenance; readonly now: Date },
): RequestPolicies {
  const decided = new Map<string, PolicyDecision>();
  const readsRules = () => {
    const fetchedAt = now.getTime();
    const found = { fetchedAt, freshUntil: fetchedAt + BELIEVED_MS, from: "memory" } as const;
    provenance.of(POLICIES).note(RULES, "policies", found);
  };
  return {
    all: () => {
      readsRules();
      return set.policies;
    },
    decide: (question) => {
      provenance.of(POLICIES).uncacheable();
      const key = JSON.stringify(question);
      const decision = decided.get(key) ?? outOfScope(question) ?? set.decide(question);
      decided.set(key, decision);
      return decision;
    },
    concerning: (action, subject) => {
      readsRules();
      return set.concerning(action, subject);
    },
  };
}
