import type { ImageDefinition } from "./image-definition.ts";
import type { ImageMethod } from "./image-method.ts";

/** koji.TASK_STATES, by Koji's number. */
export const TASK_STATES = ["FREE", "OPEN", "CLOSED", "CANCELED", "ASSIGNED", "FAILED"] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** What the request of an image task asks for, whichever method. */
export type ImageRequest = {
  /** Null for kiwiBuild, which takes the name from its description. */
  readonly name: string | null;
  readonly version: string | null;
  readonly release: string | null;
  readonly arches: readonly string[];
  /** Arches that may fail without failing the build. */
  readonly optionalArches: readonly string[];
  readonly target: string | null;
  readonly scratch: boolean;
  readonly source: ImageDefinition | null;
};

/** The arguments of a task by name, secrets removed; `image` for image tasks and their children. */
export type TaskRequest = {
  readonly named: { readonly [name: string]: unknown };
  readonly image: ImageRequest | null;
};

export type Task = {
  readonly hub: string;
  readonly kojiId: number;
  /** Koji's method name: livemedia, createLiveMedia, buildArch … */
  readonly method: string;
  /** Null for tasks that make no image. */
  readonly imageMethod: ImageMethod | null;
  readonly label: string | null;
  readonly arch: string | null;
  readonly state: TaskState;
  readonly ownerId: number | null;
  readonly hostId: number | null;
  readonly channelId: number | null;
  readonly priority: number;
  readonly parentId: number | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  /** Null where the answer that this was read from did not hold it. */
  readonly request: TaskRequest | null;
};

export const isActive = (state: TaskState): boolean => state === "FREE" || state === "OPEN" || state === "ASSIGNED";

export type TaskFilter = {
  readonly method?: readonly string[] | null | undefined;
  readonly imageMethod?: readonly ImageMethod[] | null | undefined;
  readonly state?: readonly TaskState[] | null | undefined;
  readonly owner?: string | null | undefined;
  readonly channel?: string | null | undefined;
  readonly host?: string | null | undefined;
  readonly arch?: string | null | undefined;
  readonly createdAfter?: Date | null | undefined;
  readonly createdBefore?: Date | null | undefined;
  readonly parentsOnly?: boolean | null | undefined;
};
