import { basename } from "node:path";
import {
  type ActionConstraint,
  type DetailedError,
  type EntityUidJson,
  type PolicyJson,
  policySetTextToParts,
  policyToJson,
  validate,
} from "@cedar-policy/cedar-wasm/nodejs";
import { isPolicyAction, type Policy, POLICY_ACTIONS, type PolicyAction } from "../model/policy.ts";
import { lineAt, type PolicyProblem, policyProblemText } from "./policy-problem.ts";
import { readCedarSchema } from "./shipped-files.ts";

/** A rule with the place it stands at. */
type Placed = { readonly policy: Policy; readonly file: string; readonly line: number };

/** The rules of all files, or everything that is wrong with them: with their form, their annotations and their types. */
export function parsePolicies(
  files: ReadonlyMap<string, string>,
): { policies: readonly Policy[] } | { problems: readonly PolicyProblem[] } {
  const problems: PolicyProblem[] = [];
  const placed = [...files].flatMap(([file, text]) => rulesOf(file, text, problems));
  const byId = new Map<string, Placed>();
  for (const one of placed) {
    const first = byId.get(one.policy.id);
    if (first === undefined) byId.set(one.policy.id, one);
    else problems.push(problemAt(one, `@id("${one.policy.id}") is taken by ${first.policy.source}; give another one.`));
  }
  problems.push(...typeProblems(byId));
  return problems.length > 0 ? { problems } : { policies: placed.map(({ policy }) => policy) };
}

const problemAt = ({ file, line }: Placed, message: string): PolicyProblem => ({ file, line, message });

function rulesOf(file: string, text: string, problems: PolicyProblem[]): readonly Placed[] {
  const parts = policySetTextToParts(text);
  if (parts.type === "failure") {
    problems.push(...parts.errors.map((error) => cedarProblem(error, { file, line: 1, text })));
    return [];
  }
  if (parts.policy_templates.length > 0) {
    problems.push({ file, line: 1, message: "templates (?principal, ?resource) are not used here; name the group." });
    return [];
  }
  let end = 0;
  return inOrder(parts.policies).flatMap((rule) => {
    // From the rule before on: one may be written within another's text.
    const start = text.indexOf(rule, end);
    end = start + rule.length;
    const place = { file, line: text.slice(0, start).split("\n").length };
    const json = policyToJson(rule);
    const policy = json.type === "failure" ? "it cannot be read." : policyOf(rule, json.json, place);
    if (typeof policy !== "string") return [{ policy, ...place }];
    problems.push({ ...place, message: policy });
    return [];
  });
}

/** As they were written: Cedar numbers the rules of a text, and gives them in the order of `policy0`, `policy1`, `policy10`. */
function inOrder(rules: readonly string[]): readonly string[] {
  const names = rules.map((_rule, index) => `policy${index}`);
  const given = new Map(names.toSorted().map((name, index) => [name, rules[index] ?? ""]));
  return names.map((name) => given.get(name) ?? "");
}

const ANNOTATIONS = ["id", "title", "description", "remedy"];
const ID = /^[A-Za-z0-9][\w.-]*$/u;

/** A text is what is wrong with it. */
function policyOf(text: string, json: PolicyJson, { file, line }: { file: string; line: number }): Policy | string {
  const { id, title, description, remedy, ...others } = json.annotations ?? {};
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    return `@${unknown} means nothing here; there are ${ANNOTATIONS.map((name) => `@${name}`).join(", ")}.`;
  if (!id || !ID.test(id))
    return `a rule needs an @id("…") of letters, digits, "-", "_" and ".", by which decisions name it.`;
  if (!title) return `${id} needs a @title("…"): a sentence that tells people what it says.`;
  return {
    id,
    title,
    description: description ?? null,
    remedy: remedy ?? null,
    effect: json.effect === "permit" ? "PERMIT" : "FORBID",
    actions: actionsOf(json.action),
    text,
    source: `${basename(file)}:${line}`,
  };
}

function actionsOf(constraint: ActionConstraint): readonly PolicyAction[] {
  if (constraint.op === "All") return POLICY_ACTIONS;
  const entities = "entities" in constraint ? constraint.entities : "entity" in constraint ? [constraint.entity] : [];
  return entities.map(idOf).filter(isPolicyAction);
}

const idOf = (uid: EntityUidJson): string => ("__entity" in uid ? uid.__entity.id : uid.id);

/** What Cedar's validator has against rules: unknown words, comparisons that never fit, rules that never apply. */
function typeProblems(rules: ReadonlyMap<string, Placed>): readonly PolicyProblem[] {
  const staticPolicies = Object.fromEntries([...rules].map(([id, { policy }]) => [id, policy.text]));
  const answer = validate({ schema: readCedarSchema(), policies: { staticPolicies } });
  if (answer.type === "failure") return answer.errors.map((error) => cedarProblem(error, NOWHERE));
  const found = [...answer.validationErrors, ...answer.validationWarnings].map(({ policyId, error }) => {
    const rule = rules.get(policyId);
    return cedarProblem(error, rule ? { ...rule, text: rule.policy.text } : NOWHERE);
  });
  // Cedar says the same for each step that a rule speaks of.
  return [...new Map(found.map((problem) => [policyProblemText(problem), problem])).values()];
}

const NOWHERE = { file: "policies", line: 1, text: "" };

/** `line`: at which `text` begins. */
function cedarProblem({ message, help, sourceLocations }: DetailedError, at: PolicyProblemPlace): PolicyProblem {
  const [place] = sourceLocations ?? [];
  const expected = place?.label ? ` (${place.label.replaceAll("`", "")})` : "";
  const line = at.line + (place === undefined ? 0 : lineAt(at.text, place.start) - 1);
  return {
    file: at.file,
    line,
    message: `${message.replace(/^for policy `/u, "rule `")}${expected}${help ? `; ${help}` : ""}.`,
  };
}

type PolicyProblemPlace = { readonly file: string; readonly line: number; readonly text: string };
