import type { CommandFacts } from "../options/command-facts.ts";
import { warning, type Finding } from "../problem.ts";
import type { OptionReading } from "../options/read-options.ts";
import type { Release } from "../releases.ts";
import { fading } from "./fading.ts";

/** Options that have no effect any more, or will have none some releases later. */
export function deprecatedOptions(
  release: Release,
  name: string,
  facts: CommandFacts,
  { used }: OptionReading,
): Finding[] {
  return [...used].flatMap((option) => {
    if (facts.options?.[option]?.removed === true) return [];
    const instead = fading(release, name, option);
    if (instead !== null) return [warning("deprecated-option", `${option} of ${name} goes out of use: ${instead}.`)];
    if (facts.options?.[option]?.deprecated !== true) return [];
    return [warning("deprecated-option", `${option} has no effect on ${name} in ${release.name}: remove it.`)];
  });
}
