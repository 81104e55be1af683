import { Lexer } from "yaml";

/** No configuration is nested like this, and the yaml package's composer would exhaust the stack, or the process, on more. */
const MAX_DEPTH = 64;

/** `- - - …` and `? ? ? …` nest without a bracket, and so does indentation. */
const DEEP_LINE = /^[ \t?:-]{255,}\S/m;

/** What the lexer puts between the pieces of the text: document, end of flow, scalar. */
const MARKS = new Set(["\u0002", "\u0018", "\u001f"]);

/** The line where `text` begins to nest too deeply; null when it does not. */
export function nestsTooDeeply(text: string): number | null {
  const deepLine = DEEP_LINE.exec(text);
  if (deepLine !== null) return lineOf(text, deepLine.index);
  let depth = 0;
  let offset = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === "[" || token === "{") depth += 1;
    if (token === "]" || token === "}") depth -= 1;
    if (depth > MAX_DEPTH) return lineOf(text, offset);
    if (!MARKS.has(token)) offset += token.length;
  }
  return null;
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;
