import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";

/** The two texts of one file; null where there is none. */
export type FilePair = {
  readonly from: { readonly path: string; readonly text: string } | null;
  readonly to: { readonly path: string; readonly text: string } | null;
};

/** Texts that differ all over would take long to compare line by line: then all of one goes and all of the other comes. */
const MAX_EDITS = 1000;

/** As `diff -u` and git write it; empty when the texts are the same. */
export function unifiedDiff({ from, to }: FilePair): string {
  const [old, young] = [from?.text ?? "", to?.text ?? ""];
  if (old === young) return "";
  const names = [from === null ? "/dev/null" : `a/${from.path}`, to === null ? "/dev/null" : `b/${to.path}`] as const;
  const patch = createTwoFilesPatch(...names, old, young, undefined, undefined, {
    context: 3,
    maxEditLength: MAX_EDITS,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return patch ?? `--- ${names[0]}\n+++ ${names[1]}\n${wholeHunk(old, young)}`;
}

function wholeHunk(old: string, young: string): string {
  const [oldLines, youngLines] = [linesOf(old), linesOf(young)];
  return [
    `@@ -${range(oldLines)} +${range(youngLines)} @@\n`,
    ...oldLines.map((line) => marked("-", line)),
    ...youngLines.map((line) => marked("+", line)),
  ].join("");
}

const linesOf = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const range = (lines: readonly string[]) => `${lines.length === 0 ? 0 : 1},${lines.length}`;

const marked = (sign: string, line: string) =>
  line.endsWith("\n") ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`;
