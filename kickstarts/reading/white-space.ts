/*
 * pykickstart is Python: what it takes for white space and for the end of a line is what Python's str methods take for
 * it, which is more than JavaScript's and shells' do.
 */

/** Ends of lines besides the newline. */
// oxlint-disable-next-line no-control-regex -- Python ends lines at control characters.
const UNUSUAL_END = /[\v\f\r\x1c-\x1e\x85\u2028\u2029]/;

/** The lines of a text with their ends, as str.splitlines(True) gives them. */
export function splitLines(text: string): string[] {
  const unusual = UNUSUAL_END.test(text);
  const lines: string[] = [];
  let start = 0;
  for (let end = lineEnd(text, 0, unusual); end < text.length; end = lineEnd(text, start, unusual)) {
    const next = end + (text.startsWith("\r\n", end) ? 2 : 1);
    lines.push(text.slice(start, next));
    start = next;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** Index of the character that ends the line; the length where none does. */
function lineEnd(text: string, from: number, unusual: boolean): number {
  let at = unusual ? from : text.indexOf("\n", from);
  if (!unusual) return at < 0 ? text.length : at;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at += 1;
  return at;
}

/**
 * The number that an editor gives to each line, where that is not simply its place: a form feed, say, ends a line for
 * Python but for nobody else. Null where it is.
 */
export function lineNumbers(lines: readonly string[]): number[] | null {
  if (lines.every((line) => endsForAll(line))) return null;
  let number = 1;
  return lines.map((line) => {
    const own = number;
    if (endsForAll(line)) number += 1;
    return own;
  });
}

function endsForAll(line: string): boolean {
  const last = line.charCodeAt(line.length - 1);
  return last === 0x0a || last === 0x0d || !isLineEnd(last);
}

/** What ends a line for str.splitlines. */
export const isLineEnd = (code: number): boolean =>
  (code >= 0x0a && code <= 0x0d) ||
  (code >= 0x1c && code <= 0x1e) ||
  code === 0x85 ||
  code === 0x2028 ||
  code === 0x2029;

/** What str.isspace says of a character. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
  if (code < 0x1680) return code === 0x85 || code === 0xa0;
  if (code <= 0x200a) return code === 0x1680 || code >= 0x2000;
  return code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000;
}

/** Index of the first character that is not white space; the length where there is none. */
export function firstInk(text: string): number {
  let at = 0;
  while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

export const trim = (text: string): string => trimEnd(text.slice(firstInk(text)));

/** What str.split() gives: the words between white space. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < text.length;) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at += 1;
    const start = at;
    while (at < text.length && !isSpace(text.charCodeAt(at))) at += 1;
    if (at > start) words.push(text.slice(start, at));
  }
  return words;
}

/** The first word, which ends at white space. */
export function firstWord(text: string): string {
  const start = firstInk(text);
  let end = start;
  while (end < text.length && !isSpace(text.charCodeAt(end))) end += 1;
  return text.slice(start, end);
}

export function isBlankOrComment(line: string): boolean {
  const at = firstInk(line);
  return at === line.length || line[at] === "#";
}
