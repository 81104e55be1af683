/**
 * `word` as a POSIX shell reads it back, exactly. Words of harmless characters stand as they are, others in single
 * quotes. Characters that one does not see (control and format ones) are written as printf's octal numbers, so that a
 * pasted command does what it shows. NUL, which no word can hold, becomes U+FFFD.
 */
export function shellWord(word: string): string {
  const text = word.replaceAll("\0", "\uFFFD");
  if (/^[\w%+,./:=@^-]+$/u.test(text)) return text;
  const parts = text.split(UNSEEN).map((part, index) => (index % 2 === 0 ? quoted(part) : octal(part)));
  return parts.join("") || "''";
}

export const shellText = (words: readonly string[]): string => words.map(shellWord).join(" ");

/** Kept by `split`: every second part. A newline shows, and `$(…)` would drop it at the end. */
const UNSEEN = /((?:(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}])+)/u;

const quoted = (part: string) => (part === "" ? "" : `'${part.replaceAll("'", String.raw`'\''`)}'`);

function octal(part: string): string {
  const bytes = [...new TextEncoder().encode(part)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`);
  return `"$(printf '${bytes.join("")}')"`;
}
