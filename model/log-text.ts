/** The end of a log as bytes; `fromStart`: the log is no longer than that. */
export type LogEnd = { readonly bytes: Uint8Array; readonly fromStart: boolean };

/**
 * The lines of a log's end, fit to be shown anywhere: what is no UTF-8 and what steers terminals is gone, a progress bar
 * that overwrote itself stands as it was last, and what takes more than 2000 characters ends in an ellipsis. The first
 * line is left out where the log began before it.
 *
 * `json`: logs that osbuild's composer packs into JSON. Their text is in strings, whose line breaks count as such.
 */
export function logLines({ bytes, fromStart }: LogEnd, format: "text" | "json"): readonly string[] {
  const text = new TextDecoder().decode(bytes);
  const lines = (format === "json" ? unescaped(text) : text).replace(STEERING, "").split("\n");
  if (lines.at(-1) === "") lines.pop();
  const pieces = lines.flatMap(piecesOf);
  if (fromStart) return pieces.map(shown);
  const [partial = "", ...whole] = pieces;
  return whole.length > 0 || partial === "" ? whole.map(shown) : [endShown(partial)];
}

const MAX_LENGTH = 2000;

/** Escape sequences of ECMA-48: CSI (colours, cursor), strings (OSC window titles, DCS …), and those of one character. */
const STEERING = new RegExp(
  [
    String.raw`(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]`,
    String.raw`(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\|\u009c)`,
    String.raw`\u001b[ -/]+[0-~]`,
    String.raw`\u001b[0-Z\\^-~]`,
  ].join("|"),
  "gu",
);

/**
 * Other control characters, those that turn the direction of writing or break lines behind a reader's back, and halves
 * of characters that JSON can escape.
 */
const UNFIT = /[^\P{Cc}\t]+|[\u2028\u2029\u202a-\u202e\u2066-\u2069\p{Surrogate}]+/gu;

function shown(line: string): string {
  const clean = fit(line);
  return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH - 1).replace(HALF_AT_END, "")}…` : clean;
}

/** Of a line whose beginning nobody read. */
function endShown(line: string): string {
  return `…${fit(line)
    .slice(1 - MAX_LENGTH)
    .replace(HALF_AT_START, "")}`;
}

const HALF_AT_END = /[\ud800-\udbff]$/;
const HALF_AT_START = /^[\udc00-\udfff]/;

const fit = (line: string): string => line.replace(UNFIT, "\ufffd");

/** What a carriage return lets overwrite each other: one line each, but of those that differ only in progress the last. */
function piecesOf(line: string): readonly string[] {
  if (!line.includes("\r")) return [line];
  const pieces = line.split("\r").filter((piece) => piece.trim() !== "");
  const last = pieces.pop() ?? "";
  return [...pieces.filter((piece, index) => shapeOf(piece) !== shapeOf(pieces[index + 1] ?? last)), last];
}

const shapeOf = (piece: string): string => piece.replace(PROGRESS, "");
const PROGRESS = /[\d\s#=>.*|/\\-]+/g;

/** Of JSON's escapes, wherever they stand: a log cut in its middle is no JSON any more. */
const unescaped = (text: string): string =>
  text.replace(/\\(u[0-9a-f]{4}|.)/giu, (_, escape: string) =>
    escape.length > 1 ? String.fromCharCode(Number.parseInt(escape.slice(1), 16)) : (ESCAPES.get(escape) ?? escape),
  );

const ESCAPES = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["b", ""],
  ["f", ""],
]);
