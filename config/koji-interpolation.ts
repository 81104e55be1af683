/** How many values deep one may refer to another; Python's own limit (configparser, MAX_INTERPOLATION_DEPTH). */
const MAX_DEPTH = 10;

/**
 * A value of Koji's files with `%(other)s` replaced by that option and `%%` by `%`, as Python's BasicInterpolation does
 * it; or what is wrong with it. `lookup` knows the other options by their names in lower case.
 */
export function interpolate(
  value: string,
  lookup: (option: string) => string | null,
  depth = 1,
): { value: string } | { wrong: string } {
  if (depth > MAX_DEPTH) return { wrong: "refers to values that refer to others without end" };
  const pieces: string[] = [];
  for (const [piece] of value.matchAll(/[^%]+|%%|%\([^)]+\)s|%/gs)) {
    if (piece === "%") return { wrong: "holds a % that stands alone; write %%" };
    const option = piece.startsWith("%(") ? piece.slice(2, -2).toLowerCase() : null;
    const found = option === null ? null : lookup(option);
    if (option !== null && found === null) return { wrong: `refers to ${option}, which is not there` };
    const inner = found?.includes("%") === true ? interpolate(found, lookup, depth + 1) : { value: found ?? "" };
    if ("wrong" in inner) return inner;
    pieces.push(option !== null ? inner.value : piece === "%%" ? "%" : piece);
  }
  return { value: pieces.join("") };
}
