import type { Source } from "./source.ts";

/** Something that the operator has to mend, in one sentence that names the setting and the cure. Never holds a secret. */
export type Problem = { readonly source: Source; readonly message: string };

/** `gateway.yaml:12: hubs.fedora …`. The message about a variable or flag already begins with its name. */
export const problemText = ({ source, message }: Problem): string =>
  "file" in source ? `${source.file}:${source.line}: ${message}` : message;

/** In the order in which somebody mends them: file by file, each from the top; variables and flags before files. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const files = [...new Set(problems.map(({ source }) => ("file" in source ? source.file : "")))];
  const fileOf = ({ source }: Problem) => ("file" in source ? files.indexOf(source.file) : -1);
  const lineOf = ({ source }: Problem) => ("file" in source ? source.line : 0);
  return problems.toSorted((one, other) => fileOf(one) - fileOf(other) || lineOf(one) - lineOf(other));
}
