/** What an image is made from, as its request says it. */
export type ImageSource =
  | {
      readonly kind: "kickstart";
      /** Inside the repository; inside the hub's files (`work/cli-livemedia/…`) where it was uploaded. */
      readonly path: string;
      /** To clone, without credentials; null for an uploaded kickstart. */
      readonly repository: string | null;
      /** Branch, tag or commit, without `origin/`; null for an uploaded kickstart. */
      readonly ref: string | null;
      /** The ref where it is a whole commit hash. */
      readonly commit: string | null;
    }
  | {
      readonly kind: "kiwi";
      /** As in the request, without credentials. */
      readonly descriptionUrl: string;
      readonly descriptionPath: string;
      readonly profile: string | null;
    }
  | { readonly kind: "osbuild"; readonly distro: string | null; readonly imageType: string };

/** What an image task was asked for. A word that is not in the request, or is no word, is null. */
export type ImageRequest = {
  /** kiwiBuild does not say: its name stands in the description. */
  readonly name: string | null;
  readonly version: string | null;
  readonly release: string | null;
  /** Empty when the request leaves them to the build tag; one for the task of one arch. */
  readonly arches: readonly string[];
  /** Those that may fail without failing the build. */
  readonly optionalArches: readonly string[];
  readonly target: string | null;
  readonly scratch: boolean;
  readonly source: ImageSource | null;
};
