import type {
  Circumstances,
  ImageInQuestion,
  Policy,
  PolicyAction,
  PolicyQuestion,
  PolicySubject,
} from "../model/policy.ts";
import { hostOf } from "../model/source-host.ts";
import type { Freeze } from "./freezes.ts";

type Decided = {
  readonly question: PolicyQuestion;
  readonly allowed: boolean;
  /** The rules that decided. */
  readonly by: readonly Policy[];
  /** Rules that permit the step on this subject to somebody. */
  readonly permits: readonly Policy[];
  readonly freeze: Freeze | null;
};

/** Why, in a sentence or two. */
export function reasonOf({ question, allowed, by, freeze }: Decided): string {
  if (by.length === 0) return `No rule lets ${viewerWords(question)} ${stepWords(question)}.`;
  const reason = `${allowed ? "Allowed" : "Refused"}: ${by.map(ruleWords).join("; ")}.`;
  if (allowed) return reason;
  const speaksOf = (word: string) => by.some(({ text }) => text.includes(word));
  const strange = speaksOf("knownHosts") ? strangeHosts(question.circumstances, speaksOf) : [];
  return [
    reason,
    ...(strange.length > 0 ? [`Not known: ${strange.join(", ")}.`] : []),
    ...(freeze !== null && speaksOf("frozen") ? [`${freeze.title} is on until ${freeze.until.toISOString()}.`] : []),
  ].join(" ");
}

/** Those that nobody named to the gateway, of what the rules speak of. */
function strangeHosts(
  { sourceHost, repos, knownHosts }: Circumstances,
  speaksOf: (word: string) => boolean,
): readonly string[] {
  const source = speaksOf("sourceHost") && sourceHost !== null ? [sourceHost] : [];
  const asked = [...source, ...(speaksOf("repoHosts") ? repos.map(hostOf) : [])];
  const strange = [...new Set(asked)].filter((host) => !knownHosts.includes(host));
  return strange.map((host) => (host === "" ? "an address whose host is not clear" : host));
}

/** What would have to change for it to be allowed; null where it is, or nobody may. */
export function remedyOf({ question, allowed, by, permits }: Decided): string | null {
  if (allowed) return null;
  const own = by.flatMap(({ remedy }) => (remedy === null ? [] : [remedy]));
  if (by.length > 0) return own.length === 0 ? null : own.join(" ");
  if (permits.length === 0) return null;
  const rules = permits.map(ruleWords).join("; ");
  return question.viewer.name === null ? `Sign in. It is let: ${rules}.` : `It is let: ${rules}.`;
}

const ruleWords = ({ id, title }: Policy): string => `${title} (${id})`;

function viewerWords({ viewer: { name, groups } }: PolicyQuestion): string {
  if (name === null) return "somebody who did not sign in";
  return groups.length === 0 ? `${name}, who is in no group,` : `${name}, who is in ${groups.join(", ")},`;
}

const VERBS = {
  BUILD_IMAGE: "build",
  BUILD_SCRATCH_IMAGE: "make a scratch build of",
  CANCEL_TASK: "cancel",
  RESUBMIT_TASK: "resubmit",
  PROMOTE_BUILD: "promote",
  UNTAG_BUILD: "untag",
  READ_AUDIT_LOG: "read",
} as const satisfies Record<PolicyAction, string>;

function stepWords({ action, subject, circumstances: { target, tag } }: PolicyQuestion): string {
  const place =
    subject.kind === "image"
      ? target && `for ${target}`
      : tag && subject.kind === "build"
        ? tagWords(action, tag)
        : null;
  return [VERBS[action], subjectWords(subject), ...(place ? [place] : [])].join(" ");
}

const tagWords = (action: PolicyAction, tag: string): string => `${action === "UNTAG_BUILD" ? "from" : "to"} ${tag}`;

function subjectWords(subject: PolicySubject): string {
  if (subject.kind === "audit log") return "the audit log";
  if (subject.kind === "image") return imageWords(subject.image);
  const ofImage = subject.image === null ? "" : ` of ${subject.image.name}`;
  if (subject.kind === "build") return subject.nvr === null ? `builds${ofImage}` : subject.nvr;
  return subject.kojiId === null ? `tasks${ofImage}` : `task ${subject.kojiId}${ofImage}`;
}

function imageWords({ name, group, stage }: ImageInQuestion): string {
  const facts = [...(group === null ? [] : [`of ${group}`]), ...(stage === null ? [] : [`for ${stage}`])];
  return facts.length === 0 ? `${name} (in no catalogue)` : `${name} (${facts.join(", ")})`;
}
