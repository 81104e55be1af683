import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { isMet } from "./bench-part.ts";
import type { BenchRow } from "./bench-part.ts";

const RESULTS = new URL("results.json", import.meta.url);

/** The rows as a table for people. */
export function table(rows: readonly BenchRow[]): string {
  const lines = [["", "ratio", "", "min", "max", "goal", "", "ours ms", "theirs ms"], ...rows.map(cells)];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length))); // all have nine cells
  return lines
    .map((line) =>
      line
        .map((cell, column) => pad(cell, widths[column]!, column))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function cells(row: BenchRow): string[] {
  const goal = row.goal === null ? "" : "atLeast" in row.goal ? `≥ ${row.goal.atLeast}` : `≤ ${row.goal.atMost}`;
  const verdict = row.goal === null ? "" : isMet(row) ? "met" : "NOT MET";
  const figures = [row.min, row.max].map(short);
  return [row.what, short(row.median), row.ratio, ...figures, goal, verdict, short(row.ours), short(row.theirs)];
}

const TEXT_COLUMNS = new Set([0, 2, 6]);

const pad = (cell: string, width: number, column: number): string =>
  TEXT_COLUMNS.has(column) ? cell.padEnd(width) : cell.padStart(width);

const short = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** Puts one part's rows into results.json and leaves those of the others. */
export async function record(part: string, rows: readonly BenchRow[]): Promise<void> {
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: availableParallelism() };
  const rounded = rows.map((row) => ({
    ...row,
    ...Object.fromEntries(FIGURES.map((name) => [name, round(row[name])])),
  }));
  const all = { ...(await recorded()), [part]: { at: new Date().toISOString(), ...machine, rows: rounded } };
  await writeFile(RESULTS, `${JSON.stringify(all, null, 2)}\n`);
}

const FIGURES = ["median", "min", "max", "ours", "theirs"] as const;

const round = (value: number): number => Number(value.toPrecision(4));

async function recorded(): Promise<object> {
  try {
    return JSON.parse(await readFile(RESULTS, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
}
