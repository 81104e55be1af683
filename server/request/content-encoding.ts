export type Encoding = "br" | "gzip";

/** The packing that the caller likes best of those that we have; null for none. */
export function wantedEncoding(accept: string | string[] | undefined): Encoding | null {
  if (typeof accept !== "string") return null;
  const weights = new Map(accept.toLowerCase().split(",").map(weighed));
  const weightOf = (name: Encoding) => weights.get(name) ?? weights.get("*") ?? 0;
  const [br, gzip] = [weightOf("br"), weightOf("gzip")];
  if (br === 0 && gzip === 0) return null;
  return br >= gzip ? "br" : "gzip";
}

function weighed(part: string): [name: string, weight: number] {
  const [name = "", ...parameters] = part.split(";").map((word) => word.trim());
  const weight = parameters.find((parameter) => parameter.startsWith("q="));
  // What is no number is not wanted.
  return [name, weight === undefined ? 1 : Number(weight.slice(2)) || 0];
}
