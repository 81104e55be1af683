import { type Document, LineCounter, parseDocument } from "yaml";
import type { Problem } from "./problem.ts";
import { type MappingSetting, mappingSetting } from "./setting.ts";
import { describe } from "./shown.ts";
import type { Source } from "./source.ts";
import { nestsTooDeeply } from "./yaml-depth.ts";
import { settingOf } from "./yaml-setting.ts";

/**
 * A YAML 1.2 file as settings that know their lines, or every problem of its syntax. Never throws.
 * An empty file is an empty mapping. Keys written twice, unknown tags and a second document are problems.
 */
export function readYaml(text: string, file: string): { root: MappingSetting } | { problems: readonly Problem[] } {
  const deepLine = nestsTooDeeply(text);
  if (deepLine !== null) {
    return { problems: [{ source: { file, line: deepLine }, message: "this nests too deeply; write it flatter." }] };
  }
  const lines = new LineCounter();
  // What is missing at the end is missed in the last line, not in the empty one after it.
  const lastLine = text.trimEnd().split("\n").length;
  const sourceAt = (offset: number) => ({ file, line: Math.min(Math.max(1, lines.linePos(offset).line), lastLine) });
  // Keys written twice are found by the walk, which can name the whole path.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const problems = syntaxProblems(document, sourceAt);
  if (problems.length > 0) return { problems };

  const note = (source: Source, message: string) => void problems.push({ source, message });
  const root = settingOf(document.contents, { sourceAt, note });
  if (problems.length > 0) return { problems };
  if (root.kind === "mapping") return { root };
  if (root.kind === "value" && root.value === null) return { root: mappingSetting([], root.source) };
  note(root.source, `this file holds only ${describe(root)}; give settings, one \`name: value\` in each line.`);
  return { problems };
}

/** Each line's first problem: the others mostly follow from it. */
function syntaxProblems(document: Document, sourceAt: (offset: number) => { file: string; line: number }): Problem[] {
  const ofLines = new Map<number, Problem>();
  for (const error of [...document.errors, ...document.warnings]) {
    const source = sourceAt(error.pos[0]);
    const message = `this is not valid YAML: ${reason(error.message)}.`;
    if (!ofLines.has(source.line)) ofLines.set(source.line, { source, message });
  }
  return [...ofLines.values()];
}

/** Without what stands behind a colon or semicolon: that is a piece of the file, and might be a secret. */
function reason(message: string): string {
  const [what = message] = message.split(/[:;] /, 1);
  return what.charAt(0).toLowerCase() + what.slice(1);
}
