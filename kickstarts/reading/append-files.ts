import type { KickstartPlace } from "../../model/kickstart.ts";
import type { Lines } from "./file-text.ts";
import { followInclude } from "./follow-include.ts";
import { error, warning } from "../problem.ts";
import { report, type Reading } from "./reading.ts";
import { isLineEnd, trim } from "./white-space.ts";

/**
 * Writes the files of %ksappend lines in their place, as Anaconda and ksvalidator do before they parse: as text, in
 * scripts and comments too, and without looking for further ones in what was written in. A last line without its end
 * runs into the line that follows.
 */
export function appendFiles(reading: Reading, lines: Lines): Lines {
  if (!lines.texts.some((line) => line.includes("%ksappend"))) return lines;
  const texts: string[] = [];
  const places: KickstartPlace[] = [];
  let unended: string[] = [];
  const add = (text: string, place: KickstartPlace) => {
    if (unended.length === 0) places.push(place);
    unended.push(text);
    if (!isLineEnd(text.charCodeAt(text.length - 1))) return;
    texts.push(unended.join(""));
    unended = [];
  };
  for (const [index, text] of lines.texts.entries()) {
    const place = lines.placeOf(index);
    if (!trim(text).startsWith("%ksappend")) add(text, place);
    else {
      const more = appended(reading, text, place);
      for (const [at, line] of more?.texts.entries() ?? []) add(line, more?.placeOf(at) ?? place);
    }
  }
  if (unended.length > 0) texts.push(unended.join(""));
  return { texts, placeOf: (index) => places[index] ?? lines.placeOf(0) };
}

/** pykickstart takes the word between the first two blanks. */
function appended(reading: Reading, text: string, place: KickstartPlace): Lines | null {
  const written = trim(text).split(" ")[1] ?? "";
  report(reading, place, written === "" ? NO_PATH : NOT_IN_KOJI);
  return written === ""
    ? null
    : followInclude(reading, { directive: "%ksappend", written, text, place, inSection: false });
}

const NO_PATH = error("include-without-path", "%ksappend names no file: write its path behind it, after one blank.");

const NOT_IN_KOJI = warning(
  "ksappend-ignored",
  "Koji's builder passes over %ksappend: write %include instead, or send the flattened kickstart.",
);
