import type { Difference } from "./compare.ts";

export type Report = {
  readonly hub: string;
  readonly seed: number;
  readonly kinds: readonly KindReport[];
  readonly differences: readonly (Difference & { readonly kind: string; readonly thing: string })[];
};
export type KindReport = {
  readonly kind: string;
  readonly things: number;
  readonly fields: number;
  readonly differences: number;
};

/** A table of what was compared, then each difference. `colours`: for a terminal. */
export function printReport({ hub, seed, kinds, differences }: Report, colours: boolean): string {
  const paint = (code: number, text: string) => (colours ? `\u001B[${code}m${text}\u001B[0m` : text);
  const total = { kind: "all", ...sumOf(kinds) };
  const cells = [...kinds, total].map((one) => [one.kind, one.things, one.fields, one.differences].map(String));
  const table = align([["kind", "things", "fields", "differences"], ...cells]);
  const [head = "", ...lines] = table;
  const found = differences.map(
    (one) => `${paint(31, `${one.kind} ${one.thing}`)}: ${one.field}\n  gateway: ${one.gateway}\n  hub:     ${one.hub}`,
  );
  const verdict =
    differences.length === 0
      ? paint(32, "The gateway says what the hub says.")
      : paint(31, `${total.differences} differences.`);
  return [`${hub}, seed ${seed}`, "", paint(1, head), ...lines, "", ...found, verdict, ""].join("\n");
}

const sumOf = (kinds: readonly KindReport[]) => ({
  things: kinds.reduce((sum, { things }) => sum + things, 0),
  fields: kinds.reduce((sum, { fields }) => sum + fields, 0),
  differences: kinds.reduce((sum, { differences }) => sum + differences, 0),
});

/** The first column to the left, numbers to the right. */
function align(cells: readonly (readonly string[])[]): readonly string[] {
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return cells.map((row) => row.map(pad).join("  "));
}
