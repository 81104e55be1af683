/**
 * - `failed`: git refused, or could not; the message is its own.
 * - `limit`: it took too long, or said too much.
 * - `unwanted`: whoever asked has left.
 * - `machine`: git is not there, or a folder cannot be written.
 */
export type GitErrorKind = "failed" | "limit" | "unwanted" | "machine";

/** Why nothing came of it, as the end of a sentence. Without credentials, on one line. */
export class GitError extends Error {
  override readonly name = "GitError";
  readonly kind: GitErrorKind;
  constructor(kind: GitErrorKind, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.kind = kind;
  }
}

const LONGEST = 300;

/** The line of git's complaint that tells what went wrong; those after it are advice. */
export function reasonIn(complaint: string): string {
  const lines = complaint.trim().split("\n");
  const telling = lines.find((line) => line.startsWith("fatal: ")) ?? lines.find((line) => line.startsWith("error: "));
  const reason = (telling ?? lines.at(-1) ?? "").replace(/^(?:fatal|error): /, "");
  return withoutCredentials(reason.replaceAll(/\p{C}+/gu, " ").slice(0, LONGEST)).replace(/[.\s]+$/, "");
}

/** A rule of `.gitconfig` may put a name and a password into an address; git tells the address. */
const withoutCredentials = (text: string): string => text.replaceAll(/(?<=:\/\/)[^/\s'"]*@/g, "");
