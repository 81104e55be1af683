import type { Provenance } from "../../loaders/provenance.ts";
import type { Viewer } from "../../model/viewer.ts";

/** One walk of a question through GraphQL; the gateway's plugins write into it what cannot be seen in the answer. */
export type Execution = {
  /** Whether it takes nothing old, as what is made behind an old answer. */
  readonly current: boolean;
  /** What the answer is made of, so far; null until it begins. */
  madeOf: Provenance | null;
  /** Whether the answer is data and nothing else. */
  plain: boolean;
  /** Whether something that it has used has changed since. */
  outdated: boolean;
};

export const createExecution = (current: boolean): Execution => ({
  current,
  madeOf: null,
  plain: false,
  outdated: false,
});

/** What Yoga is told besides the request. `execution`: of an answer that others may get too, and so of nobody's question. */
export type ServerContext = { readonly viewer?: Viewer; readonly execution?: Execution };
