/** Relay's paging arguments, as a caller gives them. */
export type PageArgs = {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
};

/** One page of a list. */
export type Page<T> = {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Where the next page starts when the last edge is not it: a search that stopped at its bound. */
  readonly endCursor?: string;
  /** Asks the hub; called only when the caller wants the number. */
  readonly totalCount: () => Promise<number>;
};
