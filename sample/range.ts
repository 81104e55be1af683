/** What part of a file is asked for: both ends belong to it. */
export type Span = { readonly start: number; readonly end: number };

/** Of one range in bytes; `whole` for what is no such header, `unsatisfiable` for one beyond the file (RFC 9110, 14). */
export function spanOf(header: string | undefined, size: number): Span | "whole" | "unsatisfiable" {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (match === null || (match[1] === "" && match[2] === "")) return "whole";
  const [, first = "", last = ""] = match;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size) return "unsatisfiable";
  return start > end ? "whole" : { start, end };
}
