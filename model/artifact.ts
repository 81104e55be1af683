/** koji.CHECKSUM_TYPES, by Koji's number. */
export const CHECKSUM_ALGORITHMS = ["MD5", "SHA1", "SHA256"] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** One file of an image build. */
export type Artifact = {
  readonly hub: string;
  readonly kojiId: number;
  readonly buildId: number;
  readonly filename: string;
  /** Koji's archive type name: `iso`, `qcow2`, `raw-xz` … */
  readonly format: string;
  readonly arch: string | null;
  /** Bytes. */
  readonly size: number;
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
};

/**
 * Formats of what lies beside images and is none: sources and descriptions (`ks`, `xml`: libvirt's and Oz's), kiwi's lists
 * (`changes`, `packages`, `verified`), checksums and signatures. By Koji's archive types: whatever is not here is an
 * image, or a part of one, as kernels are; new types mostly are.
 */
const COMPANION_FORMATS: ReadonlySet<string> = new Set(
  "ks cfg ini xml xmlcompressed json yaml txt changes packages verified checksum sig key".split(" "),
);

/** Whether a file of an image build is an image, no companion of one. */
export const isImageFile = ({ format }: Pick<Artifact, "format">): boolean => !COMPANION_FORMATS.has(format);

/** An rpm inside an image. */
export type Rpm = {
  readonly hub: string;
  readonly kojiId: number;
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch: number | null;
  readonly arch: string;
  /** Bytes, of the rpm itself. */
  readonly size: number;
  /** Null for an rpm from outside the hub. */
  readonly buildId: number | null;
};

/** A log of a task or of a finished build. */
export type LogFile = {
  readonly hub: string;
  readonly name: string;
  readonly arch: string | null;
  readonly url: string;
  /** Bytes; null where the hub does not tell. */
  readonly size: number | null;
  /** Whose output it is; null for a log that went to its build. */
  readonly output: { readonly taskId: number; readonly volume: string } | null;
};

/** A file that a task left behind, and on which of Koji's volumes. `size` in bytes. */
export type TaskOutput = {
  readonly name: string;
  readonly volume: string;
  readonly size: number;
  readonly url: string;
};
