import { isDeepStrictEqual } from "node:util";
import { type PolicyProblem, policyProblemText } from "./policy-problem.ts";
import { type PolicyFiles, readPolicyFiles } from "./policy-files.ts";
import { createPolicySet, type PolicySet } from "./policy-set.ts";

/** The policies in force. */
export type PolicyStore = {
  /** Those of now; the next ones take their place in one step. */
  readonly current: () => PolicySet;
  /** Looks whether the files are others now, and takes them when nothing is wrong with them. */
  readonly reload: () => void;
  /** Tells of rules that took the place of others, until what it gives is called. */
  readonly onChange: (listener: () => void) => () => void;
  readonly close: () => void;
};

type StoreOptions = {
  readonly folder: string;
  /** How often the folder is looked at; null for never. Looking works on any file system, being told of changes does not. */
  readonly everyMs: number | null;
  /** Told of each change: what is wrong with it, so that the rules before it stay in force; empty where nothing is. */
  readonly log: (problems: readonly PolicyProblem[]) => void;
};

/** Throws PolicyFilesError where the files cannot be read, or are wrong. */
export function openPolicyStore({ folder, everyMs, log }: StoreOptions): PolicyStore {
  const load = loader();
  let seen = filesOf(folder);
  const first = load(seen);
  if ("problems" in first) throw new PolicyFilesError(first.problems);
  let current = first.set;
  const reload = () => {
    const files = filesOf(folder);
    if (isDeepStrictEqual(files, seen)) return;
    seen = files;
    const next = load(files);
    if ("set" in next) {
      current = next.set;
      for (const listener of listeners) listener();
    }
    log("problems" in next ? next.problems : []);
  };
  const listeners = new Set<() => void>();
  const onChange = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const timer = everyMs === null ? null : setInterval(reload, everyMs).unref();
  return { current: () => current, reload, onChange, close: () => clearInterval(timer ?? undefined) };
}

/** Everything that is wrong with a folder of policies. */
export function policyFolderProblems(folder: string): readonly PolicyProblem[] {
  const loaded = loader()(filesOf(folder));
  return "problems" in loaded ? loaded.problems : [];
}

/** The rules that a process was to start with are wrong. */
export class PolicyFilesError extends Error {
  override readonly name = "PolicyFilesError";
  readonly problems: readonly PolicyProblem[];
  constructor(problems: readonly PolicyProblem[]) {
    super(problems.map(policyProblemText).join("\n"));
    this.problems = problems;
  }
}

type Seen = PolicyFiles | { readonly problems: readonly PolicyProblem[] };

const UNREADABLE: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such folder"],
  ["ENOTDIR", "it is no folder"],
  ["EACCES", "this user may not read it"],
]);

function filesOf(folder: string): Seen {
  try {
    const files = readPolicyFiles(folder);
    if (files.policies.size > 0) return files;
    return { problems: [{ file: folder, line: 1, message: "no *.cedar is in this folder." }] };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const why = UNREADABLE.get(code) ?? (error instanceof Error ? error.message : String(error));
    const message = `this cannot be read: ${why}; give the path of a folder with rules, *.cedar.`;
    return { problems: [{ file: folder, line: 1, message }] };
  }
}

let stores = 0;

/** Each store has three slots by turns: neither the set in force is written over nor the one before it. */
function loader(): (files: Seen) => ReturnType<typeof createPolicySet> {
  stores += 1;
  const store = stores;
  let turn = 0;
  return (files) => {
    const loaded = "problems" in files ? files : createPolicySet(files, `store ${store}, ${turn}`);
    if ("set" in loaded) turn = (turn + 1) % 3;
    return loaded;
  };
}
