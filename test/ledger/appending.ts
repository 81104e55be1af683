import { writeSync } from "node:fs";
import { openFileLedger } from "../../ledger/file-ledger.ts";
import { anAct } from "./acts.ts";

/** Appends to the ledger in the folder that it is given until it is killed, and tells of each entry and key that is safe. */
const [folder = ""] = process.argv.slice(2);
const ledger = await openFileLedger({ folder, perFile: 50, waste: 20, warn: () => undefined });
const tell = (line: string) => {
  const bytes = Buffer.from(`${line}\n`);
  for (let told = 0; told < bytes.length;) told += tellSome(bytes.subarray(told));
};

/** None while nobody listens fast enough. */
function tellSome(bytes: Uint8Array): number {
  try {
    return writeSync(1, bytes);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EAGAIN") return 0;
    throw error;
  }
}

async function append(writer: number): Promise<never> {
  for (let round = 0; ; round += 1) {
    const id = await ledger.record(anAct(round, { viewer: `writer ${writer}` }));
    tell(`recorded ${id}`);
    await ledger.settle(id, { outcome: "DONE", task: round });
    tell(`settled ${id} ${round}`);
    await ledger.withKey(`key ${writer}`, (held) => held.write(round));
    tell(`key ${writer} ${round}`);
  }
}

await Promise.all([0, 1, 2, 3, 4].map(append));
