/** A builder machine. `capacity` and `load` in Koji's task weights. */
export type Host = {
  readonly hub: string;
  readonly kojiId: number;
  readonly name: string;
  readonly arches: readonly string[];
  readonly enabled: boolean;
  readonly ready: boolean;
  readonly capacity: number;
  readonly load: number;
  readonly lastSeenAt: Date | null;
};

/** Builders that serve one kind of work. */
export type Channel = {
  readonly hub: string;
  readonly kojiId: number;
  readonly name: string;
  readonly description: string | null;
  readonly enabled: boolean;
};
