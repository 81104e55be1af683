import type { Stretch } from "./cell.ts";
import type { Stream } from "./components.ts";

/** Which builds may match: those of some packages, of all, or of none. */
export type BuildScope = Stretch & {
  readonly images: "all" | ReadonlySet<number>;
  readonly streams: "all" | readonly Stream[];
  /** Of the bulk, or the index of one of its packages. */
  readonly bulk: "all" | "none" | number;
  /** Where they are only to be counted, and nothing else is asked of them but a state, null for any. */
  readonly counting: { readonly state: number | null } | null;
};
