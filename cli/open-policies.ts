import type { PolicySet } from "../policies/policy-set.ts";
import { loadSetup, tellProblems } from "./setup.ts";

export type OpenedPolicies = { readonly folder: string; readonly set: PolicySet };

/** The rules of a folder, of the configuration, or of this package. Null once what is wrong with them was told. */
export async function openPolicies({
  policies,
  config,
}: {
  readonly policies?: string;
  readonly config?: string;
}): Promise<OpenedPolicies | null> {
  const { defaultPolicyFolder } = await import("../policies/shipped-files.ts");
  const { openPolicyStore, PolicyFilesError } = await import("../policies/policy-store.ts");
  const folder = policies ?? configuredFolder(config ?? null);
  if (folder === undefined) return null;
  const used = folder ?? defaultPolicyFolder();
  try {
    return { folder: used, set: openPolicyStore({ folder: used, everyMs: null, log: () => undefined }).current() };
  } catch (error) {
    if (!(error instanceof PolicyFilesError)) throw error;
    console.error(error.message);
    return null;
  }
}

/** Null for none; undefined once the problems of the configuration were told. */
function configuredFolder(config: string | null): string | null | undefined {
  const setup = loadSetup({ config, host: null, port: null, logLevel: null });
  if (!("problems" in setup)) return setup.configuration.policies;
  tellProblems(setup.problems);
  return undefined;
}
