import type { Kickstart, KickstartNode, KickstartPiece, KickstartPlace, KickstartSection } from "../model/kickstart.ts";
import { isValid } from "./problem.ts";
import { SECTIONS } from "./reading/section-facts.ts";
import { quoteWord } from "./reading/shlex.ts";
import { firstWord, splitLines, trimEnd } from "./reading/white-space.ts";

/**
 * One file that means the same, with all that was included written in and a comment where each part came from; comments
 * of the files stay, and so do lines that include an address. Null when it cannot be read whole: a file is missing, a
 * section has no end. What only one release refuses does not matter.
 * @param release written into the file as `#version=`, which tools read
 */
export function flattenKickstart(kickstart: Kickstart, release: string | null = null): string | null {
  if (!isValid(kickstart.problems)) return null;
  const writing: Writing = {
    lines: [],
    from: { file: kickstart.path, line: 1, includedBy: null },
    marks: kickstart.files.size > 1,
  };
  if (writing.marks)
    writing.lines.push(
      `# ${oneLine(kickstart.path)} with all that it includes. "# ----" tells where each part is from.`,
    );
  if (release !== null) writing.lines.push(`#version=${release}`);
  if (writing.lines.length > 0) writing.lines.push("");
  for (const node of kickstart.nodes) {
    if (node.kind === "comment" && release !== null && node.text.startsWith("#version=")) continue;
    if (!writeNode(writing, node)) return null;
  }
  return `${trimEnd(writing.lines.join("\n"))}\n`;
}

type Writing = {
  readonly lines: string[];
  /** Where the last part came from. */
  from: KickstartPlace;
  /** Not for a kickstart that includes nothing. */
  readonly marks: boolean;
};

/** False where it cannot stand in one file. */
function writeNode(writing: Writing, node: KickstartNode): boolean {
  if (node.kind === "section") return writeSection(writing, node);
  if (node.kind === "include" && (node.found || node.inSection)) return true;
  const text = withoutEnd(node.text);
  if (node.kind === "comment" && text.trim() === "") {
    blank(writing);
    return true;
  }
  mark(writing, node);
  writing.lines.push(text);
  return true;
}

function writeSection(writing: Writing, section: KickstartSection): boolean {
  const packages = section.name === "%packages";
  if (!section.closed && !packages) return true;
  const { pieces } = section;
  if (!packages && pieces.length > 1 && !staysInside(pieces)) return false;
  if (!packages && pieces.length === 0 && SECTIONS.get(section.name) === "script") return true;
  blank(writing);
  mark(writing, section);
  if (!packages && writing.marks) writing.lines.push(...contributors(section));
  writing.lines.push([section.name, ...section.arguments.map(quoteWord)].join(" "));
  if (packages) for (const piece of pieces) writePackages(writing, piece);
  else writing.lines.push(...bodyLines(pieces));
  mark(writing, section);
  writing.lines.push("%end", "");
  return true;
}

function writePackages(writing: Writing, piece: KickstartPiece): void {
  mark(writing, piece);
  writing.lines.push(withoutEnd(piece.text));
}

/** No comment goes into them: it would become part of the script. */
function bodyLines(pieces: readonly KickstartPiece[]): string[] {
  const body = pieces.map(({ text, unread }) => (unread ? `${withoutEnd(text)}\n` : text)).join("");
  return body === "" ? [] : [body.endsWith("\n") ? body.slice(0, -1) : body];
}

/** A file whose last line has no end runs into the next: what comes of it may look like the end of the section. */
function staysInside(pieces: readonly KickstartPiece[]): boolean {
  const body = pieces.filter(({ unread }) => !unread);
  const lines = splitLines(body.map(({ text }) => text).join(""));
  return lines.map(firstWord).every((word) => !SECTIONS.has(word) && word !== "%end" && word !== "%include");
}

function contributors(section: KickstartSection): string[] {
  const others = section.pieces.filter(({ file, unread }) => !unread && file !== section.file);
  return [...new Set(others.map(({ file }) => file))].map((file) => `# ---- with ${oneLine(file)}`);
}

function mark(writing: Writing, place: KickstartPlace): void {
  const { from } = writing;
  writing.from = place;
  if (!writing.marks || (from.file === place.file && from.includedBy === place.includedBy)) return;
  const { includedBy } = place;
  const by = includedBy === null ? "" : `, included by ${oneLine(includedBy.file)}:${includedBy.line}`;
  writing.lines.push(`# ---- ${oneLine(place.file)}${by}`);
}

function blank({ lines }: Writing): void {
  if (lines.length > 0 && lines.at(-1) !== "") lines.push("");
}

const withoutEnd = (text: string) => text.replace(/[\r\n]+$/, "");

const oneLine = (path: string) => path.replaceAll(/\p{C}|\p{Zl}|\p{Zp}/gu, "�");
