import { includedFrom, type KickstartPlace, type KickstartProblem } from "../model/kickstart.ts";

/** More than anybody reads: of a file of a million wrong lines the first thousand are told. */
export const MAX_PROBLEMS = 1000;

/** What is wrong, without the place. */
export type Finding = Pick<KickstartProblem, "severity" | "code" | "message">;

export const error = (code: string, message: string): Finding => ({ severity: "ERROR", code, message });

export const warning = (code: string, message: string): Finding => ({ severity: "WARNING", code, message });

export function problemAt(place: KickstartPlace, { severity, code, message }: Finding): KickstartProblem {
  return { severity, code, message, file: place.file, line: place.line, includedFrom: includedFrom(place) };
}

/** Stands in the place of the first that is one too many. */
export const TOO_MANY = error("too-many-problems", `More than ${MAX_PROBLEMS} problems: the others are not told.`);

/** Whether an installer takes the file: warnings do not count. */
export const isValid = (problems: readonly KickstartProblem[]): boolean =>
  problems.every(({ severity }) => severity !== "ERROR");

/** A word of the file for a message: in quotes, cut short, without characters that would break the line. */
export function quoted(word: string): string {
  const short = word.length > 60 ? `${word.slice(0, 57)}…` : word;
  return `"${short.replaceAll(/\p{C}/gu, "�")}"`;
}
