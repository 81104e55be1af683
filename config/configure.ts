import { dirname } from "node:path";
import type { CatalogueFile, Configuration } from "./configuration.ts";
import { deepFreeze } from "./deep-freeze.ts";
import type { Environment } from "./environment.ts";
import type { Files } from "./files.ts";
import { overrides, type Flags } from "./overrides.ts";
import { withProfile } from "./profile-hub.ts";
import { readConfiguration } from "./read-configuration.ts";
import { type Problem, sortProblems } from "./settings/problem.ts";
import { readYaml } from "./settings/read-yaml.ts";
import { type EffectiveSetting, type Reading, readSetting } from "./settings/section.ts";
import { entryOf, type MappingSetting, mappingSetting, withSetting } from "./settings/setting.ts";

/** What was given from outside. `etc`: where Koji's own configuration stands, `/etc`. */
export type Given = {
  readonly flags: Flags;
  readonly environment: Environment;
  readonly files: Files;
  readonly etc: string;
};

/**
 * The configuration, with every setting in force and where it comes from; or every problem at once. The catalogue's
 * text is handed on even then, where it could be read, so that its problems can be told together with these.
 */
export type Configured =
  | { readonly configuration: Configuration; readonly settings: readonly EffectiveSetting[] }
  | { readonly problems: readonly Problem[]; readonly catalogue: CatalogueFile | null };

/** Flags over environment over file over Koji profile over defaults. Reads nothing but what `files` lets it read. */
export function configure(given: Given): Configured {
  const reading: Reading = { problems: [], settings: [] };
  const file = readFile(given, reading.problems);
  const settings = withProfiles(withOverrides(file.root, given, reading.problems.length > 0), given, reading.problems);
  const disk = { files: given.files, folder: dirname(file.path), home: given.environment.home };
  const configuration = readSetting(reading, "", settings, (root) => readConfiguration(root, disk));
  if (reading.problems.length > 0) {
    return deepFreeze({ problems: sortProblems(reading.problems), catalogue: configuration.catalogue });
  }
  return deepFreeze({ configuration, settings: reading.settings });
}

/** The settings of the file that is named; none where no file is, or where it cannot be read. */
function readFile({ flags, environment, files }: Given, problems: Problem[]): { path: string; root: MappingSetting } {
  const name = flags.config === null ? "GATEWAY_CONFIG" : "--config";
  const path = flags.config ?? environment.variables.GATEWAY_CONFIG;
  const nothing = { path: path ?? "", root: mappingSetting([], { name }) };
  if (path === null) return nothing;
  const file = files.read(path);
  if ("reason" in file) {
    problems.push({
      source: { name },
      message: `${name} is ${JSON.stringify(path)}; it cannot be read: ${file.reason}.`,
    });
    return nothing;
  }
  const yaml = readYaml(file.text, path);
  if ("root" in yaml) return { path, root: yaml.root };
  problems.push(...yaml.problems);
  return nothing;
}

/** Where the file could not be read, nobody knows whether the hub that the variables speak of is whole. */
function withOverrides(root: MappingSetting, { flags, environment }: Given, fileIsBroken: boolean): MappingSetting {
  return overrides(flags, environment)
    .filter(({ path }) => !fileIsBroken || path[0] !== "hubs")
    .reduce((settings, { path, setting }) => withSetting(settings, path, setting), root);
}

function withProfiles(root: MappingSetting, { files, etc, environment }: Given, problems: Problem[]): MappingSetting {
  const hubs = entryOf(root, "hubs");
  if (hubs?.kind !== "mapping") return root;
  const places = { files, etc, home: environment.home };
  const entries = [...hubs.entries].map(([name, hub]) => {
    const merged = hub.kind === "mapping" ? withProfile(hub, places) : { hub };
    if ("hub" in merged) return [name, merged.hub] as const;
    problems.push(...merged.problems);
    return [name, hub] as const;
  });
  return withSetting(root, ["hubs"], mappingSetting(entries, hubs.source));
}
