/** Where files may lie; all but DEFAULT below `vol/NAME`. */
export const VOLUMES = {
  DEFAULT: { id: 0, name: "DEFAULT" },
  archive: { id: 1, name: "aurora_archive01" },
} as const;

export type VolumeKey = keyof typeof VOLUMES;

/** What precedes `packages/` in a path on that volume. */
export const volumePrefix = (volume: VolumeKey): string => (volume === "DEFAULT" ? "" : `vol/${VOLUMES[volume].name}/`);

export const VOLUME_ROWS = Object.values(VOLUMES);
