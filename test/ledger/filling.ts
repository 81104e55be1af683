import { once } from "node:events";
import { openFileLedger } from "../../ledger/file-ledger.ts";
import { allOf, anAct } from "./acts.ts";

/**
 * Records until the disk of the folder that it is given takes no more, and tells how that ended; then waits for a line
 * of its input, records once more, and tells whether what it holds is what was acknowledged.
 */
const [folder = ""] = process.argv.slice(2);
const ledger = await openFileLedger({ folder, perFile: 1_000, warn: (sentence) => tell(`warned: ${sentence}`) });
const tell = (line: string) => void process.stdout.write(`${line}\n`);
const failure = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

const safe = [await ledger.record(anAct(1))];
const long = anAct(2, { subject: "x".repeat(30_000) });
for (let full = false; !full;) {
  const results = await Promise.allSettled([ledger.record(long), ledger.record(long)]);
  for (const result of results) {
    if (result.status === "fulfilled") safe.push(result.value);
    else if (!full) tell(failure(result.reason));
    full ||= result.status === "rejected";
  }
}
await ledger.withKey("k", (held) => held.write("x".repeat(3_000_000))).catch((error: unknown) => tell(failure(error)));
await once(process.stdin, "data");
safe.push(await ledger.record(anAct(3)));
await ledger.withKey("k", (held) => held.write(1));
const found = (await allOf(ledger)).map(({ id }) => id);
tell(JSON.stringify(found) === JSON.stringify(safe.toReversed()) ? `holds ${safe.length}` : "holds something else");
await ledger.close();
process.stdin.destroy();
