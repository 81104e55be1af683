/** What an image is made from, as the catalogue or a task's request names it. */
export type ImageDefinition = KickstartDefinition | KiwiDefinition | OsbuildDefinition;

export type KickstartDefinition = {
  readonly kind: "kickstart";
  /** Inside the repository, with forward slashes: `fedora-live-kde.ks`. */
  readonly path: string;
  /** The name of a configured kickstart repository. */
  readonly repository: string | null;
  /** A branch, tag or commit; null for the repository's default. */
  readonly ref: string | null;
};

export type KiwiDefinition = {
  readonly kind: "kiwi";
  /** Koji's SCM address: `git+https://example.org/descriptions.git#main`. */
  readonly descriptionUrl: string;
  /** The folder or file of the description inside it. */
  readonly descriptionPath: string;
  readonly profile: string | null;
};

/** For osbuild and image-builder alike. */
export type OsbuildDefinition = {
  readonly kind: "osbuild";
  readonly distro: string | null;
  readonly imageType: string;
};
