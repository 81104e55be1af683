import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Results, withFigures } from "../../bench/performance-page.ts";

const PAGE = readFileSync("docs/performance.md", "utf8");
const RESULTS: Results = JSON.parse(readFileSync("bench/results.json", "utf8"));

test("docs/performance.md tells what the benchmark found last; `npm run bench` writes it anew", async () => {
  expect(await withFigures(PAGE, RESULTS)).toBe(PAGE);
});

test("every part of the benchmark has its figures there", () => {
  expect(PAGE).not.toContain("Not measured yet");
  for (const part of Object.keys(RESULTS)) expect(PAGE).toContain(`<!-- figures: ${part} -->`);
});

test("no figure stands there that was not measured", () => {
  const prose = PAGE.replace(/<!-- figures: [\s\S]*?<!-- end -->/gu, "");
  expect(prose.match(/\d[\d.,]*\s*(?:ms|s|%|MB|MiB|KB|times|×|calls|requests|answers)(?!\w)/gu)).toBeNull();
});

test("a figure that changed is noticed", async () => {
  const [[part, measured] = ["", null]] = Object.entries(RESULTS);
  const rows = measured?.rows.map((row) => ({ ...row, median: row.median * 2 + 1 })) ?? [];
  const changed = { ...RESULTS, ...(measured && { [part]: { ...measured, rows } }) };
  expect(await withFigures(PAGE, changed)).not.toBe(PAGE);
});
