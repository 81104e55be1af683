import type { Image } from "./images.ts";
import type { Release } from "./releases.ts";
import type { Stream } from "./components.ts";
import type { XmlRpcStruct, XmlRpcValue } from "../../koji/xmlrpc/value.ts";

/** koji.TASK_STATES */
export const TASK = { FREE: 0, OPEN: 1, CLOSED: 2, CANCELED: 3, ASSIGNED: 4, FAILED: 5 } as const;

/** koji.BUILD_STATES */
export const BUILD = { BUILDING: 0, COMPLETE: 1, DELETED: 2, FAILED: 3, CANCELED: 4 } as const;

/** How one arch of an attempt ends, and what its task throws when it fails. */
export type ArchEnd = "pass" | "fail" | "cancel";

export type Outcome =
  | { readonly kind: "run"; readonly ends: ReadonlyMap<string, ArchEnd> }
  /** The parent fails before it asks for a build or children: a bad target, a package not listed, a checkout that fails. */
  | { readonly kind: "unborn"; readonly reason: "target" | "package" | "checkout" }
  /** What a person asked for cannot be: in the words of the builder that found out. */
  | { readonly kind: "unborn"; readonly reason: "asked"; readonly fault: Fault }
  /** Somebody cancels it, in the queue or while it runs. */
  | { readonly kind: "canceled"; readonly when: "queued" | "running" };

/** One try to build an image: what the schedule decided. Times in milliseconds since the epoch. */
export type Attempt = {
  readonly day: number;
  readonly image: Image;
  readonly release: Release;
  readonly target: string;
  readonly version: string;
  readonly label: string;
  readonly scratch: boolean;
  readonly owner: string;
  readonly priority: number;
  readonly createMs: number;
  readonly waitMs: number;
  /** From the moment it has a builder until that begins. */
  readonly idleMs: number;
  /** What an arch takes at least. */
  readonly atLeastMs: number;
  readonly outcome: Outcome;
  readonly volume: "DEFAULT" | "archive";
  readonly deletedMs: number;
  readonly promotedMs: number;
  readonly checksum: "md5" | "sha256";
  /** Null for the world's own. */
  readonly asked: Asked | null;
};

/** What a person asked for: the task's parameters as they came, and what follows from them. */
export type Asked = {
  readonly params: readonly XmlRpcValue[];
  readonly opts: XmlRpcStruct;
  readonly channel: string;
  readonly skipTag: boolean;
  /** Null for the methods that take none. */
  readonly kickstart: AskedKickstart | null;
  /** Of every arch, where what is to be built from is not there. */
  readonly failure: Fault | null;
};

/** `textOf`: of what lies beside it too, as it includes it; null for what is not there. `place`: where a builder looks. */
export type AskedKickstart = {
  readonly path: string;
  readonly place: string;
  readonly textOf: (path: string) => string | null;
};

export type Fault = { readonly faultCode: number; readonly faultString: string };

/** A task from its creation to its end, whatever the clock says; `Infinity` for what never happens. */
export type Task = {
  id: number;
  readonly method: string;
  readonly label: string | null;
  readonly arch: string;
  readonly parent: Task | null;
  readonly children: Task[];
  readonly channel: string;
  readonly owner: number;
  readonly priority: number;
  readonly weight: number;
  readonly createMs: number;
  readonly assignMs: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly end: 2 | 3 | 5;
  readonly hostId: number | null;
  readonly fault: Fault | null;
  readonly origin: Origin;
  /** How it would have ended if nobody had stepped in. */
  readonly meant?: Pick<Task, "endMs" | "end">;
};

/** What a task belongs to. */
export type Origin =
  | { readonly kind: "image"; readonly attempt: Attempt; build: Build | null }
  | { readonly kind: "rpm"; readonly stream: Stream; readonly counter: number; build: Build | null }
  /** An rpm build that no image has to do with. */
  | { readonly kind: "bulk"; readonly packageName: string; readonly scratch: boolean; readonly build: Build | null }
  | { readonly kind: "repo"; readonly release: Release; readonly repoId: number }
  /** A person puts a build into a tag, and takes it out of another where there is one. */
  | (Way & { readonly kind: "tag"; readonly build: Build; readonly left: Left | null });

/** Names of tags: where a build goes, and where it is taken out for that, null for nowhere. */
export type Way = { readonly to: string; readonly from: string | null };

/** Where a build was before it was moved, and when it would have left if nobody had moved it. */
export type Left = { readonly entry: TagEntry; readonly revokeEvent: number };

export type TagEntry = {
  readonly tag: string;
  readonly build: Build;
  readonly createEvent: number;
  /** Infinity while nothing will take it out. */
  readonly revokeEvent: number;
  readonly creator: string;
  /** Left out: the creator. */
  readonly revoker?: string;
};

export type Build = {
  id: number;
  readonly day: number;
  readonly type: "image" | "rpm";
  readonly packageId: number;
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch: number | null;
  readonly owner: string;
  readonly createEvent: number;
  readonly createMs: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly end: 1 | 3 | 4;
  readonly deletedMs: number;
  readonly volume: "DEFAULT" | "archive";
  readonly source: string | null;
  readonly extra: XmlRpcValue;
  readonly task: Task | null;
  readonly origin: Origin;
  readonly tags: TagEntry[];
};

export const nvrOf = (build: Pick<Build, "name" | "version" | "release">): string =>
  `${build.name}-${build.version}-${build.release}`;
