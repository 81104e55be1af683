/** `error`: a quote without its partner, or a backslash with nothing after it. */
export type Split = { readonly words: readonly string[]; readonly error: "quote" | "backslash" | null };

/** Without any of these a line is words between white space. */
const SPECIAL = /["'\\#]/;

/**
 * The words of a line as Python's shlex.split(line, comments) gives them in POSIX mode: white space is blank, tab, CR
 * and LF; in double quotes a backslash escapes only itself and the quote; with `comments` a # ends the line, even in the
 * middle of a word. `comments` is true for commands, false for lines inside a section.
 */
export function splitWords(line: string, { comments }: { readonly comments: boolean }): Split {
  if (!SPECIAL.test(line)) return { words: plainWords(line), error: null };
  const words: string[] = [];
  let word: string | null = null;
  let at = 0;
  while (at < line.length) {
    const character = line[at] ?? "";
    if (isBlank(character)) {
      if (word !== null) words.push(word);
      word = null;
      at += 1;
    } else if (comments && character === "#") {
      break;
    } else {
      const piece = readPiece(line, at, comments);
      if (piece.error !== null) return { words, error: piece.error };
      word = (word ?? "") + piece.text;
      at = piece.end;
    }
  }
  if (word !== null) words.push(word);
  return { words, error: null };
}

type Piece = { readonly text: string; readonly end: number; readonly error: Split["error"] };

/** One quoted string, one escaped character, or a stretch of plain ones. */
function readPiece(line: string, start: number, comments: boolean): Piece {
  const first = line[start];
  if (first === "'") return readSingleQuoted(line, start);
  if (first === '"') return readDoubleQuoted(line, start);
  if (first === "\\") {
    const next = line.codePointAt(start + 1);
    if (next === undefined) return { text: "", end: start + 1, error: "backslash" };
    const text = String.fromCodePoint(next);
    return { text, end: start + 1 + text.length, error: null };
  }
  let end = start + 1;
  while (end < line.length && !endsPlain(line[end] ?? "", comments)) end += 1;
  return { text: line.slice(start, end), end, error: null };
}

function readSingleQuoted(line: string, start: number): Piece {
  const end = line.indexOf("'", start + 1);
  if (end < 0) return { text: "", end: line.length, error: "quote" };
  return { text: line.slice(start + 1, end), end: end + 1, error: null };
}

function readDoubleQuoted(line: string, start: number): Piece {
  const parts: string[] = [];
  let from = start + 1;
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '"') {
      parts.push(line.slice(from, at));
      return { text: parts.join(""), end: at + 1, error: null };
    }
    if (line[at] !== "\\") continue;
    if (at + 1 === line.length) return { text: "", end: line.length, error: "backslash" };
    if (line[at + 1] === '"' || line[at + 1] === "\\") {
      parts.push(line.slice(from, at));
      from = at + 1;
    }
    at += 1;
  }
  return { text: "", end: line.length, error: "quote" };
}

const isBlank = (character: string) =>
  character === " " || character === "\n" || character === "\t" || character === "\r";

const endsPlain = (character: string, comments: boolean) =>
  isBlank(character) || character === "'" || character === '"' || character === "\\" || (comments && character === "#");

function plainWords(line: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < line.length; at += 1) {
    const start = at;
    while (at < line.length && !isBlank(line[at] ?? "")) at += 1;
    if (at > start) words.push(line.slice(start, at));
  }
  return words;
}

/** A word in quotes that a shell and splitWords take for this word; as it is where it needs none. */
export function quoteWord(word: string): string {
  if (/^[\w@%+=:,./$~^*?[\]{}!&|;<>()-]+$/.test(word)) return word;
  return /[\\"]/.test(word) && !word.includes("'")
    ? `'${word}'`
    : `"${word.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
