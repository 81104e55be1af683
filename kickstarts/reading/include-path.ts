import { posix } from "node:path";

/** What an include's words lead to. */
export type IncludeTarget =
  | { readonly kind: "file"; readonly path: string }
  /** `://` in it: pykickstart would fetch it, we do not. */
  | { readonly kind: "address" }
  /** Absolute, or above the top of the repository. */
  | { readonly kind: "outside" };

/** Relative to the folder of the including file, as pykickstart and Koji's builder resolve it. */
export function includeTarget(includingFile: string, written: string): IncludeTarget {
  if (written.includes("://")) return { kind: "address" };
  if (written.startsWith("/")) return { kind: "outside" };
  const path = posix.normalize(posix.join(posix.dirname(includingFile), written));
  return path === ".." || path.startsWith("../") ? { kind: "outside" } : { kind: "file", path };
}
