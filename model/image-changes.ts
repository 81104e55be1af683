import { type Artifact, isImageFile, type Rpm } from "./artifact.ts";
import type { Build } from "./build.ts";
import { groupBy } from "./group-by.ts";
import { compareRpmVersions, rpmVersionText } from "./rpm-version.ts";

/** Two builds of one image, to be compared. */
export type ImageChanges = { readonly from: Build; readonly to: Build };

/** An rpm as far as its place in an image matters; `arch` is the rpm's own. */
export type Package = Pick<Rpm, "name" | "epoch" | "version" | "release" | "arch">;

export type ChangeKind = "ADDED" | "REMOVED" | "UPGRADED" | "DOWNGRADED";

/** `arch` is the image's. `before` and `after`: `[epoch:]version-release`. */
export type PackageChange = {
  readonly name: string;
  readonly arch: string;
  readonly kind: ChangeKind;
  readonly before: string | null;
  readonly after: string | null;
};

/** Bytes of all image files of a format, null where there is none. */
export type SizeChange = {
  readonly arch: string;
  readonly format: string;
  readonly before: number | null;
  readonly after: number | null;
};

/** One file of each build that tells what an arch holds. */
export type ComparedArch = { readonly arch: string; readonly before: Artifact; readonly after: Artifact };

/**
 * The arches that both builds have images of, with the files to read the rpms of. All files of an arch hold the same
 * rpms where Koji's own builders make them; a content generator's may not, so files of one format are compared.
 */
export function comparedArches(from: readonly Artifact[], to: readonly Artifact[]): readonly ComparedArch[] {
  const [before, after] = [imagesByArch(from), imagesByArch(to)];
  return [...before].flatMap(([arch, files]) => {
    const others = after.get(arch);
    if (others === undefined) return [];
    const alike = files.find(({ format }) => others.some((other) => other.format === format)) ?? files[0];
    const other = others.find(({ format }) => format === alike?.format) ?? others[0];
    return alike && other ? [{ arch, before: alike, after: other }] : [];
  });
}

/** Koji knows the arch of every image (schemas/schema.sql, image_archives); without one it could be for any. */
const imagesByArch = (files: readonly Artifact[]) => groupBy(files.filter(isImageFile), ({ arch }) => arch ?? "noarch");

/** By arch and format, companions of images left out; what kept its size among them. */
export function sizeChanges(from: readonly Artifact[], to: readonly Artifact[]): readonly SizeChange[] {
  const [before, after] = [imagesByArch(from), imagesByArch(to)];
  const arches = union([...before.keys()], [...after.keys()]).toSorted(compareTexts);
  return arches.flatMap((arch) => {
    const [old, now] = [sizes(before.get(arch) ?? []), sizes(after.get(arch) ?? [])];
    return union([...old.keys()], [...now.keys()])
      .toSorted(compareTexts)
      .map((format) => ({ arch, format, before: old.get(format) ?? null, after: now.get(format) ?? null }));
  });
}

function sizes(files: readonly Artifact[]): ReadonlyMap<string, number> {
  const byFormat = groupBy(files, ({ format }) => format);
  return new Map([...byFormat].map(([format, alike]) => [format, alike.reduce((sum, { size }) => sum + size, 0)]));
}

/**
 * What changed on one arch, by name. An rpm that stands in the image for several arches of its own changes once where all
 * change alike.
 */
export function packageChanges(
  arch: string,
  before: readonly Package[],
  after: readonly Package[],
): readonly PackageChange[] {
  const [old, now] = [groupBy(before, nameOf), groupBy(after, nameOf)];
  return union([...old.keys()], [...now.keys()])
    .toSorted(compareTexts)
    .flatMap((name) => {
      const steps = stepsOf(old.get(name) ?? [], now.get(name) ?? []).map(([was, is]) => ({
        name,
        arch,
        kind: kindOf(was, is),
        before: was && rpmVersionText(was),
        after: is && rpmVersionText(is),
      }));
      return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
    });
}

const nameOf = ({ name }: Package) => name;

type Step = readonly [was: Package, is: Package | null] | readonly [was: null, is: Package];

/** For each arch of the rpm that both have; and once for the others, whose rpms went from one arch to another, or noarch. */
function stepsOf(before: readonly Package[], after: readonly Package[]): readonly Step[] {
  const [old, now] = [groupBy(before, archOf), groupBy(after, archOf)];
  const shared = [...old].flatMap(([arch, packages]) => (now.has(arch) ? pairs(packages, now.get(arch) ?? []) : []));
  const moved = pairs(
    before.filter(({ arch }) => !now.has(arch)),
    after.filter(({ arch }) => !old.has(arch)),
  );
  return [...shared, ...moved];
}

const archOf = ({ arch }: Package) => arch;

/** Of several versions side by side, as kernels stand, those on both sides did not change; the newest follows the newest. */
function pairs(before: readonly Package[], after: readonly Package[]): readonly Step[] {
  const [gone, come] = [newestFirst(without(before, after)), newestFirst(without(after, before))];
  return [
    ...gone.map((was, index) => [was, come[index] ?? null] as const),
    ...come.slice(gone.length).map((is) => [null, is] as const),
  ];
}

const without = (some: readonly Package[], others: readonly Package[]) =>
  some.filter((one) => others.every((other) => compareRpmVersions(one, other) !== 0));

const newestFirst = (packages: readonly Package[]) => packages.toSorted((a, b) => compareRpmVersions(b, a));

function kindOf(was: Package | null, is: Package | null): ChangeKind {
  if (was === null) return "ADDED";
  if (is === null) return "REMOVED";
  return compareRpmVersions(was, is) < 0 ? "UPGRADED" : "DOWNGRADED";
}

const union = <T>(some: readonly T[], others: readonly T[]): readonly T[] => [...new Set([...some, ...others])];

const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
