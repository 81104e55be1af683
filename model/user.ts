/** A Koji account. */
export type User = { readonly kojiId: number | null; readonly name: string };
