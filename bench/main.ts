import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMet } from "./bench-part.ts";
import { boardCold } from "./parts/board-cold.ts";
import { boardWarm } from "./parts/board-warm.ts";
import { codec } from "./parts/codec.ts";
import { crowd } from "./parts/crowd.ts";
import { gateways } from "./parts/gateways.ts";
import { growth } from "./parts/growth.ts";
import { kickstart } from "./parts/kickstart.ts";
import { memory } from "./parts/memory.ts";
import { policy } from "./parts/policy.ts";
import { profile } from "./parts/profile.ts";
import { start } from "./parts/start.ts";
import { statusWarm } from "./parts/status-warm.ts";
import { withProcesses } from "./processes/processes.ts";
import { record, table } from "./report.ts";

const PARTS = [
  codec,
  boardCold,
  growth,
  boardWarm,
  statusWarm,
  crowd,
  gateways,
  start,
  memory,
  kickstart,
  policy,
  profile,
];

const USAGE = `usage: npm run bench -- [part…] [--hub URL]
${PARTS.map(({ name, about }) => `  ${name}: ${about}`).join("\n")}`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { hub: { type: "string" } } });
const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}.\n${USAGE}`);
  process.exit(2);
}
installPeers();

const hub = values.hub ?? null;
for (const part of PARTS) {
  if (positionals.length > 0 && !positionals.includes(part.name)) continue;
  console.log(`${part.name}: ${part.about}`);
  const rows = await withProcesses((processes) => part.run({ hub, processes }));
  console.log(`${table(rows)}\n`);
  if (hub === null) await record(part.name, rows);
  const missed = rows.filter((row) => !isMet(row)).length;
  console.log(missed === 0 ? "All goals are met.\n" : `${missed} of ${rows.length} rows miss their goal.\n`);
}

/** Once: they have a lock file of their own and are nobody's dependency. */
function installPeers(): void {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  if (existsSync(`${folder}node_modules`)) return;
  execFileSync("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund"], { stdio: "inherit" });
}
