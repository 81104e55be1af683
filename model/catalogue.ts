import type { ImageDefinition } from "./image-definition.ts";
import type { ImageMethod } from "./image-method.ts";

/** What ought to be built, in the order in which the catalogue lists it. Names are unique. */
export type Catalogue = readonly CatalogueImage[];

export type CatalogueImage = {
  /** The Koji package that the image's builds belong to. */
  readonly name: string;
  /** The hub it is built on, by its configured name; null for the first. */
  readonly hub: string | null;
  readonly summary: string | null;
  /** Who answers for it: a SIG. */
  readonly group: string | null;
  /** An address of those people, as they wrote it. */
  readonly contact: string | null;
  readonly stage: ImageStage;
  readonly method: Exclude<ImageMethod, "OTHER">;
  /** At least one. */
  readonly targets: readonly CatalogueTarget[];
  readonly definition: ImageDefinition | null;
  /** How old the newest good image may become; null for any age. */
  readonly staleAfterMs: number | null;
  readonly retention: RetentionRule | null;
  /** What becomes of a good image, for people. */
  readonly afterwards: string | null;
};

export const IMAGE_STAGES = ["production", "test"] as const;
export type ImageStage = (typeof IMAGE_STAGES)[number];

export type CatalogueTarget = {
  /** A build target of the hub: `f45-compose`. */
  readonly name: string;
  /** Every arch that ought to be built; at least one. */
  readonly arches: readonly string[];
  /** Those of `arches` that may fail without failing the image. */
  readonly optionalArches: readonly string[];
};

/** A build is kept when either rule keeps it. At least one is given. */
export type RetentionRule = {
  /** The newest so many finished builds. */
  readonly keepLast: number | null;
  /** Every build finished within so many days. */
  readonly keepDays: number | null;
};
