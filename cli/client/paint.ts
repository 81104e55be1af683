import { styleText } from "node:util";

export type Colour = "green" | "yellow" | "red" | "gray" | "bold";

/** Text that a gateway said, in a colour on a terminal that has some (and NO_COLOR does not forbid it), else plain. */
export function paint(text: string, colour: Colour | null = null): string {
  const shown = text.replaceAll(/[\p{Cc}\p{Cs}]/gu, "\uFFFD");
  const { stdout } = process;
  return colour !== null && stdout.isTTY && stdout.hasColors() ? styleText(colour, shown) : shown;
}
