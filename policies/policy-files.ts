import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The texts of a folder of policies. */
export type PolicyFiles = {
  /** By path, in the order of their names: every `*.cedar`. */
  readonly policies: ReadonlyMap<string, string>;
  /** `freezes.yaml`; null where there is none. */
  readonly freezes: { readonly file: string; readonly text: string } | null;
};

export const FREEZES = "freezes.yaml";

/** Throws what Node throws where the folder or a file of it cannot be read. */
export function readPolicyFiles(folder: string): PolicyFiles {
  const names = readdirSync(folder).toSorted();
  const read = (name: string): [string, string] => [join(folder, name), readFileSync(join(folder, name), "utf8")];
  const [file, text] = names.includes(FREEZES) ? read(FREEZES) : [];
  return {
    policies: new Map(names.filter((name) => name.endsWith(".cedar")).map(read)),
    freezes: file === undefined || text === undefined ? null : { file, text },
  };
}
