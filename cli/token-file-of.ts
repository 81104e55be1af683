import { loadConfiguration } from "../config/load-configuration.ts";
import { EXIT, type ExitStatus } from "./exit-status.ts";
import { tellProblems } from "./setup.ts";

export type Where = { readonly tokens?: string; readonly config?: string; readonly json?: true };

/** A value, or the status to end with once it was told why there is none. */
export type Told<T> = { readonly value: T } | { readonly status: ExitStatus };

/** The file of tokens; the configuration's need not be there yet. */
export function tokenFileOf({ tokens, config = "" }: Where): Told<string> {
  if (tokens !== undefined) return { value: tokens };
  const configured = loadConfiguration({ config: config || null, host: null, port: null, logLevel: null });
  if ("problems" in configured) {
    tellProblems(configured.problems);
    return { status: EXIT.no };
  }
  const file = configured.configuration.identity?.tokens ?? null;
  if (file !== null) return { value: file };
  console.error("No file of tokens is configured; give --tokens FILE, or identity.tokens in the configuration.");
  return { status: EXIT.wrongUsage };
}
