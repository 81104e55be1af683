import { parseArgs } from "node:util";
import { isMet } from "./bench-part.ts";
import { codec } from "./parts/codec.ts";
import { record, table } from "./report.ts";

const PARTS = [codec];

const USAGE = `usage: npm run bench -- [part…] [--hub URL]
${PARTS.map(({ name, about }) => `  ${name}: ${about}`).join("\n")}`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { hub: { type: "string" } } });
const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}.\n${USAGE}`);
  process.exit(2);
}

for (const part of PARTS) {
  if (positionals.length > 0 && !positionals.includes(part.name)) continue;
  console.log(`${part.name}: ${part.about}`);
  const rows = await part.run({ hub: values.hub ?? null });
  console.log(`${table(rows)}\n`);
  await record(part.name, rows);
  const missed = rows.filter((row) => !isMet(row)).length;
  console.log(missed === 0 ? "All goals are met.\n" : `${missed} of ${rows.length} rows miss their goal.\n`);
}
