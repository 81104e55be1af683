import type { Kickstart, KickstartNode, KickstartPiece, KickstartPlace, KickstartSection } from "../model/kickstart.ts";
import { isValid } from "./problem.ts";
import { SECTIONS } from "./reading/section-facts.ts";
import { firstWord, isLineEnd, splitLines, trim } from "./reading/white-space.ts";

/**
 * One file that means the same, with all that was included written in and a comment where each part came from; comments
 * of the files stay, and so do lines that include an address. Null when it cannot be read whole: a file is missing, a
 * section has no end. What only one release refuses does not matter.
 * @param release written into the file as `#version=`, which tools read
 */
export function flattenKickstart(kickstart: Kickstart, release: string | null = null): string | null {
  if (!isValid(kickstart.problems) || isLost(kickstart)) return null;
  const writing: Writing = {
    texts: [],
    from: { file: kickstart.path, line: 1, includedBy: null },
    marks: kickstart.files.size > 1,
  };
  if (writing.marks)
    put(writing, `# ${oneLine(kickstart.path)} with all that it includes. "# ----" tells where each part is from.`);
  if (release !== null) put(writing, `#version=${release}`);
  blank(writing);
  for (const node of kickstart.nodes) {
    if (node.kind === "comment" && release !== null && node.text.startsWith("#version=")) continue;
    if (!writeNode(writing, node)) return null;
  }
  if (writing.texts.at(-1) === "\n") writing.texts.pop();
  return writing.texts.join("");
}

/** What an address has might go anywhere: into a section that is left open, or, appended, into the middle of a word. */
const isLost = ({ nodes, includes }: Kickstart) =>
  includes.some(({ found, directive }) => !found && directive === "%ksappend") ||
  (includes.some(({ found, inSection }) => !found && inSection) &&
    nodes.some((node) => node.kind === "section" && !node.closed));

type Writing = {
  /** Each ends a line. */
  readonly texts: string[];
  /** Where the last part came from. */
  from: KickstartPlace;
  /** Not for a kickstart that includes nothing. */
  readonly marks: boolean;
};

/** False where it cannot stand in one file. */
function writeNode(writing: Writing, node: KickstartNode): boolean {
  if (node.kind === "section") return writeSection(writing, node);
  if (node.kind === "include" && (node.found || node.inSection)) return true;
  if (node.kind === "comment" && trim(node.text) === "") blank(writing);
  else {
    mark(writing, node);
    put(writing, node.text);
  }
  return true;
}

function writeSection(writing: Writing, section: KickstartSection): boolean {
  const { pieces } = section;
  const packages = section.name === "%packages";
  if (!packages && (!section.closed || isEmptyScript(section))) return true;
  if (!packages && !staysInside(pieces)) return false;
  blank(writing);
  mark(writing, section);
  if (!packages && writing.marks) for (const comment of contributors(section)) put(writing, comment);
  put(writing, section.text);
  if (packages) for (const piece of pieces) writePackages(writing, piece);
  else writeBody(writing, pieces);
  mark(writing, section);
  put(writing, "%end");
  blank(writing);
  return true;
}

const isEmptyScript = ({ name, pieces }: KickstartSection) => pieces.length === 0 && SECTIONS.get(name) === "script";

function writePackages(writing: Writing, piece: KickstartPiece): void {
  mark(writing, piece);
  put(writing, piece.text);
}

/** No comment goes into it: it would become part of the script. */
function writeBody(writing: Writing, pieces: readonly KickstartPiece[]): void {
  const body = pieces.map(({ text, unread }) => (unread ? ended(text) : text)).join("");
  if (body !== "") put(writing, body);
}

/**
 * A file whose last line has no end runs into the next: what comes of it may look like the end of the section, or spoil
 * a line that includes an address.
 */
function staysInside(pieces: readonly KickstartPiece[]): boolean {
  if (pieces.length < 2) return true;
  const lines = splitLines(pieces.map(({ text, unread }) => (unread ? "" : text)).join(""));
  const spoilt = pieces.some(({ unread }, index) => unread && !endsLine(pieces[index - 1]?.text ?? "\n"));
  return !spoilt && lines.map(firstWord).every((word) => !SECTIONS.has(word) && word !== "%end" && word !== "%include");
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
  put(writing, `# ---- ${oneLine(place.file)}${by}`);
}

function put({ texts }: Writing, text: string): void {
  texts.push(ended(text));
}

function blank({ texts }: Writing): void {
  if (texts.length > 0 && texts.at(-1) !== "\n") texts.push("\n");
}

const ended = (text: string) => (endsLine(text) ? text : `${text}\n`);

const endsLine = (text: string) => isLineEnd(text.charCodeAt(text.length - 1));

const oneLine = (path: string) => path.replaceAll(/\p{C}|\p{Zl}|\p{Zp}/gu, "�");
