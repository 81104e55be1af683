import type { KickstartPlace } from "../../model/kickstart.ts";
import type { Lines } from "./file-text.ts";
import { followInclude } from "./follow-include.ts";
import { addLine, breakPiece, closeSection, openSection, reopenSection } from "./open-section.ts";
import { error, quoted, warning } from "../problem.ts";
import { report, type OpenSection, type Reading } from "./reading.ts";
import { SECTIONS } from "./section-facts.ts";
import { splitWords, type Split } from "./shlex.ts";
import { suggestion } from "../options/suggestion.ts";
import { firstInk, firstWord, isBlankOrComment, trim } from "./white-space.ts";

/*
 * Two loops that hand lines to each other, like pykickstart's _stateMachine and _readSection, because what a kickstart
 * means where sections and includes cross is what they make of it.
 */

/** Reads the lines of a file: commands, or more of a section that was open when the file was included. */
export function readLines(reading: Reading, lines: Lines): void {
  for (let at = 0; at < lines.texts.length; at += 1) {
    const line = lines.texts[at] ?? "";
    const { section } = reading;
    if (isBlankOrComment(line)) {
      if (section === null) readComment(reading, line, lines.placeOf(at));
      else if (section.kind === "packages") addLine(reading, section, line, () => lines.placeOf(at));
      continue;
    }
    const split = splitWords(line, { comments: true });
    if (split.error !== null) report(reading, lines.placeOf(at), notClosed(split, section));
    if (split.error === null && split.words[0] === "%include")
      include(reading, section, { line, words: split.words, place: lines.placeOf(at) });
    else if (section === null) at = readCommandOrSection(reading, lines, { at, line, split });
    else if (reading.depth > 0) at = readSection(reading, lines, at);
    // Else pykickstart has lost its way: nothing between here and the next include counts. See leftOpen.
  }
}

function readComment(reading: Reading, text: string, place: KickstartPlace): void {
  if (text.startsWith("#platform=")) reading.platform = trim(text.slice("#platform=".length));
  if (text.startsWith("#version=")) reading.version = trim(text.slice("#version=".length));
  const { file, line, includedBy } = place;
  reading.nodes.push({ file, line, includedBy, kind: "comment", text });
}

type CommandLine = { readonly at: number; readonly line: string; readonly split: Split };

/** The index of the last line that it read. */
function readCommandOrSection(reading: Reading, lines: Lines, { at, line, split }: CommandLine): number {
  const [name = "", ...words] = split.words;
  const place = lines.placeOf(at);
  if (split.error !== null) return at;
  if (name === "%ksappend") report(reading, place, APPEND_IGNORED);
  else if (name === "")
    report(reading, place, error("empty-word", "A line cannot begin with an empty word in quotes: remove it."));
  else if (name === "%end") report(reading, place, STRAY_END);
  else if (name.startsWith("%")) {
    if (!SECTIONS.has(name)) report(reading, place, unknownSection(name));
    reading.section = openSection(reading, { words: split.words, text: line, place });
    return readSection(reading, lines, at + 1);
  } else {
    const { file, line: number, includedBy } = place;
    const command = { file, line: number, includedBy, kind: "command" as const, name, arguments: words, text: line };
    reading.nodes.push(command);
    reading.commands.push(command);
  }
  return at;
}

/** Reads a section's lines from `from` on to its %end or the end of the file; the index of the last line that it read. */
function readSection(reading: Reading, lines: Lines, from: number): number {
  let { section } = reading;
  for (let at = from; section !== null && at < lines.texts.length; at += 1) {
    const line = lines.texts[at] ?? "";
    const placeOf = () => lines.placeOf(at);
    const outcome = line[firstInk(line)] === "%" ? directive(reading, section, { line, placeOf }) : "body";
    if (outcome === "body") addLine(reading, section, line, placeOf);
    if (outcome === "end") return at;
    if (outcome === "again") return at - 1;
    if (outcome === "included") section = goesOn(reading, section, placeOf());
  }
  if (section !== null && reading.depth === 0) noEnd(reading, section, lines.placeOf(lines.texts.length - 1));
  if (section !== null) breakPiece(section);
  return lines.texts.length;
}

type LineInSection = { readonly line: string; readonly placeOf: () => KickstartPlace };

/** `body`: the line is the section's own. `again`: it is another section's header. `nothing`: it is passed over. */
type Outcome = "body" | "end" | "again" | "included" | "nothing";

function directive(reading: Reading, section: OpenSection, { line, placeOf }: LineInSection): Outcome {
  const first = firstWord(line);
  if (first !== "%end" && first !== "%include" && !SECTIONS.has(first))
    return section.kind === null ? "nothing" : "body";
  const place = placeOf();
  const split = splitWords(line, { comments: false });
  if (split.error !== null) report(reading, place, notClosed(split, section));
  // Of a broken %include there is nothing to follow; any other line is what its first word says.
  const words = split.error === null ? split.words : first === "%include" ? [] : [first];
  if (words[0] === "%end") {
    closeSection(reading, section, place);
    reading.section = null;
    return "end";
  }
  if (words[0] === "%include") {
    include(reading, section, { line, words, place });
    return "included";
  }
  if (words[0] !== first) return "nothing";
  if (section.kind !== null) report(reading, place, missingEnd(section));
  closeSection(reading, section, place);
  reading.section = null;
  return "again";
}

type IncludeWords = { readonly line: string; readonly words: readonly string[]; readonly place: KickstartPlace };

/** Reads the file in, as a part of the section if one is open. */
function include(reading: Reading, section: OpenSection | null, { line, words, place }: IncludeWords): void {
  const written = words[1] ?? "";
  if (written === "") report(reading, place, INCLUDE_WITHOUT_PATH);
  const lines =
    written === ""
      ? null
      : followInclude(reading, { directive: "%include", written, text: line, place, inSection: section !== null });
  if (section !== null) breakPiece(section);
  if (lines === null) {
    section?.node.pieces.push({ ...place, text: line, unread: true });
    return;
  }
  const open = reading.section;
  reading.depth += 1;
  readLines(reading, lines);
  reading.depth -= 1;
  if (section !== null) breakPiece(section);
  const left = reading.section;
  if (left !== null && open === null && reading.depth === 0) report(reading, left.node, leftOpen(left));
}

/**
 * The section goes on after an include, even if the included file ended it: pykickstart then takes what follows for a
 * further section of that name, a script without the header's options, and commands of further includes for commands.
 */
function goesOn(reading: Reading, section: OpenSection, place: KickstartPlace): OpenSection {
  if (!section.node.closed) return section;
  report(reading, place, endedByInclude(section));
  return reopenSection(reading, section, place);
}

function noEnd(reading: Reading, section: OpenSection, place: KickstartPlace): void {
  if (section.kind !== null) report(reading, place, missingEnd(section));
  closeSection(reading, section, place);
  reading.section = null;
}

const INCLUDE_WITHOUT_PATH = error(
  "include-without-path",
  "%include names no file: write its path behind it, or remove the line.",
);

const APPEND_IGNORED = warning(
  "ksappend-ignored",
  "Nobody follows a %ksappend in an included file, and Koji's builder follows none: write %include instead.",
);

const STRAY_END = error(
  "stray-end",
  "There is no section that this %end could end: remove it. A script ends at its first line with %end, even inside a here-document.",
);

const unknownSection = (name: string) =>
  error(
    "unknown-section",
    `There is no section ${quoted(name)}${suggestion(name, [...SECTIONS.keys()]) ?? ": remove it."}`,
  );

const missingEnd = ({ node }: OpenSection) =>
  error("missing-end", `${node.name} in line ${node.line} of ${node.file} has no %end: add a line with %end above.`);

const leftOpen = ({ node }: OpenSection) =>
  warning(
    "left-open",
    `${node.name} has no %end before its file ends: pykickstart drops it, and passes over all that follows. Add a line with %end.`,
  );

const endedByInclude = ({ node }: OpenSection) =>
  warning(
    "ended-by-include",
    `The included file ends ${node.name} of line ${node.line}, so what follows here is a section without its options: move that %end here.`,
  );

function notClosed({ error: what }: Split, section: OpenSection | null) {
  const cure = what === "quote" ? "close the quote, or write \\ before it" : "remove the \\ at its end";
  return section === null
    ? error(
        "unclosed-quote",
        `The line ${what === "quote" ? "has a quote without its partner" : "ends in the middle of an escape"}: ${cure}.`,
      )
    : error(
        "unclosed-quote",
        `pykickstart splits this line of ${section.node.name} into words, as it does with the first line of an included file and with lines of %end and %include, and ${what === "quote" ? "finds a quote without its partner" : "finds nothing behind its last \\"}: ${cure}, or put a line without it first.`,
      );
}
