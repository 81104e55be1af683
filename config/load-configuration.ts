import { type Configured, configure } from "./configure.ts";
import { readEnvironment } from "./environment.ts";
import { diskFiles } from "./files.ts";
import type { Flags } from "./overrides.ts";

/** The configuration of this process: these flags, its environment, this machine's files. */
export const loadConfiguration = (flags: Flags): Configured =>
  configure({ flags, environment: readEnvironment(), files: diskFiles, etc: "/etc" });
