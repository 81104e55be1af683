import { randomInt } from "node:crypto";
import { runConformance } from "./conformance.ts";
import { HubUnreachable } from "./hub.ts";
import { readOptions, USAGE } from "./options.ts";
import { printReport } from "./report.ts";

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    console.error(`${options}\n\n${USAGE}`);
    return 2;
  }
  const { urls, count, json } = options;
  try {
    const report = await runConformance({ urls, count, seed: options.seed ?? randomInt(1_000_000), now: new Date() });
    const colours = process.stdout.isTTY && !process.env["NO_COLOR"];
    console.log(json ? JSON.stringify(report, null, 2) : printReport(report, colours));
    return report.differences.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof HubUnreachable)) throw error;
    console.error(error.message);
    return 5;
  }
}

process.exitCode = await main(process.argv.slice(2));
