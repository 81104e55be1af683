import type { Stretch } from "./cell.ts";

/** Which tasks may match. */
export type TaskScope = Stretch & {
  /** Null: of any method. */
  readonly method: string | null;
  readonly bulk: boolean;
  readonly parentsOnly: boolean;
  /** Where they are only to be counted, and nothing else is asked of them but states, null for any. */
  readonly counting: { readonly states: readonly unknown[] | null } | null;
};
