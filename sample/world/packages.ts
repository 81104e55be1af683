import { COMPONENTS } from "./components.ts";
import { BLOCKED_IMAGE } from "./images.ts";
import type { Tag } from "./releases.ts";
import { firstBulkPackageId, type Scale } from "./scale.ts";

export type Package = { readonly id: number; readonly name: string };

/** Images first, then the blocked one, then what they are made from, then what nothing is made from. */
export type PackageTable = {
  readonly all: () => readonly Package[];
  readonly find: (nameOrId: string | number) => Package | null;
};

export function packageTable(scale: Scale): PackageTable {
  const { images, firstComponentId } = scale;
  const own: readonly Package[] = [
    ...images.all.map(({ id, name }) => ({ id, name })),
    { id: images.all.length + 1, name: BLOCKED_IMAGE },
    ...COMPONENTS.map(({ index, name }) => ({ id: firstComponentId + index, name })),
  ];
  const byName = new Map(own.map((one) => [one.name, one]));
  const byId = new Map(own.map((one) => [one.id, one]));
  const bulk = bulkTable(scale);
  return {
    all: () => [...own, ...bulk.all()],
    find: (key) => (typeof key === "number" ? byId.get(key) : byName.get(key)) ?? bulk.find(key),
  };
}

const BULK_NAME = /^package-(\d{5})$/u;

export const bulkPackageName = (index: number): string => `package-${String(index).padStart(5, "0")}`;

/** Names and ids of the bulk follow from each other. */
function bulkTable(scale: Scale): PackageTable {
  const first = firstBulkPackageId(scale);
  const count = scale.spread?.bulkPackages ?? 0;
  const at = (index: number): Package | null =>
    index >= 0 && index < count ? { id: first + index, name: bulkPackageName(index) } : null;
  return {
    all: () => Array.from({ length: count }, (_, index) => ({ id: first + index, name: bulkPackageName(index) })),
    find: (key) => at(typeof key === "number" ? key - first : Number(BULK_NAME.exec(key)?.[1] ?? -1)),
  };
}

/** A package in the list of a tag. */
export type Listing = { readonly name: string; readonly owner: string; readonly blocked: boolean };

const COMPONENT_OWNER = "kojiadmin";

/** In this tag itself, not in what it inherits from: packages are listed in the releases' own tags. */
export function listingOf({ images, packages }: Packaging, tag: Tag, name: string): Listing | null {
  if (tag.name !== tag.release.name) return null;
  if (name === BLOCKED_IMAGE) return { name, owner: "bob", blocked: true };
  const image = images.find(name);
  if (image === null) return packages.find(name) === null ? null : { name, owner: COMPONENT_OWNER, blocked: false };
  return image.releases.includes(tag.release.name) ? { name, owner: image.owner, blocked: false } : null;
}

/** The part of a world that tells its packages. */
export type Packaging = { readonly images: Scale["images"]; readonly packages: PackageTable };

/** All of them, images first. */
export const listingsOf = (packaging: Packaging, tag: Tag): readonly Listing[] =>
  packaging.packages.all().flatMap(({ name }) => listingOf(packaging, tag, name) ?? []);
