import { format } from "prettier";
import { type BenchRow, isMet } from "./bench-part.ts";
import { goalText, short } from "./figures.ts";

/** results.json: what each part found, when and where. */
export type Results = Readonly<Record<string, Measured>>;
export type Measured = {
  readonly at: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly rows: readonly BenchRow[];
};

/** The page with the figures as they were measured last: `<!-- figures: PART -->` is followed by the part's table. */
export async function withFigures(page: string, results: Results): Promise<string> {
  const filled = page.replace(
    /(<!-- figures: ([\w-]+) -->\n)[\s\S]*?(?=<!-- end -->)/gu,
    (_, mark: string, part: string) => `${mark}\n${figuresOf(part, results)}\n\n`,
  );
  return format(filled, { parser: "markdown", printWidth: 120 });
}

function figuresOf(part: string, results: Results): string {
  if (part === "missed") return missed(results);
  const measured = results[part];
  if (measured === undefined) return `Not measured yet: npm run bench -- ${part}`;
  const { at, node, cpu, cores, rows } = measured;
  return [...tableOf(rows), "", `_${at.slice(0, 10)}, Node ${node.replace("v", "")}, ${cores} cores (${cpu})._`].join(
    "\n",
  );
}

function missed(results: Results): string {
  const rows = Object.values(results).flatMap((measured) => measured.rows.filter((row) => !isMet(row)));
  return rows.length === 0 ? "Every goal is met." : tableOf(rows).join("\n");
}

const tableOf = (rows: readonly BenchRow[]): readonly string[] => [
  "| what | measured | | goal | |",
  "| --- | --- | --- | --- | --- |",
  ...rows.map((row) => `| ${row.what} | ${spreadText(row)} | ${row.measure} | ${goalText(row)} | ${verdict(row)} |`),
];

const spreadText = ({ median, min, max }: BenchRow): string =>
  min === max ? short(median) : `${short(median)} (${short(min)}–${short(max)})`;

const verdict = (row: BenchRow): string => (row.goal === null ? "" : isMet(row) ? "met" : "**missed**");
