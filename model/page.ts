/** Relay's paging arguments, as a caller gives them. */
export type PageArgs = {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
};

/** One page of a list. */
export type Page<T> = {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Where the next page starts when the last edge is not it: a search that stopped at its bound. */
  readonly endCursor?: string;
  /** The same for the page before, where the search went backwards. */
  readonly startCursor?: string;
  /** Asks the hub; called only when the caller wants the number. Null where the hub cannot count the list. */
  readonly totalCount: () => Promise<number | null>;
};
