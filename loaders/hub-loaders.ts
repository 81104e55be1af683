import type DataLoader from "dataloader";
import type { Addresses } from "../koji/addresses.ts";
import type { HubReader } from "../koji/hub-reader.ts";
import type { CatalogueImage } from "../model/catalogue.ts";
import { type AllRpms, createAllRpms } from "./all-rpms.ts";
import { type ArtifactLoaders, createArtifactLoaders } from "./artifact.ts";
import { type BuildList, createBuildList } from "./build-list.ts";
import { type BuildLoaders, createBuildLoaders } from "./build.ts";
import { type CompleteBuildsLoader, createCompleteBuilds } from "./complete-builds.ts";
import { type BuildTagLoaders, createBuildTagLoaders } from "./build-tag.ts";
import { createHubPolicyLoaders, type HubPolicyLoaders } from "./hub-policy.ts";
import { createUnderWay, type UnderWayLoader } from "./under-way.ts";
import { each, once } from "./each.ts";
import { createFailureLoader, type FailureLoader } from "./failure.ts";
import { createHostLoaders, type HostLoaders } from "./host.ts";
import { createImageHistory, type ImageHistory } from "./image-history.ts";
import { createStatusReader, type StatusReader } from "./image-status.ts";
import { createPreviousBuild, type PreviousBuildLoader } from "./previous-build.ts";
import { createImagesContaining, type ImagesContaining } from "./images-containing.ts";
import { createQueueLoaders, type QueueLoaders } from "./queue.ts";
import { createRecent, type RecentReader } from "./recent.ts";
import { createRpmList, type RpmList } from "./rpm-list.ts";
import { createTargetLoaders, type TargetLoaders } from "./target.ts";
import { createTaskLists, type TaskLists } from "./task-list.ts";
import { createOutputLoaders, type OutputLoaders } from "./task-output.ts";
import { createTaskLoaders, type TaskLoaders } from "./task.ts";

/** Every read of one hub for one request. */
export type HubLoaders = {
  readonly version: () => Promise<string>;
  readonly apiVersion: () => Promise<number>;
  readonly builds: BuildLoaders;
  readonly buildList: BuildList;
  readonly completeBuilds: CompleteBuildsLoader;
  readonly previousBuild: PreviousBuildLoader;
  readonly artifacts: ArtifactLoaders;
  readonly rpms: RpmList;
  readonly allRpms: AllRpms;
  readonly imagesContaining: ImagesContaining;
  readonly tasks: TaskLoaders;
  readonly taskLists: TaskLists;
  readonly outputs: OutputLoaders;
  readonly failures: FailureLoader;
  readonly targets: TargetLoaders;
  readonly buildTags: BuildTagLoaders;
  readonly hubPolicies: HubPolicyLoaders;
  readonly underWay: UnderWayLoader;
  readonly hosts: HostLoaders;
  readonly queues: QueueLoaders;
  readonly history: ImageHistory;
  readonly status: StatusReader;
  /** Seconds that builds of a package took on average; null where none ended well. */
  readonly averageDuration: DataLoader<string, number | null>;
};

export type HubSource = {
  /** The hub's name in this gateway. */
  readonly name: string;
  readonly reader: HubReader & RecentReader;
  readonly addresses: Addresses;
  /** What the catalogue lists for this hub. */
  readonly catalogue: ReadonlyMap<string, CatalogueImage>;
  /** The start of the window in which images are discovered. */
  readonly discoverSince: Date;
  /** Where attempts that became no build begin to be looked for; `discoverSince` when left out. */
  readonly unclosedSince?: Date;
};

export function createHubLoaders(source: HubSource): HubLoaders {
  const { name, reader, addresses, catalogue, discoverSince, unclosedSince = discoverSince } = source;
  const allRpms = createAllRpms(name, reader);
  const builds = createBuildLoaders(name, reader);
  const tasks = createTaskLoaders(name, reader);
  const hosts = createHostLoaders(name, reader);
  const outputs = createOutputLoaders(name, reader, { addresses, tasks });
  const recent = createRecent(reader, { builds, tasks, since: discoverSince, unclosedSince });
  const buildList = createBuildList(reader, { builds, tasks });
  const artifacts = createArtifactLoaders(name, reader, { addresses, builds, recent });
  const history = createImageHistory(reader, { catalogue, builds, tasks, recent });
  return {
    version: once(() => reader.getKojiVersion()),
    apiVersion: once(() => reader.getAPIVersion()),
    builds,
    buildList,
    previousBuild: createPreviousBuild({ buildList, tasks, artifacts }),
    completeBuilds: createCompleteBuilds(reader, builds),
    artifacts,
    rpms: createRpmList(name, { reader, all: allRpms }),
    allRpms,
    imagesContaining: createImagesContaining(reader, artifacts),
    tasks,
    taskLists: createTaskLists(reader, { tasks, hosts }),
    outputs,
    failures: createFailureLoader(reader, { tasks, outputs }),
    targets: createTargetLoaders(name, reader),
    buildTags: createBuildTagLoaders(reader),
    hubPolicies: createHubPolicyLoaders(reader),
    underWay: createUnderWay(reader, tasks),
    hosts,
    queues: createQueueLoaders(reader, tasks),
    history,
    status: createStatusReader({ history, tasks }),
    averageDuration: each("average duration", (packageName: string) => reader.getAverageBuildDuration(packageName)),
  };
}
