/** One kickstart file at one commit. */
export type KickstartFile = {
  /** The configured repository's name. */
  readonly repository: string;
  readonly commit: string;
  /** Inside the repository, with forward slashes. */
  readonly path: string;
};
