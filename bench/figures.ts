import type { BenchRow } from "./bench-part.ts";

/** `≥ 15`, or nothing. */
export const goalText = ({ goal }: BenchRow): string =>
  goal === null ? "" : "atLeast" in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;

/** Three digits say enough of what is measured; what is counted is told whole. */
export const short = (value: number): string =>
  Number.isInteger(value) || value >= 100 ? value.toFixed(0) : value.toPrecision(3);
