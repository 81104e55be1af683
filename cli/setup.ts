import { parseCatalogue } from "../catalogue/parse-catalogue.ts";
import type { Configuration } from "../config/configuration.ts";
import { loadConfiguration } from "../config/load-configuration.ts";
import type { Flags } from "../config/overrides.ts";
import { type Problem, problemText } from "../config/settings/problem.ts";
import type { EffectiveSetting } from "../config/settings/section.ts";
import type { Catalogue } from "../model/catalogue.ts";

/** What the gateway runs with. `catalogue`: null when none is configured. */
export type Setup = {
  readonly configuration: Configuration;
  readonly settings: readonly EffectiveSetting[];
  readonly catalogue: Catalogue | null;
};

/** Configuration and catalogue of this process, or the problems of both at once. `variables` go over its environment. */
export function loadSetup(
  flags: Flags,
  variables: Parameters<typeof loadConfiguration>[1] = {},
): Setup | { problems: readonly Problem[] } {
  const configured = loadConfiguration(flags, variables);
  if ("problems" in configured) {
    const read = configured.catalogue && parseCatalogue(configured.catalogue.text, configured.catalogue.file);
    return { problems: [...configured.problems, ...(read && "problems" in read ? read.problems : [])] };
  }
  const { configuration, settings } = configured;
  if (configuration.catalogue === null) return { configuration, settings, catalogue: null };
  // Without a hub there will be a sample hub, which is whatever hub an image names.
  const hubs = configuration.hubs.length === 0 ? null : configuration.hubs.map(({ name }) => name);
  const read = parseCatalogue(configuration.catalogue.text, configuration.catalogue.file, hubs);
  return "problems" in read ? read : { configuration, settings, catalogue: read.catalogue };
}

/** The problems on stderr, one in a line. */
export function tellProblems(problems: readonly Problem[]): void {
  for (const problem of problems) console.error(problemText(problem));
}
