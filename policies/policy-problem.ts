/** Something that whoever writes the policies has to mend, in one sentence. `line` counts from one. */
export type PolicyProblem = { readonly file: string; readonly line: number; readonly message: string };

export const policyProblemText = ({ file, line, message }: PolicyProblem): string => `${file}:${line}: ${message}`;

/** Where in a text a place is, `offset` in bytes of UTF-8 as Cedar counts. */
export const lineAt = (text: string, offset: number): number =>
  Buffer.from(text).subarray(0, offset).toString().split("\n").length;
