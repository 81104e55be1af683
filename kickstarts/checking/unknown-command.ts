import { error, quoted, type Finding } from "../problem.ts";
import { releaseNamed, RELEASES, type Release } from "../releases.ts";
import { SUCCESSORS } from "./fading.ts";
import { suggestion } from "../options/suggestion.ts";

/** Says, in this order, where else the command is known, which one may be meant, or what such a line may be. */
export function unknownCommand(release: Release, name: string): Finding {
  return error("unknown-command", `${release.name} knows no command ${quoted(name)}${cure(release, name)}`);
}

function cure(release: Release, name: string): string {
  if (name.startsWith("\uFEFF")) return ": remove the byte order mark at the beginning of the file.";
  const elsewhere = RELEASES.filter((other) => isKnown(releaseNamed(other), name));
  const [first] = elsewhere;
  const successor = SUCCESSORS[name] ?? "remove it, or check for another release";
  if (first !== undefined)
    return `, though ${elsewhere.length === 1 ? first : `${first} to ${elsewhere.at(-1)}`} do: ${successor}.`;
  const status = release.commands.get(name)?.status;
  if (status === "unknown") return ` any more: ${SUCCESSORS[name] ?? "remove it"}.`;
  const known = [...release.commands].filter(([command]) => !command.startsWith("%") && isKnown(release, command));
  const near = suggestion(
    name,
    known.map(([command]) => command),
  );
  return near ?? ": remove it; lines of a script belong between %post and %end.";
}

function isKnown(release: Release | null, name: string): boolean {
  const facts = release?.commands.get(name);
  return facts !== undefined && facts.status !== "unknown" && facts.status !== "removed";
}
