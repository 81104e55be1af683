import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What the configuration may know of a disk, so that it can be made without one. */
export type Files = {
  /** The text of a file, or why it cannot be read: `there is no such file`. */
  readonly read: (path: string) => { readonly text: string } | { readonly reason: string };
  /** The names of the files in a folder; null when there is no such folder, or it cannot be read. */
  readonly list: (folder: string) => readonly string[] | null;
};

export const diskFiles: Files = {
  read(path) {
    try {
      return { text: readFileSync(path, "utf8") };
    } catch (error) {
      return { reason: reasonOf(error) };
    }
  },
  list(folder) {
    try {
      return readdirSync(folder).filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile());
    } catch {
      return null;
    }
  },
};

const REASONS: ReadonlyMap<unknown, string> = new Map([
  ["ENOENT", "there is no such file"],
  ["ENOTDIR", "there is no such file"],
  ["EACCES", "the gateway may not read it"],
  ["EPERM", "the gateway may not read it"],
  ["EISDIR", "it is a folder"],
]);

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return REASONS.get(code) ?? `the system says ${typeof code === "string" ? code : "no"}`;
}
