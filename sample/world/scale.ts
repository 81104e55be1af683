import { SLOTS } from "./calendar.ts";
import { COMPONENTS } from "./components.ts";
import { type ImageTable, imageTable, IMAGES } from "./images.ts";
import { IMAGE_ARCHES, moreImages } from "./more-images.ts";

/** How much there is in a world, at its start. What is left out follows from the rest. */
export type WorldSize = {
  /** With the names, methods and stories of the sample's own 36, over and over. */
  readonly images?: number;
  /** What every image is built for, among x86_64, aarch64, ppc64le and s390x; else each as its model in the sample. */
  readonly arches?: readonly string[];
  /** So many nights lie before the start; 12. */
  readonly nights?: number;
  /** The newest build's id, about: what images do not take are builds of rpms. A task has 48.6 times that, as Fedora's. */
  readonly builds?: number;
};

/** A world's numbers and names, before there is a day in it. */
export type Scale = {
  readonly images: ImageTable;
  readonly nights: number;
  /** After so many days a good build leaves its tags, and is deleted a day later; Infinity: those with such a story alone. */
  readonly keptDays: number;
  /** Package ids: first the images, then what they are made from, then those that nothing is made from. */
  readonly firstComponentId: number;
  /** Null: the sample as it is by itself, its ids packed as tightly as its days allow. */
  readonly spread: Spread | null;
};

/** Places within a day's ids: attempts first, each with room for `block` tasks; then rpm builds, repos, and bulk. */
export type Spread = {
  readonly attempts: number;
  readonly block: number;
  readonly tasksADay: number;
  readonly buildsADay: number;
  /** Builds of the bulk in a day, 0 for a world without, and of how many packages they are. */
  readonly bulkBuilds: number;
  readonly bulkPackages: number;
};

const NIGHTS = 12;
const KEPT_DAYS = 30;
const MOST_IMAGES = 5000;
/** An rpm's id has room for the versions of as many days. */
const MOST_NIGHTS = 5000;
/** Of Fedora's hub in November 2025: 139,004,033 tasks and 2,860,061 builds. */
const TASKS_A_BUILD = 48.6;
const BULK_PACKAGES = 25_000;
/** Every build of the bulk comes from so many tasks; the bulk's others are scratch builds. */
export const BULK_TASKS_A_BUILD = 6;

/** Days before the first night in which the rpms of the first images were built: none is older than this. */
export const DAYS_BEFORE = 400;
/** More rpm builds than a day ever sees, tasks of those that were built here, and tasks of a day's repos. */
export const RPM_BUILDS_A_DAY = 128;
export const RPM_TASKS_A_DAY = 48;
export const REPO_TASKS_A_DAY = 96;

export const SMALL: Scale = {
  images: imageTable(IMAGES),
  nights: NIGHTS,
  keptDays: Infinity,
  firstComponentId: 1000,
  spread: null,
};

/** Throws a RangeError for a size that the sample cannot have. */
export function scaleOf(size: WorldSize): Scale {
  const { images: count = IMAGES.length, arches = null, nights = NIGHTS, builds = 0 } = size;
  need("images", count, MOST_IMAGES);
  need("nights", nights, MOST_NIGHTS);
  const strange = arches?.find((arch) => !IMAGE_ARCHES.includes(arch));
  if (strange !== undefined || arches?.length === 0)
    throw new RangeError(`The sample hub builds images for ${IMAGE_ARCHES.join(", ")}, not for ${strange ?? "none"}.`);
  const images = imageTable(moreImages(count, arches));
  return {
    images,
    nights,
    keptDays: KEPT_DAYS,
    // Fewer than a thousand components, counted from a round number.
    firstComponentId: Math.ceil((count + 2) / 1000) * 1000,
    spread: spreadOf(images, nights, builds),
  };
}

function need(what: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new RangeError(`The sample hub can have 1 to ${most} ${what}, not ${value}.`);
}

function spreadOf(images: ImageTable, nights: number, builds: number): Spread {
  const attempts = images.all.reduce((sum, { releases }) => sum + releases.length, SLOTS);
  // The parent, one for each arch, and the one that tags.
  const block = Math.max(...images.all.map(({ arches }) => arches.length)) + 2;
  const ownBuilds = attempts + RPM_BUILDS_A_DAY;
  const ownTasks = attempts * block + RPM_TASKS_A_DAY + REPO_TASKS_A_DAY;
  const days = nights + DAYS_BEFORE + 1;
  const bulk = Math.max(0, Math.floor(builds / days) - ownBuilds);
  const bulkTasks = Math.max(bulk * BULK_TASKS_A_BUILD, Math.floor((builds * TASKS_A_BUILD) / days) - ownTasks);
  return {
    attempts,
    block,
    buildsADay: ownBuilds + bulk,
    tasksADay: bulk === 0 ? ownTasks : ownTasks + bulkTasks,
    bulkBuilds: bulk,
    bulkPackages: Math.min(BULK_PACKAGES, Math.ceil((bulk * days) / 100)),
  };
}

/** Package ids of the bulk begin after the components'. */
export const firstBulkPackageId = ({ firstComponentId }: Scale): number =>
  firstComponentId + Math.ceil(COMPONENTS.length / 1000) * 1000;
