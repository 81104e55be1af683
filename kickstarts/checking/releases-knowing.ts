import { optionIndex } from "../options/command-facts.ts";
import { allReleases, type Release } from "../releases.ts";

/** The releases in which a command, or an option of it, has its effect: `F43 to F45 and RHEL11`; null when none does. */
export function releasesKnowing(command: string, option: string | null = null): string | null {
  const knowing = allReleases().filter((release) => knows(release, command, option));
  const stretches = (["Fedora", "RHEL"] as const).flatMap((family) => {
    const names = knowing.filter((release) => release.family === family).map(({ name }) => name);
    const [first] = names;
    return first === undefined ? [] : [names.length === 1 ? first : `${first} to ${names.at(-1)}`];
  });
  return stretches.length === 0 ? null : stretches.join(" and ");
}

/** Whether the release takes the command and does something with it. */
export function knows(release: Release, command: string, option: string | null = null): boolean {
  const facts = release.commands.get(command);
  if (facts === undefined || facts.status !== undefined) return false;
  if (option === null) return true;
  const known = optionIndex(facts).byFlag.get(option)?.facts;
  return known !== undefined && known.removed !== true && known.deprecated !== true;
}
