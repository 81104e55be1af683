import type { KickstartInclude, KickstartPlace } from "../../model/kickstart.ts";
import { decodeFile, linesOf, type Lines } from "./file-text.ts";
import { includeTarget } from "./include-path.ts";
import { error, quoted, warning, type Finding } from "../problem.ts";
import { report, type Reading } from "./reading.ts";

/** pykickstart itself gives up somewhat above, when Python's stack ends. */
const MAX_DEPTH = 150;

export type IncludeLine = Pick<KickstartInclude, "directive" | "written" | "text" | "inSection"> & {
  readonly place: KickstartPlace;
};

/**
 * Finds the file that an include names and notes the include. Null, with a problem told, where it cannot be followed.
 * Whatever leads out of the repository is refused, and addresses are not fetched.
 */
export function followInclude(reading: Reading, include: IncludeLine): Lines | null {
  const target = includeTarget(include.place.file, include.written);
  const path = target.kind === "file" ? target.path : null;
  const finding = refusal(reading, include, path) ?? (path === null ? notInside(include, target.kind) : null);
  const text = finding === null && path !== null ? readText(reading, path, include) : null;
  const node: KickstartInclude = {
    file: include.place.file,
    line: include.place.line,
    includedBy: include.place.includedBy,
    kind: "include",
    directive: include.directive,
    written: include.written,
    text: include.text,
    path,
    found: text !== null,
    inSection: include.inSection,
  };
  reading.includes.push(node);
  reading.nodes.push(node);
  if (finding !== null) report(reading, include.place, finding);
  return text === null || path === null ? null : linesOf(text, path, node);
}

function notInside({ written }: IncludeLine, kind: string): Finding {
  if (kind === "address")
    return warning(
      "include-not-fetched",
      `${quoted(written)} is not fetched, so what it includes is not known here: put a copy into the repository to have it checked.`,
    );
  return error(
    "include-outside",
    `${quoted(written)} is outside the repository: whoever builds from it has no such file. Put the file into the repository and name it relative to this one.`,
  );
}

function refusal(reading: Reading, { place, written }: IncludeLine, path: string | null): Finding | null {
  if (path === null) return null;
  const chain = [place.file];
  for (let at = place.includedBy; at !== null; at = at.includedBy) chain.push(at.file);
  if (chain.includes(path))
    return error(
      "include-cycle",
      `${quoted(written)} includes itself: ${cycle(chain, path)}. Remove one of the includes.`,
    );
  if (chain.length > MAX_DEPTH)
    return error("include-depth", `Includes are more than ${MAX_DEPTH} deep here: include the file further up.`);
  reading.inclusionsLeft -= 1;
  if (reading.inclusionsLeft < 0 || reading.charactersLeft < 0)
    return error("too-large", "With its includes the kickstart becomes too large to be read: include less.");
  return null;
}

function cycle(chain: readonly string[], path: string): string {
  const round = [path, ...chain.slice(0, chain.indexOf(path) + 1)].reverse();
  return round.length > 8 ? [...round.slice(0, 4), "…", ...round.slice(-3)].join(" → ") : round.join(" → ");
}

/** Null where the file is missing or no text. */
function readText(reading: Reading, path: string, { written, place }: IncludeLine): string | null {
  const known = reading.files.get(path) ?? null;
  const text = known ?? loadText(reading, path, place);
  if (text === null)
    report(
      reading,
      place,
      error(
        "missing-include",
        `There is no file ${quoted(written)}${elsewhere(path, written)}: correct the name, or add the file.`,
      ),
    );
  else reading.charactersLeft -= text.length;
  return text;
}

const elsewhere = (path: string, written: string) => (path === written ? "" : ` (${path} of the repository)`);

/** Reads a file for the first time; one that is no text is told and taken for empty. */
export function loadText(reading: Reading, path: string, includedBy: KickstartPlace | null): string | null {
  const content = reading.read(path);
  if (content === null) return null;
  const { text, brokenAt } = decodeFile(content);
  if (brokenAt !== null) report(reading, { file: path, line: brokenAt, includedBy }, NO_TEXT);
  reading.files.set(path, brokenAt === null ? text : "");
  return brokenAt === null ? text : "";
}

const NO_TEXT = error("no-text", "The file is no text in UTF-8: convert it, or include another one.");
