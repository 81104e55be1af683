/** What is wrong with a part of an input, in a sentence with its cure. `path`: from the input inwards. */
export type FieldProblem = { readonly path: readonly string[]; readonly message: string };

/** Whatever is wrong with a value that stands at `path`. */
export type Check<T> = (value: T, path: readonly string[]) => readonly FieldProblem[];

/** What each member must be like; those that are not given are passed over. */
export type Checks<T> = { readonly [Name in keyof T]-?: Check<NonNullable<T[Name]>> };

/** All of it at once: whoever gave the input learns everything the first time. */
export function checkMembers<T extends object>(
  members: T,
  checks: Checks<T>,
  path: readonly string[],
): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const name in checks) {
    const value = members[name];
    if (value === null || value === undefined) continue;
    problems.push(...checks[name](value, [...path, name]));
  }
  return problems;
}

/** `says`: what is wrong and the cure, after the value; null where nothing is. */
export const valueCheck =
  <T>(says: (value: T) => string | null): Check<T> =>
  (value, path) => {
    const wrong = says(value);
    return wrong === null ? [] : [{ path, message: `${nameOf(path)} is ${shown(value)}${wrong}` }];
  };

/** `arches[1]` for a member of a list. */
export function nameOf(path: readonly string[]): string {
  const last = path.at(-1) ?? "";
  return /^\d+$/u.test(last) && path.length > 1 ? `${nameOf(path.slice(0, -1))}[${last}]` : last;
}

const LONGEST = 120;

/** For a message: quoted, cut short, without characters that would break the line, and without secrets in addresses. */
export function shown(value: unknown): string {
  const text = (JSON.stringify(value) ?? "nothing").replaceAll(/(:\/\/)[^"/?#]*@/gu, "$1***@");
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return short.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}
