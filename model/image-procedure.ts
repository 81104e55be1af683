import { type BuildDraft, completed } from "./build-draft.ts";
import type { BuildOrder } from "./build-order.ts";
import type { CatalogueImage, RetentionRule } from "./catalogue.ts";
import { hubPermission, IMAGE_METHODS } from "./image-method.ts";
import type { Image } from "./image.ts";
import { type KojiCommand, kojiCommand } from "./koji-command.ts";
import { shellText } from "./shell-word.ts";
import type { BuildTarget } from "./target.ts";

/** The standard operating procedure of an image, for people. */
export type ImageProcedure = {
  readonly whoMayBuild: readonly string[];
  readonly howToBuild: string;
  readonly kojiCommand: string;
  readonly afterwards: string | null;
};

export type ProcedureFacts = {
  readonly image: Image;
  readonly hubUrl: string;
  readonly listed: CatalogueImage | null;
  /** Null: neither the catalogue nor an attempt says how it is built. */
  readonly draft: BuildDraft | null;
  /** What the gateway's own rules say of who may build it, each a sentence. */
  readonly rules: readonly string[];
  /** The attempt that the draft takes from. */
  readonly attempt: { readonly page: string; readonly target: string | null } | null;
  /** What the hub knows under the name of the draft's target. */
  readonly target: BuildTarget | null;
  /** The image's package as the target's destination tag has it; null where it is not listed. */
  readonly inPackageList: { readonly owner: string; readonly blocked: boolean } | null;
};

/** For an image of which nobody knows how it is built. */
const NOTHING_KNOWN: BuildDraft = { method: "LIVEMEDIA", basics: {}, options: {}, missing: [] };

export function imageProcedure(facts: ProcedureFacts): ImageProcedure {
  const { order, missing } = completed(facts.draft ?? NOTHING_KNOWN, facts.image.name);
  const command = kojiCommand(order);
  return {
    whoMayBuild: [...facts.rules, whoMayBuild(facts)],
    howToBuild: [
      ...(facts.draft === null ? [howIsUnknown(facts)] : []),
      ...steps(facts, order),
      [...conditions(facts), ...otherTargets(facts), ...whatToKnow(facts, command, missing), ...whoAnswers(facts)].join(
        " ",
      ),
    ].join("\n"),
    kojiCommand: command.text,
    afterwards: facts.listed?.afterwards ?? afterwards(facts),
  };
}

function whoMayBuild({ image, draft }: ProcedureFacts): string {
  const permission = draft === null ? null : hubPermission(draft.method);
  return permission === null
    ? `Holders of Koji's permission for the way it is built ("livemedia", "livecd", "appliance" or "image"; or "admin") on hub "${image.hub}".`
    : `Holders of Koji's permission "${permission}" (or "admin") on hub "${image.hub}".`;
}

const howIsUnknown = ({ image }: ProcedureFacts) =>
  `How ${image.name} is built is not known: the catalogue does not list it, and no request for it can be read. The command is that for a live image.`;

/** Each a line; the command has one of its own. */
function steps({ hubUrl, attempt, target }: ProcedureFacts, order: BuildOrder): readonly string[] {
  const test = kojiCommand(testOf(order));
  const tag = destination(target);
  const [what, flag] = IMAGE_METHODS[order.method].scratch
    ? ["a scratch build, of which Koji makes no build and tags nothing", "--scratch"]
    : [`a build that is not tagged (${test.words[1]} knows no scratch builds)`, "--skip-tag"];
  return [
    `Test first, by ${what}. With Koji's client set up for ${hubUrl}:`,
    test.text,
    `If the result is good, the same command without ${flag} builds for production, and Koji tags that build into ${tag}. ` +
      `The client prints the address of the task's page and waits until the task has ended` +
      (attempt === null ? "." : `; an earlier attempt's page is ${attempt.page} .`),
  ];
}

const testOf = (order: BuildOrder): BuildOrder =>
  IMAGE_METHODS[order.method].scratch ? { ...order, scratch: true } : { ...order, skipTag: true };

const destination = (target: BuildTarget | null) =>
  target === null ? "the destination tag of its target" : `"${target.destinationTag.name}"`;

/** Koji looks at the package list before it starts a build that is to be tagged (initImageBuild in kojihub.py). */
function conditions({ image, draft, target, inPackageList }: ProcedureFacts): readonly string[] {
  if (target === null) {
    const name = draft?.basics.target;
    return name ? [`The hub knows no build target "${name}": until it does, nothing can be built for it.`] : [];
  }
  const tag = target.destinationTag.name;
  if (inPackageList === null) {
    const add = shellText(["koji", "add-pkg", "--owner", "OWNER", tag, image.name]);
    return [`Koji refuses it as long as ${image.name} is not in the package list of "${tag}" (${add}).`];
  }
  if (inPackageList.blocked) {
    const unblock = shellText(["koji", "unblock-pkg", tag, image.name]);
    return [`Koji refuses it now: ${image.name} is blocked in "${tag}" (${unblock}).`];
  }
  return [`${image.name} is in the package list of "${tag}" and not blocked there, as it has to be.`];
}

function otherTargets({ listed, draft }: ProcedureFacts): readonly string[] {
  const others = listed?.targets.filter(({ name }) => name !== draft?.basics.target) ?? [];
  const words = others.map(({ name, arches }) => `"${name}" (${arches.join(", ")})`);
  return words.length === 0 ? [] : [`It is also built for ${words.join(" and for ")}.`];
}

function whatToKnow({ draft, attempt }: ProcedureFacts, command: KojiCommand, missing: readonly string[]) {
  const target = draft?.basics.target;
  return [
    ...(missing.length > 0 ? [`Words in capitals stand for what is not known: ${missing.join(", ")}.`] : []),
    ...(attempt?.target && target && attempt.target !== target
      ? [
          `No attempt for "${target}" is among the newest: version and options are those of one for "${attempt.target}".`,
        ]
      : []),
    ...(draft?.basics.repos?.length
      ? ["--repo is what an earlier attempt had; without it, packages come from the target's own repository."]
      : []),
    ...(command.words.some((word) => AT_A_COMMIT.test(word))
      ? ["Its sources are at the commit that an earlier attempt was made from."]
      : []),
    ...command.files.map(({ name }) => `The file ${name} has to lie where the command is run.`),
    ...(command.leftOut.length > 0
      ? [`${command.words[1]} has no option for what was asked before of ${command.leftOut.join(", ")}.`]
      : []),
  ];
}

/** Of an address in Koji's form. */
const AT_A_COMMIT = /:\/\/.*#[0-9a-f]{40}(?:[0-9a-f]{24})?$/u;

function whoAnswers({ listed, inPackageList }: ProcedureFacts): readonly string[] {
  const group = listed?.group ?? null;
  const contact = listed?.contact ?? null;
  const people = [
    ...(group === null ? [] : [contact === null ? group : `${group} (${contact})`]),
    ...(group === null && contact !== null ? [contact] : []),
    ...(inPackageList === null ? [] : [`${inPackageList.owner}, who owns its package in Koji`]),
  ];
  if (people.length === 0) return [];
  return [`To be asked about it: ${people.join("; ")}. That is no permission to build it.`];
}

function afterwards({ target, listed }: ProcedureFacts): string | null {
  if (target === null && listed === null) return null;
  return `Koji tags it into ${destination(target)}; ${kept(listed?.retention ?? null)}.`;
}

function kept(rule: RetentionRule | null): string {
  const rules = [
    ...(rule?.keepLast ? [`the newest ${rule.keepLast} builds`] : []),
    ...(rule?.keepDays ? [`every build of the last ${rule.keepDays} days`] : []),
  ];
  return rules.length === 0 ? "how long it is kept is the hub's own affair" : `kept are ${rules.join(" and ")}`;
}
