/** A build target: what is built in `buildTag`'s environment ends in `destinationTag`. */
export type BuildTarget = {
  readonly hub: string;
  readonly kojiId: number;
  readonly name: string;
  readonly buildTag: TagName;
  readonly destinationTag: TagName;
};

export type TagName = { readonly kojiId: number; readonly name: string };

export type Tag = TagName & {
  readonly hub: string;
  /** Its own; empty where it has none. */
  readonly arches: readonly string[];
  readonly locked: boolean;
};
