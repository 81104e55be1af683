import { type Configured, configure } from "./configure.ts";
import { readEnvironment, type Variable } from "./environment.ts";
import { diskFiles } from "./files.ts";
import type { Flags } from "./overrides.ts";

/** The configuration of this process: these flags, its environment with `variables` over it, this machine's files. */
export function loadConfiguration(
  flags: Flags,
  variables: Partial<Readonly<Record<Variable, string>>> = {},
): Configured {
  const environment = readEnvironment();
  const all = { ...environment.variables, ...variables };
  return configure({ flags, environment: { ...environment, variables: all }, files: diskFiles, etc: "/etc" });
}
