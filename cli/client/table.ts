import { type Colour, paint } from "./paint.ts";

export type Cell = string | readonly [text: string, colour: Colour | null];

/** In columns, each as wide as its longest text; what a gateway said stays on its line. */
export function tableLines(rows: readonly (readonly Cell[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => textOf(row[column]).length)));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const isLast = column === row.length - 1;
        return paint(isLast ? textOf(cell) : textOf(cell).padEnd(widths[column] ?? 0), colourOf(cell));
      })
      .join("  ")
      .trimEnd(),
  );
}

const textOf = (cell: Cell | undefined): string => (typeof cell === "string" ? cell : (cell?.[0] ?? ""));
const colourOf = (cell: Cell): Colour | null => (typeof cell === "string" ? null : cell[1]);
