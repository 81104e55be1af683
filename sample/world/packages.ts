import { COMPONENTS } from "./components.ts";
import { BLOCKED_IMAGE, findImage, IMAGES } from "./images.ts";
import type { Tag } from "./releases.ts";

/** A package in the list of a tag. */
export type Listing = { readonly name: string; readonly owner: string; readonly blocked: boolean };

const COMPONENT_NAMES: ReadonlySet<string> = new Set(COMPONENTS.map(({ name }) => name));
const COMPONENT_OWNER = "kojiadmin";

/** In this tag itself, not in what it inherits from: packages are listed in the releases' own tags. */
export function listingOf(tag: Tag, name: string): Listing | null {
  if (tag.name !== tag.release.name) return null;
  if (name === BLOCKED_IMAGE) return { name, owner: "bob", blocked: true };
  if (COMPONENT_NAMES.has(name)) return { name, owner: COMPONENT_OWNER, blocked: false };
  const image = findImage(name);
  if (image === null || !image.releases.includes(tag.release.name)) return null;
  return { name, owner: image.owner, blocked: false };
}

/** All of them, images first. */
export function listingsOf(tag: Tag): readonly Listing[] {
  const names = [...IMAGES.map(({ name }) => name), BLOCKED_IMAGE, ...COMPONENTS.map(({ name }) => name)];
  return names.flatMap((name) => listingOf(tag, name) ?? []);
}
