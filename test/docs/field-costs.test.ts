import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fieldCostsPage } from "../../scripts/field-costs.ts";

test("docs/field-costs.md tells what fields cost as measured now; `npm run field-costs` writes it anew", async () => {
  expect(readFileSync("docs/field-costs.md", "utf8")).toBe(await fieldCostsPage());
}, 180_000);
