import { suggestion } from "../options/suggestion.ts";
import { SECTIONS } from "../reading/section-facts.ts";
import { error, quoted, type Finding } from "../problem.ts";
import type { Release } from "../releases.ts";
import { successorOfCommand } from "./fading.ts";
import { knows, releasesKnowing } from "./releases-knowing.ts";

/** Says, in this order, which releases know it, which command may be meant, or what such a line may be. */
export function unknownCommand(release: Release, name: string): Finding {
  return error("unknown-command", `${release.name} knows no command ${quoted(name)}${cure(release, name)}`);
}

function cure(release: Release, name: string): string {
  if (name.startsWith("\uFEFF")) return ": remove the byte order mark at the beginning of the file.";
  const releases = name.startsWith("%") ? null : releasesKnowing(name);
  const instead = successorOfCommand(name);
  if (releases !== null) return `, ${releases} do: ${instead ?? "remove it, or check for another release"}.`;
  if (instead !== null || release.commands.has(name)) return ` any more: ${instead ?? "remove it"}.`;
  const known = [...release.commands.keys(), ...SECTIONS.keys()].filter(
    (each) => each.startsWith("%") || knows(release, each),
  );
  return suggestion(name, known) ?? ": remove it; lines of a script belong between %post and %end.";
}
