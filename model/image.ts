/** A product that is built again and again on one hub; its name is the Koji package's. */
export type Image = { readonly hub: string; readonly name: string };

export const OWNER_SOURCES = ["CATALOGUE", "KOJI_PACKAGE", "REPOSITORY"] as const;
export type OwnerSource = (typeof OWNER_SOURCES)[number];

/** Who answers for an image, and where that is recorded. `contact`: an address for people. */
export type ImageOwner = { readonly name: string; readonly source: OwnerSource; readonly contact: string | null };
