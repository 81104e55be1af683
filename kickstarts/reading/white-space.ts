/*
 * pykickstart is Python: what it takes for white space and for the end of a line is what Python's str methods take for
 * it, which is more than JavaScript's and shells' do.
 */

const END_OF_LINE = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/g;
const UNUSUAL_END = /[\v\f\r\x1c-\x1e\x85\u2028\u2029]/;
/** Ends of lines that editors do not count. */
const UNCOUNTED = /[\v\f\x1c-\x1e\x85\u2028\u2029]$/;

/** The lines of a text with their ends, as str.splitlines(True) gives them. */
export function splitLines(text: string): string[] {
  if (!UNUSUAL_END.test(text)) return splitAtNewlines(text);
  const lines: string[] = [];
  let start = 0;
  for (const { index, 0: end } of text.matchAll(END_OF_LINE)) {
    lines.push(text.slice(start, index + end.length));
    start = index + end.length;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** The number that an editor gives to each line: a form feed, say, ends a line for Python but for nobody else. */
export function lineNumbers(lines: readonly string[]): number[] {
  let number = 1;
  return lines.map((line) => {
    const own = number;
    if (!UNCOUNTED.test(line)) number += 1;
    return own;
  });
}

function splitAtNewlines(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** What str.isspace says of a character. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
  if (code < 0x1680) return code === 0x85 || code === 0xa0;
  if (code <= 0x200a) return code === 0x1680 || code >= 0x2000;
  return code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000;
}

/** What ends a line for str.splitlines. */
export const isLineEnd = (code: number): boolean =>
  (code >= 0x0a && code <= 0x0d) ||
  (code >= 0x1c && code <= 0x1e) ||
  code === 0x85 ||
  code === 0x2028 ||
  code === 0x2029;

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
