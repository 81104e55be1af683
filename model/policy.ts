import type { ImageStage } from "./catalogue.ts";
import type { ImageMethod } from "./image-method.ts";
import type { PolicyAction } from "./policy-action.ts";
import type { Viewer } from "./viewer.ts";

export { isPolicyAction, POLICY_ACTIONS, type PolicyAction } from "./policy-action.ts";

export type PolicyEffect = "PERMIT" | "FORBID";

/** One rule, as written and reviewed. */
export type Policy = {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  /** What whoever is refused by it can do. */
  readonly remedy: string | null;
  readonly effect: PolicyEffect;
  readonly actions: readonly PolicyAction[];
  readonly text: string;
  /** File and line. */
  readonly source: string;
};

export type PolicyDecision = {
  readonly allowed: boolean;
  readonly action: PolicyAction;
  /** Empty where nothing permits it. */
  readonly determinedBy: readonly Policy[];
  /** A sentence. */
  readonly reason: string;
  /** What would have to change; null where it is allowed, or nothing would help. */
  readonly remedy: string | null;
};

/** An image as policies know it: by what the catalogue says. */
export type ImageInQuestion = {
  readonly hub: string;
  readonly name: string;
  readonly group: string | null;
  readonly stage: ImageStage | null;
  readonly method: ImageMethod | null;
};

/** What a step is done to. A task or a build that does not exist yet has no number, owner or name. */
export type PolicySubject =
  | { readonly kind: "image"; readonly image: ImageInQuestion }
  | {
      readonly kind: "task";
      readonly hub: string;
      readonly kojiId: number | null;
      readonly owner: string | null;
      readonly image: ImageInQuestion | null;
    }
  | {
      readonly kind: "build";
      readonly hub: string;
      readonly nvr: string | null;
      readonly owner: string | null;
      readonly image: ImageInQuestion | null;
    }
  | { readonly kind: "audit log" };

export type Circumstances = {
  readonly now: Date;
  readonly target: string | null;
  readonly tag: string | null;
  readonly arches: readonly string[];
  /** Addresses of further package repositories. */
  readonly repos: readonly string[];
  /** Of the kickstart or description; null where it is built from nothing that has an address. */
  readonly sourceHost: string | null;
  /** Hosts that the configuration and the catalogue name. */
  readonly knownHosts: readonly string[];
  /** Koji's: less is sooner, 20 is ordinary, 25 is a build in the background. */
  readonly priority: number;
  /** Of the channel that would build it, in percent of its capacity; null where nobody looked. */
  readonly channelLoad: number | null;
};

export type PolicyQuestion = {
  readonly viewer: Viewer;
  readonly action: PolicyAction;
  readonly subject: PolicySubject;
  readonly circumstances: Circumstances;
};

/** Which kind of thing a step is done to. */
export const SUBJECT_OF = {
  BUILD_IMAGE: "image",
  BUILD_SCRATCH_IMAGE: "image",
  CANCEL_TASK: "task",
  RESUBMIT_TASK: "task",
  PROMOTE_BUILD: "build",
  UNTAG_BUILD: "build",
  READ_AUDIT_LOG: "audit log",
} as const satisfies Record<PolicyAction, PolicySubject["kind"]>;

/** Koji's priorities (koji.PRIO_DEFAULT; `--background` of its client adds five). */
export const ORDINARY_PRIORITY = 20;
export const BACKGROUND_PRIORITY = 25;
