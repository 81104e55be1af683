import DataLoader from "dataloader";
import type { Addresses } from "../koji/addresses.ts";
import type { HubReader } from "../koji/hub-reader.ts";
import type { ArchiveRow, RpmRow } from "../koji/rows.ts";
import { type Artifact, CHECKSUM_ALGORITHMS, type LogFile, type Rpm } from "../model/artifact.ts";
import type { Build } from "../model/build.ts";
import type { Package } from "../model/image-changes.ts";
import type { BuildLoaders } from "./build.ts";
import { each } from "./each.ts";
import type { Recent } from "./recent.ts";

export type ArtifactLoaders = {
  /** Of an image build, those that were only described and never kept left out; by arch, then name. */
  readonly ofBuild: DataLoader<number, readonly Artifact[]>;
  readonly byId: DataLoader<number, Artifact | null>;
  /** The rpms inside a file, in no order; empty where the hub knows none. */
  readonly packages: DataLoader<number, readonly Package[]>;
  /** Whether the hub knows rpms inside a file. */
  readonly packagesRecorded: DataLoader<number, boolean>;
  /** The logs of a finished build. */
  readonly logsOfBuild: DataLoader<number, readonly LogFile[]>;
  readonly urlOf: (artifact: Artifact) => Promise<string>;
};

export function createArtifactLoaders(
  hub: string,
  reader: HubReader,
  { addresses, builds, recent }: { addresses: Addresses; builds: BuildLoaders; recent: Pick<Recent, "withFiles"> },
): ArtifactLoaders {
  const ofBuild = new DataLoader<number, readonly Artifact[]>(
    async (buildIds) => {
      const found = await reader.listImageArchivesOf({ buildIds, among: recent.withFiles() });
      return found.map((rows) => (rows instanceof Error ? rows : artifactsOf(hub, rows)));
    },
    { name: "artifacts" },
  );
  const byId = each("artifact", async (id: number) => {
    const row = await reader.getArchive(id);
    return row === null || row.btype !== "image" ? null : toArtifact(hub, row);
  });
  const packages = each("packages", (id: number) => reader.listImagePackages(id));
  const packagesRecorded = each("packages recorded", (id: number) => reader.hasImageRpms(id));
  const logsOfBuild = each("build logs", async (buildId: number) =>
    (await reader.getBuildLogs(buildId)).map(({ name, dir, path }) => ({
      hub,
      name,
      arch: dir.split("/")[1] ?? null,
      url: addresses.buildLog(path),
      size: null,
      output: null,
    })),
  );
  const urlOf = async (artifact: Artifact) => {
    const build: Build | null = await builds.byId.load(artifact.buildId);
    if (build === null)
      throw new Error(`Archive ${artifact.kojiId} belongs to build ${artifact.buildId}, which is not there.`);
    return addresses.archiveFile(build, "image", artifact.filename);
  };
  return { ofBuild, byId, packages, packagesRecorded, logsOfBuild, urlOf };
}

const artifactsOf = (hub: string, rows: readonly ArchiveRow[]): readonly Artifact[] =>
  rows
    .filter(({ metadata_only }) => !metadata_only)
    .map((row) => toArtifact(hub, row))
    .sort(byArchAndName);

const toArtifact = (hub: string, row: ArchiveRow): Artifact => ({
  hub,
  kojiId: row.id,
  buildId: row.build_id,
  filename: row.filename,
  format: row.type_name,
  arch: row.arch,
  size: row.size ?? 0,
  checksum: { algorithm: CHECKSUM_ALGORITHMS[row.checksum_type ?? 0], value: row.checksum ?? "" },
});

const byArchAndName = (a: Artifact, b: Artifact) =>
  compare(a.arch ?? "", b.arch ?? "") || compare(a.filename, b.filename) || a.kojiId - b.kojiId;

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export const toRpm = (hub: string, row: RpmRow): Rpm => ({
  hub,
  kojiId: row.id,
  name: row.name,
  version: row.version,
  release: row.release,
  epoch: row.epoch,
  arch: row.arch,
  size: row.size ?? 0,
  buildId: row.build_id === 0 ? null : row.build_id,
});
