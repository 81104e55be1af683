import { posix } from "node:path";
import { withoutCredentials } from "./credentials.ts";

/** Where a builder checks sources out from. */
export type SourceUrl = {
  /** To clone: without credentials, Koji's `git+` and a slash at the end. Other systems keep their `svn+`. */
  readonly repository: string;
  /** The directory inside the repository to work in; empty for its top. */
  readonly path: string;
  /** Branch, tag or commit; null where none is given, which a builder refuses. `origin/` is left out, as it adds nothing. */
  readonly ref: string | null;
};

const SOURCE_URL = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#\s]+)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is;

/** Reads `scheme://host/path/of/repository?directory#revision` (koji/daemon.py, SCM); null where it is no such thing. */
export function parseSourceUrl(text: string): SourceUrl | null {
  const parts = SOURCE_URL.exec(withoutCredentials(text.trim()));
  if (parts === null) return null;
  const [, scheme = "", host = "", path = "", directory = "", revision = ""] = parts;
  const ref = revision.replace(/^origin\//, "");
  return {
    repository: scheme.replace(/^git\+/i, "") + host + posix.normalize(`/${path}`).replace(/\/$/, ""),
    path: directory.replace(/\/+$/, ""),
    ref: ref === "" ? null : ref,
  };
}
