import { parseCatalogue } from "../catalogue/parse-catalogue.ts";
import type { Configuration } from "../config/configuration.ts";
import { loadConfiguration } from "../config/load-configuration.ts";
import type { Flags } from "../config/overrides.ts";
import { type Problem, problemText } from "../config/settings/problem.ts";
import type { EffectiveSetting } from "../config/settings/section.ts";
import { tokenFileProblems } from "../identity/token-store.ts";
import type { Catalogue } from "../model/catalogue.ts";
import { policyFolderProblems } from "../policies/policy-store.ts";

/** What the gateway runs with. `catalogue`: null when none is configured. */
export type Setup = {
  readonly configuration: Configuration;
  readonly settings: readonly EffectiveSetting[];
  readonly catalogue: Catalogue | null;
};

/** Configuration, catalogue, policies and tokens of this process, or the problems of all of them at once. `variables` go over its environment. */
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
  const wrong = [...problemsOfPolicies(configuration), ...problemsOfTokens(configuration)];
  const read = catalogueOf(configuration);
  if ("problems" in read) return { problems: [...read.problems, ...wrong] };
  return wrong.length > 0 ? { problems: wrong } : { configuration, settings, ...read };
}

function catalogueOf(configuration: Configuration): Pick<Setup, "catalogue"> | { problems: readonly Problem[] } {
  if (configuration.catalogue === null) return { catalogue: null };
  // Without a hub there will be a sample hub, which is whatever hub an image names.
  const hubs = configuration.hubs.length === 0 ? null : configuration.hubs.map(({ name }) => name);
  return parseCatalogue(configuration.catalogue.text, configuration.catalogue.file, hubs);
}

const problemsOfPolicies = ({ policies }: Configuration): readonly Problem[] =>
  policies === null
    ? []
    : policyFolderProblems(policies).map(({ file, line, message }) => ({ source: { file, line }, message }));

const problemsOfTokens = ({ identity }: Configuration): readonly Problem[] =>
  identity === null || identity.tokens === null
    ? []
    : tokenFileProblems(identity.tokens).map(({ file, line, message }) => ({ source: { file, line }, message }));

/** The problems on stderr, one in a line. */
export function tellProblems(problems: readonly Problem[]): void {
  for (const problem of problems) console.error(problemText(problem));
}
