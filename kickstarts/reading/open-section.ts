import type { KickstartPlace, KickstartSection } from "../../model/kickstart.ts";
import { openHereDocument } from "./here-document.ts";
import { readOptions, type OptionReading } from "../options/read-options.ts";
import { error, quoted, warning } from "../problem.ts";
import { packageOptionWords } from "./package-options.ts";
import { report, type OpenSection, type Reading } from "./reading.ts";
import { headerFacts, SECTIONS } from "./section-facts.ts";
import { firstInk, isBlankOrComment, trim } from "./white-space.ts";

type Header = { readonly words: readonly string[]; readonly text: string; readonly place: KickstartPlace };

/** Begins a section; one that is not known is passed over up to its %end. */
export function openSection(reading: Reading, header: Header): OpenSection {
  const section = newSection(reading, header);
  if (section.kind === "packages") reading.packages.open(section.node.arguments);
  return section;
}

/** Begins it once more: packages under the options that hold, scripts under none unless nothing was in them yet. */
export function reopenSection(reading: Reading, { node, kind }: OpenSection, place: KickstartPlace): OpenSection {
  if (kind === "packages") {
    const words = [node.name, ...packageOptionWords(reading.packages.options())];
    return newSection(reading, { words, text: words.join(" "), place });
  }
  if (!reading.blankLines.has(node.name)) return newSection(reading, { words: [node.name], text: node.name, place });
  return newSection(reading, { words: [node.name, ...node.arguments], text: node.text, place });
}

function newSection(reading: Reading, { words, text, place }: Header): OpenSection {
  const [name = "", ...arguments_] = words;
  const kind = SECTIONS.get(name) ?? null;
  const { file, line, includedBy } = place;
  const header = { file, line, includedBy, kind: "section" as const, name, arguments: arguments_, text };
  const node = { ...header, pieces: [], closed: false };
  if (kind !== null) reading.nodes.push(node);
  return { node, kind, lines: [], pieceAt: null };
}

/** The lines after an include are another piece than those before it. */
export function breakPiece(section: OpenSection): void {
  if (section.pieceAt === null) return;
  const { file, line, includedBy } = section.pieceAt;
  section.node.pieces.push({ file, line, includedBy, text: section.lines.join(""), unread: false });
  section.lines = [];
  section.pieceAt = null;
}

export function addLine(reading: Reading, section: OpenSection, line: string, placeOf: () => KickstartPlace): void {
  section.pieceAt ??= placeOf();
  section.lines.push(line);
  if (section.kind !== "packages" || isBlankOrComment(line)) return;
  const place = placeOf();
  const finding = reading.packages.add(line, place);
  if (finding !== null) report(reading, place, finding);
}

/** What %end does: the section becomes a script, a certificate or what else it is. */
export function closeSection(reading: Reading, section: OpenSection, end: KickstartPlace): void {
  breakPiece(section);
  section.node.closed = true;
  if (section.kind === "script") closeScript(reading, section.node, end);
  if (section.kind === "certificate") closeCertificate(reading, section.node);
}

/** What a script or certificate consists of. */
export const bodyOf = ({ pieces }: KickstartSection): string =>
  pieces.map(({ text, unread }) => (unread ? "" : text)).join("");

function closeScript(reading: Reading, node: KickstartSection, end: KickstartPlace): void {
  const own = bodyOf(node);
  const body = (reading.blankLines.get(node.name) ?? "") + own;
  if (firstInk(own) === own.length) {
    reading.blankLines.set(node.name, body);
    return;
  }
  reading.blankLines.delete(node.name);
  const { options } = headerOf(node);
  reading.scripts.push({
    file: node.file,
    line: node.line,
    includedBy: node.includedBy,
    section: node.name,
    interpreter: options.get("--interpreter")?.value ?? "/bin/sh",
    chroot: node.name === "%post" && !options.has("--nochroot"),
    errorOnFail: options.has("--erroronfail"),
    log: options.get("--log")?.value ?? null,
    body,
  });
  const open = openHereDocument(body);
  if (open !== null) report(reading, end, endInHereDocument(open, node));
}

function closeCertificate(reading: Reading, node: KickstartSection): void {
  const body = bodyOf(node).replace(/\n$/, "");
  const { options } = headerOf(node);
  const value = (flag: string) => options.get(flag)?.value ?? null;
  if (trim(body) === "")
    report(
      reading,
      node,
      error("empty-certificate", "%certificate has no certificate in it: paste it in, or remove the section."),
    );
  reading.certificates.push({
    file: node.file,
    line: node.line,
    includedBy: node.includedBy,
    filename: value("--filename"),
    dir: value("--dir"),
    type: value("--type"),
    body,
  });
}

function headerOf({ name, arguments: words }: KickstartSection): OptionReading {
  return readOptions(words, headerFacts(name) ?? {}, name);
}

const endInHereDocument = (word: string, { name, line }: KickstartSection) =>
  warning(
    "end-in-here-document",
    `This %end ends ${name} of line ${line}, though it stands inside the here-document up to ${quoted(word)}: write the line otherwise, such as with printf '%%end\\n'.`,
  );
