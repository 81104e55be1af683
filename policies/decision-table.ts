import { isMap, isSeq, parseDocument } from "yaml";
import { z } from "zod";
import { IMAGE_STAGES } from "../model/catalogue.ts";
import { isImageMethod } from "../model/image-method.ts";
import {
  BACKGROUND_PRIORITY,
  type ImageInQuestion,
  ORDINARY_PRIORITY,
  POLICY_ACTIONS,
  type PolicyQuestion,
  type PolicySubject,
  SUBJECT_OF,
} from "../model/policy.ts";
import type { PolicyProblem } from "./policy-problem.ts";
import type { PolicySet } from "./policy-set.ts";

const NAME = z.string().min(1);
const NAMES = z.array(NAME).default([]);

/** One row: a question, and what is to be decided. What is not said is not known, or none. */
const ROW = z.strictObject({
  why: NAME.optional(),
  viewer: NAME.nullable().default(null),
  groups: NAMES,
  action: z.enum(POLICY_ACTIONS),
  image: NAME.optional(),
  group: NAME.optional(),
  stage: z.enum(IMAGE_STAGES).optional(),
  method: z.string().refine(isImageMethod, "is no method of building images").optional(),
  owner: NAME.optional(),
  target: NAME.optional(),
  tag: NAME.optional(),
  arches: NAMES,
  repos: NAMES,
  sourceHost: z.string().optional(),
  knownHosts: NAMES,
  background: z.boolean().default(false),
  channelLoad: z.number().min(0).optional(),
  now: z.iso.datetime({ offset: true }).optional(),
  expect: z.enum(["allowed", "refused"]),
  by: z.array(NAME).optional(),
});

type Row = z.output<typeof ROW>;

export type ExpectedDecision = {
  readonly line: number;
  readonly title: string;
  readonly question: PolicyQuestion;
  readonly allowed: boolean;
  /** Ids of the rules that are to decide; null where any may. */
  readonly by: readonly string[] | null;
};

/** A distribution's own table of decisions, `decisions:` in YAML. `now`: for rows that name no moment. */
export function parseDecisionTable(
  text: string,
  { file, now }: { readonly file: string; readonly now: Date },
): { rows: readonly ExpectedDecision[] } | { problems: readonly PolicyProblem[] } {
  const document = parseDocument(text);
  const lineOf = (offset: number | undefined) => text.slice(0, offset ?? 0).split("\n").length;
  const [broken] = document.errors;
  if (broken !== undefined)
    return { problems: [{ file, line: lineOf(broken.pos[0]), message: broken.message.split("\n")[0] ?? "" }] };
  const list: unknown = isMap(document.contents) ? document.contents.get("decisions", true) : null;
  if (!isSeq(list)) return { problems: [{ file, line: 1, message: "decisions is no list; begin the file with it." }] };
  const problems: PolicyProblem[] = [];
  const values: unknown[] = list.toJSON();
  const rows = values.flatMap((value, index) => {
    const item: unknown = list.items[index];
    const line = lineOf(isMap(item) ? item.range?.[0] : 0);
    const read = ROW.safeParse(value);
    if (read.success) return [expected(read.data, line, now)];
    const [issue] = read.error.issues;
    problems.push({ file, line, message: `${issue?.path.join(".") || "this row"}: ${issue?.message ?? ""}.` });
    return [];
  });
  return problems.length > 0 ? { problems } : { rows };
}

function expected(row: Row, line: number, now: Date): ExpectedDecision {
  const { viewer, groups, action, expect, by = null } = row;
  const circumstances = {
    now: row.now === undefined ? now : new Date(row.now),
    target: row.target ?? null,
    tag: row.tag ?? null,
    arches: row.arches,
    repos: row.repos,
    sourceHost: row.sourceHost ?? null,
    knownHosts: row.knownHosts,
    priority: row.background ? BACKGROUND_PRIORITY : ORDINARY_PRIORITY,
    channelLoad: row.channelLoad ?? null,
  };
  const question = { viewer: { name: viewer, groups, actions: null }, action, subject: subjectOf(row), circumstances };
  return { line, title: row.why ?? `${viewer ?? "nobody"}: ${action}`, question, allowed: expect === "allowed", by };
}

const HUB = "hub";

function subjectOf({ action, image: name, method, ...row }: Row): PolicySubject {
  const kind = SUBJECT_OF[action];
  const image: ImageInQuestion = {
    hub: HUB,
    name: name ?? "Some-Image",
    group: row.group ?? null,
    stage: row.stage ?? null,
    method: method === undefined || !isImageMethod(method) ? null : method,
  };
  const owned = { hub: HUB, owner: row.owner ?? null, image };
  if (kind === "audit log") return { kind };
  if (kind === "image") return { kind, image };
  return kind === "task" ? { kind, kojiId: 1, ...owned } : { kind, nvr: `${image.name}-1-1`, ...owned };
}

/** What is otherwise than expected, in a sentence; null where nothing is. */
export function disagreement({ question, allowed, by }: ExpectedDecision, set: PolicySet): string | null {
  const decision = set.decide(question);
  const ids = decision.determinedBy.map(({ id }) => id);
  if (decision.allowed !== allowed)
    return `expected ${allowed ? "allowed" : "refused"}, is ${decision.allowed ? "allowed" : "refused"}. ${decision.reason}`;
  if (by !== null && by.toSorted().join() !== ids.toSorted().join())
    return `expected to be decided by ${by.join(", ") || "no rule"}, is decided by ${ids.join(", ") || "no rule"}.`;
  return null;
}
