/** Who is asking. Nobody who signed in: `name` null, no groups. */
export type Viewer = { readonly name: string | null; readonly groups: readonly string[] };

export const ANONYMOUS: Viewer = { name: null, groups: [] };
