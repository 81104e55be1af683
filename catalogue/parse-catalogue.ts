import { plainName } from "../config/settings/kinds.ts";
import { type Problem, sortProblems } from "../config/settings/problem.ts";
import { readYaml } from "../config/settings/read-yaml.ts";
import { type Reading, readSetting } from "../config/settings/section.ts";
import type { Catalogue } from "../model/catalogue.ts";
import { readImage } from "./read-image.ts";

/**
 * The images of an images.yaml, or every problem of it with its line. Never throws. `file` is for problems;
 * `hubs`: the names of the configured ones, null when any name will do.
 */
export function parseCatalogue(
  text: string,
  file: string,
  hubs: readonly string[] | null = null,
): { catalogue: Catalogue } | { problems: readonly Problem[] } {
  const yaml = readYaml(text, file);
  if ("problems" in yaml) return yaml;
  const reading: Reading = { problems: [], settings: [] };
  const catalogue = readSetting(reading, "", yaml.root, (root) =>
    root.section("images", (images) =>
      images.each((name, image) => {
        if (plainName.parse(name) === null) image.problem(null, `${image.name} is no Koji package; ${plainName.cure}.`);
        return readImage(name, image, hubs);
      }),
    ),
  );
  return reading.problems.length > 0 ? { problems: sortProblems(reading.problems) } : { catalogue };
}
