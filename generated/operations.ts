/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Which entries; all that is given must hold. Names are taken as they are written. */
export type AuditFilter = {
  /** This step. */
  action?: PolicyAction | null | undefined;
  /** Asked for after this moment. */
  after?: string | null | undefined;
  /** Permitted by the rules, or not. */
  allowed?: boolean | null | undefined;
  /** Asked for before this moment. */
  before?: string | null | undefined;
  /** About this image. */
  image?: string | null | undefined;
  /** Asked for by this person. */
  viewer?: string | null | undefined;
};

/** Which builds; all that is given must hold. */
export type BuildFilter = {
  /** Ended after this moment. */
  completedAfter?: string | null | undefined;
  /** Ended before this moment. */
  completedBefore?: string | null | undefined;
  /** Made after this moment. */
  createdAfter?: string | null | undefined;
  /** Made before this moment. */
  createdBefore?: string | null | undefined;
  /** Of this image or package. */
  image?: string | null | undefined;
  /** Started by this user of the hub. */
  owner?: string | null | undefined;
  /** In one of these states. */
  state?: Array<BuildState> | null | undefined;
  /** In this tag. Needs `type: "image"` or `image` beside it. */
  tag?: string | null | undefined;
  /** For this build target. The hub cannot filter by it: such a list cannot be counted. */
  target?: string | null | undefined;
  /** Koji's build type: `image`, `rpm` …; any when not given. */
  type?: string | null | undefined;
};

/** From the catalogue: `image` and `target` suffice, and the rest comes from its definition. Or in full: exactly one of the method inputs. */
export type BuildImageInput = {
  /** Build although the same image is already being built for this target. */
  allowDuplicate?: boolean | null | undefined;
  /** The arches to build; the catalogue's when not given. */
  arches?: Array<string> | null | undefined;
  /** Whether it is to wait behind ordinary builds. */
  background?: boolean | null | undefined;
  /** The hub's name in this gateway; the default hub when not given. */
  hub?: string | null | undefined;
  /** Any word of your own, as a UUID: the same key, viewer and input give the same task, however often it is sent; the same key with another input is refused. Remembered for seven days. */
  idempotencyKey?: string | null | undefined;
  /** The image to build, by name. */
  image: string;
  /** How to build it, in full; as the catalogue has it when not given. */
  method?: ImageMethodInput | null | undefined;
  /** Those of the arches that may fail without failing the build; the catalogue's when not given. */
  optionalArches?: Array<string> | null | undefined;
  /** Its release, without `-`; the next that Koji has free when not given. */
  release?: string | null | undefined;
  /** Addresses to install packages from in place of the target's own repository, http or https. */
  repos?: Array<string> | null | undefined;
  /** Whether it is a try: a scratch build, of which Koji makes no build and tags nothing. */
  scratch?: boolean | null | undefined;
  /** Whether the finished build is to stay untagged. */
  skipTag?: boolean | null | undefined;
  /** The build target to build it for. */
  target: string;
  /** Its version, without `-`; of what the catalogue lists that of an earlier attempt when not given, if there is one. With `method` it has to be given, but for `kiwi`. */
  version?: string | null | undefined;
};

/** Which build: exactly one of the two. */
export type BuildKey =
  {   /** By Koji's number. */
  kojiId: number; nvr?: never; }
  |  { kojiId?: never;   /** By name, version and release, joined with `-`. */
  nvr: string; };

/** How a build stands, in Koji's words. */
export type BuildState =
  /** Its task runs. */
  | 'BUILDING'
  /** Somebody cancelled it. */
  | 'CANCELED'
  /** It ended well, and its files are there. */
  | 'COMPLETE'
  /** It was good once; its files were deleted. */
  | 'DELETED'
  /** It ended without a result. */
  | 'FAILED';

/** What became of a package. */
export type ChangeKind =
  /** It, or another version of it beside those there were, came. */
  | 'ADDED'
  /** Its version is older. */
  | 'DOWNGRADED'
  /** It, or one of its versions, went. */
  | 'REMOVED'
  /** Its version is newer, as rpm orders versions. */
  | 'UPGRADED';

/** What a look before a build is sent found. */
export type CheckOutcome =
  /** It would be refused, or fail: the message has the cure. */
  | 'FAIL'
  /** It is as it has to be. */
  | 'PASS'
  /** It does not apply, or cannot be known now: the message says which. */
  | 'SKIPPED'
  /** It can be built, but somebody should look at this first. */
  | 'WARN';

/** How a checksum was made. Images of old have MD5, new ones SHA256. */
export type ChecksumAlgorithm =
  /** 128 bits: enough against damage, not against malice. */
  | 'MD5'
  /** 160 bits: likewise. */
  | 'SHA1'
  /** 256 bits. */
  | 'SHA256';

/** For Koji's image task: Oz and ImageFactory install from a tree by a kickstart. */
export type DiskInput = {
  /** The size of the disk, in GiB. */
  diskSizeGiB?: number | null | undefined;
  /** Which distribution it is, as `Fedora-43` or `RHEL-9.4`. */
  distro: string;
  /** Settings for ImageFactory. */
  factoryParameters?: Array<KeyValue> | null | undefined;
  /** What to make of it: `qcow2`, `raw-xz`, `docker` … */
  formats: Array<string>;
  /** The tree to install from; may hold `$arch`. */
  installTreeUrl: string;
  /** The kickstart's path inside its repository; of one that comes along, its name. */
  kickstart: string;
  /** The kickstart itself, in place of `kickstartUrl`: it is checked, what it includes is written in from the gateway's kickstart repository, and it is uploaded. */
  kickstartSource?: string | null | undefined;
  /** The repository that it lies in, in Koji's form: `git+https://example.org/kickstarts.git?folder#revision`. */
  kickstartUrl?: string | null | undefined;
  /** The syntax that it is written in, as `F43`; the newest when not given. */
  kickstartVersion?: string | null | undefined;
  /** Settings for the OVA's description. */
  ovaOptions?: Array<KeyValue> | null | undefined;
};

/** How a hub answers this gateway. */
export type HubState =
  /** It answers, but slowly or not every time. */
  | 'DEGRADED'
  /** It did not answer the last request. */
  | 'DOWN'
  /** It answers. */
  | 'UP';

/** For koji-image-builder. Arches that are not given are those of the build tag. */
export type ImageBuilderInput = {
  /** The blueprint that customizes it: an object. */
  blueprint?: unknown;
  /** The distribution; what the build tag is of, when not given. */
  distro?: string | null | undefined;
  /** The kind of image, by image-builder's name: `wsl`. */
  imageType: string;
  /** Whether it is a release of its distribution yet to come. */
  preview?: boolean | null | undefined;
  /** A whole number, by which generated ids can be repeated. */
  seed?: string | null | undefined;
};

/** Which images; all that is given must hold. */
export type ImageFilter = {
  /** Built for this arch. */
  arch?: string | null | undefined;
  /** Of this group of the catalogue. */
  group?: string | null | undefined;
  /** Listed by the catalogue, or not. */
  inCatalogue?: boolean | null | undefined;
  /** Made in one of these ways. */
  method?: Array<ImageMethod> | null | undefined;
  /** Whose whole name fits: `*` any text, `?` one character; case counts. */
  nameGlob?: string | null | undefined;
  /** Owned by this group or user. */
  owner?: string | null | undefined;
  /** In one of these states, on `target` and `arch` if given. */
  state?: Array<ImageState> | null | undefined;
  /** Built for this target. */
  target?: string | null | undefined;
};

/** How an image is made: every method that Koji and its image plugins have. */
export type ImageMethod =
  /** Koji's appliance task, by appliance-creator from a kickstart. Deprecated in Koji. */
  | 'APPLIANCE'
  /** The driver update disk plugin's dudBuild task. */
  | 'DUD'
  /** Koji's image task, by Oz and ImageFactory from a kickstart. */
  | 'IMAGE'
  /** koji-image-builder's imageBuilderBuild task. */
  | 'IMAGE_BUILDER'
  /** Koji's indirectionimage task: a utility image makes it from a base image. */
  | 'INDIRECTION'
  /** The kiwi plugin's kiwiBuild task, from an XML description. */
  | 'KIWI'
  /** Koji's livecd task, by livecd-creator from a kickstart. Deprecated in Koji. */
  | 'LIVECD'
  /** Koji's livemedia task, by livemedia-creator from a kickstart. */
  | 'LIVEMEDIA'
  /** koji-osbuild's osbuildImage task, by an osbuild composer. */
  | 'OSBUILD'
  /** A method that the gateway does not know, or an import. */
  | 'OTHER';

/** How to build, in full: exactly one of them. */
export type ImageMethodInput =
  {   /** By appliance-creator. Deprecated in Koji. */
  appliance: LiveInput; image?: never; imageBuilder?: never; indirection?: never; kiwi?: never; livecd?: never; livemedia?: never; osbuild?: never; }
  |  { appliance?: never;   /** By Oz and ImageFactory. */
  image: DiskInput; imageBuilder?: never; indirection?: never; kiwi?: never; livecd?: never; livemedia?: never; osbuild?: never; }
  |  { appliance?: never; image?: never;   /** By image-builder. */
  imageBuilder: ImageBuilderInput; indirection?: never; kiwi?: never; livecd?: never; livemedia?: never; osbuild?: never; }
  |  { appliance?: never; image?: never; imageBuilder?: never;   /** By a utility image from a base image. */
  indirection: IndirectionInput; kiwi?: never; livecd?: never; livemedia?: never; osbuild?: never; }
  |  { appliance?: never; image?: never; imageBuilder?: never; indirection?: never;   /** By kiwi from an XML description. */
  kiwi: KiwiInput; livecd?: never; livemedia?: never; osbuild?: never; }
  |  { appliance?: never; image?: never; imageBuilder?: never; indirection?: never; kiwi?: never;   /** By livecd-creator. Deprecated in Koji. */
  livecd: LiveInput; livemedia?: never; osbuild?: never; }
  |  { appliance?: never; image?: never; imageBuilder?: never; indirection?: never; kiwi?: never; livecd?: never;   /** By livemedia-creator. */
  livemedia: LiveInput; osbuild?: never; }
  |  { appliance?: never; image?: never; imageBuilder?: never; indirection?: never; kiwi?: never; livecd?: never; livemedia?: never;   /** By an osbuild composer. */
  osbuild: OsbuildInput; };

/** How an image stands, from its attempts. Scratch builds do not count; a cancelled attempt gave no image, like a failed one; a build deleted since was good, which ends a row of failures, but it is no image to have. */
export type ImageState =
  /** An attempt runs now and none has ended yet. */
  | 'BUILDING'
  /** It gave none. */
  | 'FAILING'
  /** No attempt is known. */
  | 'NEVER_BUILT'
  /** It gave an image, but an arch that is allowed to fail did. */
  | 'PARTIAL'
  /** The newest ended attempt gave an image on every arch. */
  | 'PASSING'
  /** It passed, but longer ago than the catalogue allows; or all that it gave was deleted since. */
  | 'STALE';

/** For an image that a utility image makes from a base image. Of each of the two either its task or its build. */
export type IndirectionInput = {
  /** The build of the base image, by NVR. */
  baseImageBuild?: string | null | undefined;
  /** The task that made the base image. */
  baseImageTask?: number | null | undefined;
  /** Where the results lie in the utility image. */
  resultsLocation: string;
  /** The template's path inside its repository. */
  template: string;
  /** The repository that it lies in, in Koji's form; has to be given. */
  templateUrl?: string | null | undefined;
  /** The build of the utility image, by NVR. */
  utilityImageBuild?: string | null | undefined;
  /** The task that made the utility image. */
  utilityImageTask?: number | null | undefined;
};

/** A setting by name. */
export type KeyValue = {
  /** Its name. */
  key: string;
  /** Its value. */
  value: string;
};

/** For the kiwi plugin. Arches that are not given are those of the build tag. */
export type KiwiInput = {
  /** How files are named, as `%N-%v-%I.%A`. */
  bundleNameFormat?: string | null | undefined;
  /** The description's path inside it. */
  descriptionPath: string;
  /** The repository of the description, in Koji's form. */
  descriptionUrl: string;
  /** Whether `make prep` runs in the repository first. */
  makePrep?: boolean | null | undefined;
  /** The description's profile to build. */
  profile?: string | null | undefined;
  /** The build type, in place of the description's. */
  type?: string | null | undefined;
  /** Attributes of the build type, as `name=value`. */
  typeAttributes?: Array<string> | null | undefined;
  /** Whether the build tag's repository is used besides `repos`. */
  useBuildrootRepo?: boolean | null | undefined;
};

/** For livecd, appliance and livemedia; each refuses what it would pass over. */
export type LiveInput = {
  /** The tree that the installer comes from; may hold `$basearch`. */
  installTreeUrl?: string | null | undefined;
  /** The name of the ISO file. */
  isoName?: string | null | undefined;
  /** Whether the kickstart's own repositories are used, which are replaced otherwise. */
  keepKickstartRepos?: boolean | null | undefined;
  /** The kickstart's path inside its repository; of one that comes along, its name. */
  kickstart: string;
  /** The kickstart itself, in place of `kickstartUrl`: it is checked, what it includes is written in from the gateway's kickstart repository, and it is uploaded. */
  kickstartSource?: string | null | undefined;
  /** The repository that it lies in, in Koji's form: `git+https://example.org/kickstarts.git?folder#revision`. */
  kickstartUrl?: string | null | undefined;
  /** The syntax that it is written in, as `F43`; the newest when not given. */
  kickstartVersion?: string | null | undefined;
  /** Whether livemedia makes a plain squashfs. */
  squashfsOnly?: boolean | null | undefined;
  /** Processors of the machine that an appliance is for. */
  vcpu?: number | null | undefined;
  /** Memory of the machine that an appliance is for, in MiB. */
  vmem?: number | null | undefined;
  /** The ISO's label, of 32 characters at most. */
  volumeId?: string | null | undefined;
};

/** For koji-osbuild, which knows no scratch builds. */
export type OsbuildInput = {
  /** The distribution, by osbuild's name: `fedora-43`. */
  distro: string;
  /** The kind of image, by osbuild's name: `ami`. */
  imageType: string;
  /** The commit or ref before it. */
  ostreeParent?: string | null | undefined;
  /** The OSTree ref of a commit. */
  ostreeRef?: string | null | undefined;
  /** The OSTree repository that has the parent. */
  ostreeUrl?: string | null | undefined;
};

/** Where an image's owner is recorded. */
export type OwnerSource =
  /** In the gateway's catalogue. */
  | 'CATALOGUE'
  /** In the hub's package list of the tag that its builds go to. */
  | 'KOJI_PACKAGE'
  /** In the repository of its definition. */
  | 'REPOSITORY';

/** The steps that rules permit and forbid. */
export type PolicyAction =
  /** To start a build that Koji keeps and tags. */
  | 'BUILD_IMAGE'
  /** To start a scratch build: a try, of which Koji makes no build. */
  | 'BUILD_SCRATCH_IMAGE'
  /** To end a task before its time. */
  | 'CANCEL_TASK'
  /** To tag a finished build. */
  | 'PROMOTE_BUILD'
  /** To read who did what by way of this gateway. */
  | 'READ_AUDIT_LOG'
  /** To start a failed or cancelled task again as it was. */
  | 'RESUBMIT_TASK'
  /** To take a build out of a tag. */
  | 'UNTAG_BUILD';

/** Which tasks; all that is given must hold. The hub filters by all of it. */
export type TaskFilter = {
  /** Needing this arch. */
  arch?: string | null | undefined;
  /** In this channel. */
  channel?: string | null | undefined;
  /** Asked for after this moment. */
  createdAfter?: string | null | undefined;
  /** Asked for before this moment. */
  createdBefore?: string | null | undefined;
  /** On this builder. */
  host?: string | null | undefined;
  /** Making images in one of these ways. */
  imageMethod?: Array<ImageMethod> | null | undefined;
  /** Of one of these methods, by Koji's names. */
  method?: Array<string> | null | undefined;
  /** Started by this user of the hub. */
  owner?: string | null | undefined;
  /** Only tasks that are part of no other. */
  parentsOnly?: boolean | null | undefined;
  /** In one of these states. */
  state?: Array<TaskState> | null | undefined;
};

/** How a task stands, in Koji's words. */
export type TaskState =
  /** A builder is to take it, and has not begun. */
  | 'ASSIGNED'
  /** Somebody cancelled it. */
  | 'CANCELED'
  /** It ended well. */
  | 'CLOSED'
  /** It ended with an error: see `failure`. */
  | 'FAILED'
  /** It waits; no builder has it. */
  | 'FREE'
  /** A builder works on it. */
  | 'OPEN';

export type BoardQueryVariables = Exact<{
  hub?: string | null | undefined;
  target?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type BoardQuery = { images: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ name: string, owners: Array<{ name: string, source: OwnerSource }>, status: { state: ImageState, since: string | null, consecutiveFailures: number, latest: { nvr: string, state: BuildState, task: { kojiId: number, state: TaskState } | null } | null, arches: Array<{ arch: string, state: ImageState, optional: boolean, task: { kojiId: number, state: TaskState } | null }>, lastGood: { nvr: string, completedAt: string | null, artifacts: Array<{ filename: string, format: string, arch: string | null, size: number, url: string, checksum: { algorithm: ChecksumAlgorithm, value: string } }> } | null } }> } };

export type AuditQueryVariables = Exact<{
  filter?: AuditFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditQuery = { auditLog: { nodes: Array<{ id: string, at: string, viewer: string, action: PolicyAction, hub: string, subject: string, image: string | null, allowed: boolean, policies: Array<string>, outcome: string, taskId: number | null, requestId: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PreflightQueryVariables = Exact<{
  input: BuildImageInput;
}>;


export type PreflightQuery = { preflight: { ready: boolean, kojiCommand: string, decision: { allowed: boolean, reason: string, remedy: string | null, determinedBy: Array<{ id: string }> }, checks: Array<{ name: string, outcome: CheckOutcome, message: string }> } };

export type ConformanceArtifactQueryVariables = Exact<{
  kojiId: number;
  arch?: string | null | undefined;
  format?: string | null | undefined;
  first: number;
}>;


export type ConformanceArtifactQuery = { build:
    | { artifacts: Array<{ id: string, kojiId: number, filename: string, format: string, arch: string | null, size: number, url: string, packagesRecorded: boolean, checksum: { algorithm: ChecksumAlgorithm, value: string }, build: { kojiId: number, nvr: string }, packages: { totalCount: number, edges: Array<{ cursor: string, node: { kojiId: number, name: string, version: string, release: string, epoch: number | null, arch: string, nvra: string, size: number, build:
                | { kojiId: number }
                | { kojiId: number }
               | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } }> }
    | Record<PropertyKey, never>
   | null };

export type ConformanceBuildQueryVariables = Exact<{
  by: BuildKey;
}>;


export type ConformanceBuildQuery = { build:
    | { __typename: 'ImageBuild', method: ImageMethod, arches: Array<string>, partial: boolean, storage: number, id: string, kojiId: number, nvr: string, name: string, version: string, release: string, epoch: string | null, state: BuildState, createdAt: string, startedAt: string | null, completedAt: string | null, duration: number | null, kojiUrl: string, image: { name: string }, target: { kojiId: number, name: string } | null, changes: { from: { kojiId: number }, to: { kojiId: number } } | null, definition:
        | { __typename: 'KickstartDefinition', path: string, repository: string | null, ref: string | null }
        | { __typename: 'KiwiDefinition', descriptionUrl: string, descriptionPath: string, profile: string | null }
        | { __typename: 'OsbuildDefinition', distro: string | null, imageType: string }
       | null, artifacts: Array<{ kojiId: number, filename: string, format: string, arch: string | null, size: number, url: string, checksum: { algorithm: ChecksumAlgorithm, value: string } }>, logs: Array<{ name: string, arch: string | null, size: number | null, url: string }>, failure: { code: number | null, message: string, logGone: boolean, task: { kojiId: number }, log: { name: string, url: string, size: number | null } | null } | null, hub: { name: string }, owner: { kojiId: number | null, name: string }, tags: Array<{ kojiId: number, name: string, arches: Array<string>, locked: boolean }>, task: { kojiId: number, method: string } | null }
    | { __typename: 'OtherBuild', type: string, id: string, kojiId: number, nvr: string, name: string, version: string, release: string, epoch: string | null, state: BuildState, createdAt: string, startedAt: string | null, completedAt: string | null, duration: number | null, kojiUrl: string, hub: { name: string }, owner: { kojiId: number | null, name: string }, tags: Array<{ kojiId: number, name: string, arches: Array<string>, locked: boolean }>, task: { kojiId: number, method: string } | null }
   | null };

export type ConformanceBuildersQueryVariables = Exact<{
  enabled?: boolean | null | undefined;
  arch?: string | null | undefined;
  channel?: string | null | undefined;
}>;


export type ConformanceBuildersQuery = { channels: Array<{ kojiId: number, name: string, enabled: boolean, capacity: number, load: number }>, hosts: Array<{ kojiId: number, name: string, arches: Array<string>, enabled: boolean, ready: boolean, capacity: number, load: number }> };

export type ConformanceBuildsCountQueryVariables = Exact<{
  filter?: BuildFilter | null | undefined;
}>;


export type ConformanceBuildsCountQuery = { list: { totalCount: number } };

export type ConformanceBuildsQueryVariables = Exact<{
  filter?: BuildFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ConformanceBuildsQuery = { list: { nodes: Array<
      | { kojiId: number }
      | { kojiId: number }
    >, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type ConformanceChangesQueryVariables = Exact<{
  kojiId: number;
  arch: string;
}>;


export type ConformanceChangesQuery = { build:
    | { changes: { packagesRecorded: boolean, from: { kojiId: number }, packages: Array<{ name: string, arch: string, kind: ChangeKind, before: string | null, after: string | null }> } | null }
    | Record<PropertyKey, never>
   | null };

export type ConformanceChannelQueryVariables = Exact<{
  id: string | number;
}>;


export type ConformanceChannelQuery = { node:
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'BuildTarget', id: string }
    | { __typename: 'Channel', kojiId: number, name: string, description: string | null, enabled: boolean, capacity: number, load: number, open: number, queued: number, oldestWait: number | null, id: string, hosts: Array<{ kojiId: number, name: string }>, arches: Array<{ arch: string, hosts: number, ready: number, capacity: number, load: number, queued: number }> }
    | { __typename: 'Host', id: string }
    | { __typename: 'Image', id: string }
    | { __typename: 'ImageArtifact', id: string }
    | { __typename: 'ImageBuild', id: string }
    | { __typename: 'Kickstart', id: string }
    | { __typename: 'OtherBuild', id: string }
    | { __typename: 'Tag', id: string }
    | { __typename: 'Task', id: string }
   | null };

export type ConformanceContainingQueryVariables = Exact<{
  rpm: string;
  first: number;
  after?: string | null | undefined;
}>;


export type ConformanceContainingQuery = { imagesContaining: { nodes: Array<{ kojiId: number, filename: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type ConformanceHostQueryVariables = Exact<{
  id: string | number;
}>;


export type ConformanceHostQuery = { node:
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'BuildTarget', id: string }
    | { __typename: 'Channel', id: string }
    | { __typename: 'Host', kojiId: number, name: string, arches: Array<string>, enabled: boolean, ready: boolean, capacity: number, load: number, lastSeenAt: string | null, id: string, channels: Array<{ kojiId: number, name: string }>, tasks: Array<{ kojiId: number, method: string, state: TaskState }> }
    | { __typename: 'Image', id: string }
    | { __typename: 'ImageArtifact', id: string }
    | { __typename: 'ImageBuild', id: string }
    | { __typename: 'Kickstart', id: string }
    | { __typename: 'OtherBuild', id: string }
    | { __typename: 'Tag', id: string }
    | { __typename: 'Task', id: string }
   | null };

export type ConformanceHubItselfQueryVariables = Exact<{ [key: string]: never; }>;


export type ConformanceHubItselfQuery = { hub: { name: string, url: string, version: string | null, apiVersion: number | null, health: { state: HubState, message: string | null } } | null };

export type ConformanceImageQueryVariables = Exact<{
  name: string;
  arch: string;
  format: string;
  target?: string | null | undefined;
  tag?: string | null | undefined;
}>;


export type ConformanceImageQuery = { image: { __typename: 'Image', id: string, name: string, summary: string | null, group: string | null, inCatalogue: boolean, averageDuration: number | null, retention: { complete: boolean } | null, storage: { artifacts: number, builds: number, bytes: number, complete: boolean, bytesByArch: Array<{ arch: string, bytes: number }> }, hub: { name: string }, definition:
      | { __typename: 'KickstartDefinition', path: string, repository: string | null, ref: string | null }
      | { __typename: 'KiwiDefinition', descriptionUrl: string, descriptionPath: string, profile: string | null }
      | { __typename: 'OsbuildDefinition', distro: string | null, imageType: string }
     | null, owners: Array<{ name: string, source: OwnerSource, contact: string | null }>, builds: { totalCount: number, nodes: Array<{ kojiId: number }>, pageInfo: { hasNextPage: boolean } }, attempts: { totalCount: number | null, nodes: Array<{ kojiId: number }> }, newest: { kojiId: number, filename: string } | null, newestForTarget: { kojiId: number, filename: string } | null, newestInTag: { kojiId: number, filename: string } | null } | null };

export type ConformanceImagesQueryVariables = Exact<{
  filter?: ImageFilter | null | undefined;
  first: number;
}>;


export type ConformanceImagesQuery = { images: { totalCount: number, nodes: Array<{ name: string, status: { state: ImageState, since: string | null, consecutiveFailures: number, building: { kojiId: number } | null, latest: { kojiId: number } | null, lastGood: { kojiId: number } | null } }> } };

export type ConformanceLogTailQueryVariables = Exact<{
  kojiId: number;
  lines: number;
}>;


export type ConformanceLogTailQuery = { task: { logs: Array<{ url: string, tail: Array<string> }> } | null };

export type ConformanceNodeQueryVariables = Exact<{
  id: string | number;
}>;


export type ConformanceNodeQuery = { node:
    | { __typename: 'AuditEntry', id: string }
    | { __typename: 'BuildTarget', kojiId: number, id: string }
    | { __typename: 'Channel', id: string }
    | { __typename: 'Host', id: string }
    | { __typename: 'Image', id: string }
    | { __typename: 'ImageArtifact', kojiId: number, id: string }
    | { __typename: 'ImageBuild', kojiId: number, id: string }
    | { __typename: 'Kickstart', id: string }
    | { __typename: 'OtherBuild', kojiId: number, id: string }
    | { __typename: 'Tag', kojiId: number, id: string }
    | { __typename: 'Task', kojiId: number, id: string }
   | null };

export type ConformanceReachableQueryVariables = Exact<{
  filter?: TaskFilter | null | undefined;
}>;


export type ConformanceReachableQuery = { tasks: { nodes: Array<{ channel: { id: string, name: string, hosts: Array<{ id: string, name: string, channels: Array<{ id: string, name: string }> }> } | null, host: { id: string, name: string, channels: Array<{ id: string, name: string }> } | null }> } };

export type ConformanceStatusQueryVariables = Exact<{
  name: string;
  target?: string | null | undefined;
  arch?: string | null | undefined;
}>;


export type ConformanceStatusQuery = { image: { name: string, status: { state: ImageState, since: string | null, age: number | null, consecutiveFailures: number, building: { kojiId: number } | null, latest: { kojiId: number } | null, lastGood: { kojiId: number } | null, arches: Array<{ arch: string, state: ImageState, optional: boolean, task: { kojiId: number } | null, artifacts: Array<{ kojiId: number }>, failure: { code: number | null, message: string, logGone: boolean, task: { kojiId: number }, log: { name: string, url: string, size: number | null } | null } | null }> } } | null };

export type ConformanceTagQueryVariables = Exact<{
  name: string;
  first: number;
  after?: string | null | undefined;
}>;


export type ConformanceTagQuery = { tag: { id: string, kojiId: number, name: string, arches: Array<string>, locked: boolean, newest: { totalCount: number, nodes: Array<{ kojiId: number }>, pageInfo: { hasNextPage: boolean } }, all: { totalCount: number, nodes: Array<{ kojiId: number }>, pageInfo: { hasNextPage: boolean } } } | null };

export type ConformanceTargetQueryVariables = Exact<{
  name: string;
}>;


export type ConformanceTargetQuery = { target: { id: string, kojiId: number, name: string, arches: Array<string>, buildTag: { kojiId: number, name: string, arches: Array<string>, locked: boolean }, destinationTag: { kojiId: number, name: string, arches: Array<string>, locked: boolean } } | null };

export type ConformanceTargetsQueryVariables = Exact<{ [key: string]: never; }>;


export type ConformanceTargetsQuery = { targets: Array<{ kojiId: number, name: string }> };

export type ConformanceTaskQueryVariables = Exact<{
  kojiId: number;
}>;


export type ConformanceTaskQuery = { task: { id: string, kojiId: number, method: string, imageMethod: ImageMethod | null, label: string | null, arch: string | null, state: TaskState, priority: number, createdAt: string, startedAt: string | null, completedAt: string | null, waited: number | null, ran: number | null, eta: string | null, kojiUrl: string, request: unknown, scratch: boolean, hub: { name: string }, owner: { kojiId: number | null, name: string } | null, host: { kojiId: number, name: string } | null, channel: { kojiId: number, name: string } | null, parent: { kojiId: number, method: string } | null, children: Array<{ kojiId: number, method: string, imageMethod: ImageMethod | null, label: string | null, arch: string | null, state: TaskState, priority: number, createdAt: string, startedAt: string | null, completedAt: string | null, waited: number | null, ran: number | null, kojiUrl: string, scratch: boolean, request: unknown }>, build:
      | { kojiId: number, nvr: string }
      | { kojiId: number, nvr: string }
     | null, failure: { code: number | null, message: string, logGone: boolean, task: { kojiId: number }, log: { name: string, url: string, size: number | null } | null } | null, logs: Array<{ name: string, arch: string | null, size: number | null, url: string }>, outputs: Array<{ name: string, size: number, url: string }> } | null };

export type ConformanceTasksCountQueryVariables = Exact<{
  filter?: TaskFilter | null | undefined;
}>;


export type ConformanceTasksCountQuery = { list: { totalCount: number | null } };

export type ConformanceTasksQueryVariables = Exact<{
  filter?: TaskFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ConformanceTasksQuery = { list: { nodes: Array<{ kojiId: number }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };


export const BoardDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Board"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"hub"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"target"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}},"defaultValue":{"kind":"IntValue","value":"100"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"images"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"hub"},"value":{"kind":"Variable","name":{"kind":"Name","value":"hub"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"owners"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"source"}}]}},{"kind":"Field","name":{"kind":"Name","value":"status"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"target"},"value":{"kind":"Variable","name":{"kind":"Name","value":"target"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"consecutiveFailures"}},{"kind":"Field","name":{"kind":"Name","value":"latest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nvr"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"arches"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"optional"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastGood"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nvr"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"artifacts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"filename"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<BoardQuery, BoardQueryVariables>;
export const AuditDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Audit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AuditFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"auditLog"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"viewer"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"hub"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"image"}},{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"policies"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"taskId"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<AuditQuery, AuditQueryVariables>;
export const PreflightDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Preflight"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BuildImageInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"preflight"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ready"}},{"kind":"Field","name":{"kind":"Name","value":"kojiCommand"}},{"kind":"Field","name":{"kind":"Name","value":"decision"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"allowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}},{"kind":"Field","name":{"kind":"Name","value":"determinedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"checks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PreflightQuery, PreflightQueryVariables>;
export const ConformanceArtifactDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceArtifact"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kojiId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"arch"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"format"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"build"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"kojiId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kojiId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageBuild"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"artifacts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"arch"},"value":{"kind":"Variable","name":{"kind":"Name","value":"arch"}}},{"kind":"Argument","name":{"kind":"Name","value":"format"},"value":{"kind":"Variable","name":{"kind":"Name","value":"format"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"filename"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}},{"kind":"Field","name":{"kind":"Name","value":"build"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"nvr"}}]}},{"kind":"Field","name":{"kind":"Name","value":"packagesRecorded"}},{"kind":"Field","name":{"kind":"Name","value":"packages"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"release"}},{"kind":"Field","name":{"kind":"Name","value":"epoch"}},{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"nvra"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"build"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceArtifactQuery, ConformanceArtifactQueryVariables>;
export const ConformanceBuildDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceBuild"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"by"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BuildKey"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"build"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"Variable","name":{"kind":"Name","value":"by"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"nvr"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"release"}},{"kind":"Field","name":{"kind":"Name","value":"epoch"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"kojiUrl"}},{"kind":"Field","name":{"kind":"Name","value":"hub"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arches"}},{"kind":"Field","name":{"kind":"Name","value":"locked"}}]}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"method"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OtherBuild"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageBuild"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"image"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"target"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"arches"}},{"kind":"Field","name":{"kind":"Name","value":"partial"}},{"kind":"Field","name":{"kind":"Name","value":"storage"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"definition"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KickstartDefinition"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"repository"}},{"kind":"Field","name":{"kind":"Name","value":"ref"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KiwiDefinition"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"descriptionUrl"}},{"kind":"Field","name":{"kind":"Name","value":"descriptionPath"}},{"kind":"Field","name":{"kind":"Name","value":"profile"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OsbuildDefinition"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"distro"}},{"kind":"Field","name":{"kind":"Name","value":"imageType"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"artifacts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"filename"}},{"kind":"Field","name":{"kind":"Name","value":"format"}},{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"checksum"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"logs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"logGone"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"log"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"size"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceBuildQuery, ConformanceBuildQueryVariables>;
export const ConformanceBuildersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceBuilders"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"enabled"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"arch"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"channel"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"load"}}]}},{"kind":"Field","name":{"kind":"Name","value":"hosts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"enabled"},"value":{"kind":"Variable","name":{"kind":"Name","value":"enabled"}}},{"kind":"Argument","name":{"kind":"Name","value":"arch"},"value":{"kind":"Variable","name":{"kind":"Name","value":"arch"}}},{"kind":"Argument","name":{"kind":"Name","value":"channel"},"value":{"kind":"Variable","name":{"kind":"Name","value":"channel"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arches"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"ready"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"load"}}]}}]}}]} as unknown as DocumentNode<ConformanceBuildersQuery, ConformanceBuildersQueryVariables>;
export const ConformanceBuildsCountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceBuildsCount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"BuildFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"list"},"name":{"kind":"Name","value":"builds"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<ConformanceBuildsCountQuery, ConformanceBuildsCountQueryVariables>;
export const ConformanceBuildsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceBuilds"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"BuildFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"list"},"name":{"kind":"Name","value":"builds"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceBuildsQuery, ConformanceBuildsQueryVariables>;
export const ConformanceChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kojiId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"arch"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"build"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"kojiId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kojiId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageBuild"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"packagesRecorded"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"arch"},"value":{"kind":"Variable","name":{"kind":"Name","value":"arch"}}}]},{"kind":"Field","name":{"kind":"Name","value":"packages"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"arch"},"value":{"kind":"Variable","name":{"kind":"Name","value":"arch"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceChangesQuery, ConformanceChangesQueryVariables>;
export const ConformanceChannelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceChannel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Channel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"load"}},{"kind":"Field","name":{"kind":"Name","value":"open"}},{"kind":"Field","name":{"kind":"Name","value":"queued"}},{"kind":"Field","name":{"kind":"Name","value":"oldestWait"}},{"kind":"Field","name":{"kind":"Name","value":"hosts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"arches"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"hosts"}},{"kind":"Field","name":{"kind":"Name","value":"ready"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"load"}},{"kind":"Field","name":{"kind":"Name","value":"queued"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceChannelQuery, ConformanceChannelQueryVariables>;
export const ConformanceContainingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceContaining"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"rpm"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"imagesContaining"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"rpm"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rpm"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"filename"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceContainingQuery, ConformanceContainingQueryVariables>;
export const ConformanceHostDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceHost"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Host"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arches"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"ready"}},{"kind":"Field","name":{"kind":"Name","value":"capacity"}},{"kind":"Field","name":{"kind":"Name","value":"load"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tasks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceHostQuery, ConformanceHostQueryVariables>;
export const ConformanceHubItselfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceHubItself"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hub"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"apiVersion"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceHubItselfQuery, ConformanceHubItselfQueryVariables>;
export const ConformanceImageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceImage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"arch"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"format"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"target"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tag"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"image"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"group"}},{"kind":"Field","name":{"kind":"Name","value":"inCatalogue"}},{"kind":"Field","name":{"kind":"Name","value":"averageDuration"}},{"kind":"Field","name":{"kind":"Name","value":"retention"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"complete"}}]}},{"kind":"Field","name":{"kind":"Name","value":"storage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"artifacts"}},{"kind":"Field","name":{"kind":"Name","value":"builds"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"bytesByArch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"bytes"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"hub"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"definition"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KickstartDefinition"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"repository"}},{"kind":"Field","name":{"kind":"Name","value":"ref"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"KiwiDefinition"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"descriptionUrl"}},{"kind":"Field","name":{"kind":"Name","value":"descriptionPath"}},{"kind":"Field","name":{"kind":"Name","value":"profile"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OsbuildDefinition"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"distro"}},{"kind":"Field","name":{"kind":"Name","value":"imageType"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"owners"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"contact"}}]}},{"kind":"Field","name":{"kind":"Name","value":"builds"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"attempts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"newest"},"name":{"kind":"Name","value":"latest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"arch"},"value":{"kind":"Variable","name":{"kind":"Name","value":"arch"}}},{"kind":"Argument","name":{"kind":"Name","value":"format"},"value":{"kind":"Variable","name":{"kind":"Name","value":"format"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"filename"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"newestForTarget"},"name":{"kind":"Name","value":"latest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"arch"},"value":{"kind":"Variable","name":{"kind":"Name","value":"arch"}}},{"kind":"Argument","name":{"kind":"Name","value":"format"},"value":{"kind":"Variable","name":{"kind":"Name","value":"format"}}},{"kind":"Argument","name":{"kind":"Name","value":"target"},"value":{"kind":"Variable","name":{"kind":"Name","value":"target"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"filename"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"newestInTag"},"name":{"kind":"Name","value":"latest"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"arch"},"value":{"kind":"Variable","name":{"kind":"Name","value":"arch"}}},{"kind":"Argument","name":{"kind":"Name","value":"format"},"value":{"kind":"Variable","name":{"kind":"Name","value":"format"}}},{"kind":"Argument","name":{"kind":"Name","value":"tag"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tag"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"filename"}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceImageQuery, ConformanceImageQueryVariables>;
export const ConformanceImagesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceImages"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ImageFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"images"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"consecutiveFailures"}},{"kind":"Field","name":{"kind":"Name","value":"building"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastGood"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceImagesQuery, ConformanceImagesQueryVariables>;
export const ConformanceLogTailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceLogTail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kojiId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"lines"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"kojiId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kojiId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"logs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"tail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"lines"},"value":{"kind":"Variable","name":{"kind":"Name","value":"lines"}}}]}]}}]}}]}}]} as unknown as DocumentNode<ConformanceLogTailQuery, ConformanceLogTailQueryVariables>;
export const ConformanceNodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceNode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Build"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ImageArtifact"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Task"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BuildTarget"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tag"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceNodeQuery, ConformanceNodeQueryVariables>;
export const ConformanceReachableDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceReachable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TaskFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"hosts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"host"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"channels"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceReachableQuery, ConformanceReachableQueryVariables>;
export const ConformanceStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"target"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"arch"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"image"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"target"},"value":{"kind":"Variable","name":{"kind":"Name","value":"target"}}},{"kind":"Argument","name":{"kind":"Name","value":"arch"},"value":{"kind":"Variable","name":{"kind":"Name","value":"arch"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"age"}},{"kind":"Field","name":{"kind":"Name","value":"consecutiveFailures"}},{"kind":"Field","name":{"kind":"Name","value":"building"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"latest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lastGood"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"arches"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"optional"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"artifacts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"logGone"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"log"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"size"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceStatusQuery, ConformanceStatusQueryVariables>;
export const ConformanceTagDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceTag"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tag"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arches"}},{"kind":"Field","name":{"kind":"Name","value":"locked"}},{"kind":"Field","alias":{"kind":"Name","value":"newest"},"name":{"kind":"Name","value":"images"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"all"},"name":{"kind":"Name","value":"images"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"latest"},"value":{"kind":"BooleanValue","value":false}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceTagQuery, ConformanceTagQueryVariables>;
export const ConformanceTargetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceTarget"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"name"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"target"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"name"},"value":{"kind":"Variable","name":{"kind":"Name","value":"name"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arches"}},{"kind":"Field","name":{"kind":"Name","value":"buildTag"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arches"}},{"kind":"Field","name":{"kind":"Name","value":"locked"}}]}},{"kind":"Field","name":{"kind":"Name","value":"destinationTag"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arches"}},{"kind":"Field","name":{"kind":"Name","value":"locked"}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceTargetQuery, ConformanceTargetQueryVariables>;
export const ConformanceTargetsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceTargets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"targets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<ConformanceTargetsQuery, ConformanceTargetsQueryVariables>;
export const ConformanceTaskDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceTask"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kojiId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"kojiId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kojiId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"imageMethod"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waited"}},{"kind":"Field","name":{"kind":"Name","value":"ran"}},{"kind":"Field","name":{"kind":"Name","value":"eta"}},{"kind":"Field","name":{"kind":"Name","value":"kojiUrl"}},{"kind":"Field","name":{"kind":"Name","value":"request"}},{"kind":"Field","name":{"kind":"Name","value":"scratch"}},{"kind":"Field","name":{"kind":"Name","value":"hub"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"host"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"method"}}]}},{"kind":"Field","name":{"kind":"Name","value":"children"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"imageMethod"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"waited"}},{"kind":"Field","name":{"kind":"Name","value":"ran"}},{"kind":"Field","name":{"kind":"Name","value":"kojiUrl"}},{"kind":"Field","name":{"kind":"Name","value":"scratch"}},{"kind":"Field","name":{"kind":"Name","value":"request"}}]}},{"kind":"Field","name":{"kind":"Name","value":"build"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}},{"kind":"Field","name":{"kind":"Name","value":"nvr"}}]}},{"kind":"Field","name":{"kind":"Name","value":"failure"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"logGone"}},{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"log"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"size"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"logs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"arch"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}},{"kind":"Field","name":{"kind":"Name","value":"outputs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"url"}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceTaskQuery, ConformanceTaskQueryVariables>;
export const ConformanceTasksCountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceTasksCount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TaskFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"list"},"name":{"kind":"Name","value":"tasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<ConformanceTasksCountQuery, ConformanceTasksCountQueryVariables>;
export const ConformanceTasksDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ConformanceTasks"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TaskFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"list"},"name":{"kind":"Name","value":"tasks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kojiId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<ConformanceTasksQuery, ConformanceTasksQueryVariables>;