import type { Artifact } from "./artifact.ts";
import { groupBy } from "./group-by.ts";

/** What the files of an image's builds take. Bytes. */
export type StorageUse = {
  readonly bytes: number;
  readonly artifacts: number;
  readonly builds: number;
  /** By arch name; files that are of no arch stand under NO_ARCH. */
  readonly bytesByArch: readonly { readonly arch: string; readonly bytes: number }[];
  /** False when there are builds that were not looked at. */
  readonly complete: boolean;
};

/** Koji's own word for what belongs to no arch. */
export const NO_ARCH = "noarch";

/** `builds`: the files of each build. */
export function storageUse(builds: readonly (readonly Artifact[])[], complete: boolean): StorageUse {
  const files = builds.flat();
  const byArch = groupBy(files, ({ arch }) => arch ?? NO_ARCH);
  return {
    bytes: bytesOf(files),
    artifacts: files.length,
    builds: builds.length,
    bytesByArch: [...byArch]
      .map(([arch, ofArch]) => ({ arch, bytes: bytesOf(ofArch) }))
      .sort((a, b) => (a.arch < b.arch ? -1 : 1)),
    complete,
  };
}

export const bytesOf = (files: readonly Artifact[]): number => files.reduce((sum, { size }) => sum + size, 0);
