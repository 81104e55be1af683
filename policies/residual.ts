import type { Expr, PolicyJson } from "@cedar-policy/cedar-wasm/nodejs";

/**
 * Whether a rule that was evaluated for nobody in particular can hold for somebody. Cedar keeps what stands beside
 * something unknown as it is: `unknown && false` too.
 */
export const canHold = ({ conditions }: PolicyJson): boolean =>
  conditions.every(({ kind, body }) => truth(body) !== (kind === "unless"));

/** Null for what depends on the viewer. */
function truth(expr: Expr): boolean | null {
  if ("Value" in expr) return expr.Value === true ? true : expr.Value === false ? false : null;
  if ("&&" in expr && isPair(expr["&&"])) return either(expr["&&"], false);
  if ("||" in expr && isPair(expr["||"])) return either(expr["||"], true);
  if ("!" in expr && "arg" in expr["!"]) return negated(truth(expr["!"].arg));
  return null;
}

type Pair = { readonly left: Expr; readonly right: Expr };

const isPair = (operands: object): operands is Pair => "left" in operands && "right" in operands;

/** `deciding` on one side decides, whatever is on the other. */
function either({ left, right }: Pair, deciding: boolean): boolean | null {
  const sides = [truth(left), truth(right)];
  if (sides.includes(deciding)) return deciding;
  return sides.includes(null) ? null : !deciding;
}

const negated = (value: boolean | null) => (value === null ? null : !value);
