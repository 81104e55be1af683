import type { User } from "./user.ts";

/** koji.BUILD_STATES, by Koji's number. */
export const BUILD_STATES = ["BUILDING", "COMPLETE", "DELETED", "FAILED", "CANCELED"] as const;
export type BuildState = (typeof BUILD_STATES)[number];

/** A Koji build of any kind, as one hub tells it. */
export type Build = {
  /** The hub's name in this gateway. */
  readonly hub: string;
  readonly kojiId: number;
  readonly nvr: string;
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch: number | null;
  readonly state: BuildState;
  readonly owner: User;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  /** Null for imported builds and those of content generators. */
  readonly taskId: number | null;
  /** The storage volume's name; `DEFAULT` for the main one. */
  readonly volume: string;
};

/** How a build is named by a caller: exactly one of the two. */
export type BuildKey = { readonly kojiId?: number | null | undefined; readonly nvr?: string | null | undefined };

export type BuildFilter = {
  readonly image?: string | null | undefined;
  readonly state?: readonly BuildState[] | null | undefined;
  readonly owner?: string | null | undefined;
  readonly target?: string | null | undefined;
  readonly tag?: string | null | undefined;
  readonly createdAfter?: Date | null | undefined;
  readonly createdBefore?: Date | null | undefined;
  readonly completedAfter?: Date | null | undefined;
  readonly completedBefore?: Date | null | undefined;
  /** Koji's build type: `image`, `rpm`, `maven` … */
  readonly type?: string | null | undefined;
};
