import type { Scanner } from "./scanner.ts";

const STRING = Buffer.from("<string>");
const STRING_END = Buffer.from("</string></value>");
const INT = Buffer.from("<int>");
const INT_END = Buffer.from("</int></value>");
const DOUBLE = Buffer.from("<double>");
const DOUBLE_END = Buffer.from("</double></value>");
const NIL = Buffer.from("<nil/></value>");
const FALSE = Buffer.from("<boolean>0</boolean></value>");
const TRUE = Buffer.from("<boolean>1</boolean></value>");

const [B, D, I, N, S] = [98, 100, 105, 110, 115];

/**
 * Reads on through `</value>` if a scalar stands here as Koji writes it and as most of an answer is. Undefined for all
 * else, right or wrong, with the scanner where it was.
 */
export function readCommonValue(scanner: Scanner): string | number | boolean | null | undefined {
  const start = scanner.position;
  const initial = scanner.peek(1);
  if (initial === S && scanner.skip(STRING)) {
    const text = scanner.text();
    if (scanner.skip(STRING_END)) return text;
  } else if (initial === I && scanner.skip(INT)) {
    const value = scanner.digits();
    if (!Number.isNaN(value) && scanner.skip(INT_END)) return value;
  } else if (initial === N && scanner.skip(NIL)) {
    return null;
  } else if (initial === D && scanner.skip(DOUBLE)) {
    const value = scanner.decimal();
    if (!Number.isNaN(value) && scanner.skip(DOUBLE_END)) return value;
  } else if (initial === B && scanner.skip(FALSE)) {
    return false;
  } else if (initial === B && scanner.skip(TRUE)) {
    return true;
  }
  scanner.position = start;
  return undefined;
}
