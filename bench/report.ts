import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { isMet } from "./bench-part.ts";
import type { BenchRow } from "./bench-part.ts";
import { goalText, short } from "./figures.ts";
import { type Results, withFigures } from "./performance-page.ts";

const RESULTS = new URL("results.json", import.meta.url);
const PAGE = new URL("../docs/performance.md", import.meta.url);

const HEAD = ["", "median", "", "min", "max", "goal", "", "ours", "theirs", ""];
const TEXT_COLUMNS = new Set([0, 2, 6, 9]);

/** The rows as a table for people. */
export function table(rows: readonly BenchRow[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const padded = lines.map((line) => line.map((cell, column) => pad(cell, widths[column] ?? 0, column)));
  return padded.map((line) => line.join("  ").trimEnd()).join("\n");
}

function cells(row: BenchRow): string[] {
  const spread = row.min === row.max ? ["", ""] : [short(row.min), short(row.max)];
  const verdict = row.goal === null ? "" : isMet(row) ? "met" : "NOT MET";
  const sides = row.sides === null ? ["", "", ""] : [short(row.sides.ours), short(row.sides.theirs), row.sides.unit];
  return [row.what, short(row.median), row.measure, ...spread, goalText(row), verdict, ...sides];
}

const pad = (cell: string, width: number, column: number): string =>
  TEXT_COLUMNS.has(column) ? cell.padEnd(width) : cell.padStart(width);

/** Puts one part's rows into results.json and the page, and leaves those of the others. */
export async function record(part: string, rows: readonly BenchRow[]): Promise<void> {
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: availableParallelism() };
  const measured = { at: new Date().toISOString(), ...machine, rows: rows.map(rounded) };
  const results = { ...(await recorded()), [part]: measured };
  await writeFile(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(PAGE, await withFigures(await readFile(PAGE, "utf8"), results));
}

/** Four digits: more would tell of the day, not of the code. */
const rounded = (row: BenchRow): BenchRow => ({
  ...row,
  median: round(row.median),
  min: round(row.min),
  max: round(row.max),
  sides: row.sides && { ...row.sides, ours: round(row.sides.ours), theirs: round(row.sides.theirs) },
});

const round = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(4)));

async function recorded(): Promise<Results> {
  try {
    return JSON.parse(await readFile(RESULTS, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
}
