import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { checkKickstart } from "../../kickstarts/check.ts";
import { flattenKickstart } from "../../kickstarts/flatten.ts";
import { isValid } from "../../kickstarts/problem.ts";
import { readKickstart } from "../../kickstarts/read-kickstart.ts";
import { type Release, releaseNamed } from "../../kickstarts/releases.ts";
import type { Kickstart } from "../../model/kickstart.ts";
import { MADE_KICKSTARTS } from "../../test/support/kickstarts.ts";
import { hostileKickstarts } from "../../test/support/hostile-kickstarts.ts";
import { type BenchPart, type BenchRow, figure } from "../bench-part.ts";
import { contest } from "../contest.ts";
import type { Processes } from "../processes/processes.ts";
import { timedTurns } from "../timed-turns.ts";

const FEDORA = fileURLToPath(new URL("../../../shared/kickstart/repos/fedora-kickstarts-main", import.meta.url));
const RELEASE = "F43";

/** Ours against pykickstart, which reads the same files from the same disk, and ours against inputs made to be slow. */
export const kickstart: BenchPart = {
  name: "kickstart",
  about: "reading, checking and flattening kickstarts",
  run: async ({ processes }) => [...(await againstPykickstart(processes)), ...hostile()],
};

async function againstPykickstart(processes: Processes): Promise<BenchRow[]> {
  const peer = await startPeer(processes);
  if (peer === null) {
    console.log("SKIPPED: no python3 with pykickstart here (PYTHONPATH may name one), so nothing to compare with.");
    return [];
  }
  const { folder, what } = await kickstartsOn(processes.folder);
  const paths = await samePaths(peer, folder);
  console.log(`${paths.length} kickstarts: ${what}.`);
  const ask = (task: string) => () => peer.ask<number>({ what: task, folder, paths, release: RELEASE });
  const race = async (name: string, task: "read" | "flatten") =>
    contest({
      what: name,
      rounds: 7,
      unit: "ms",
      ours: await timedTurns(() => paths.map((path) => ours(folder, path, task === "flatten")), 200),
      peers: [{ name: "pykickstart", turn: ask(task), goal: { atLeast: 10 } }],
    });
  return [...(await race("read and check", "read")), ...(await race("read, check and flatten", "flatten"))];
}

async function startPeer(processes: Processes) {
  const args = [fileURLToPath(new URL("../processes/kickstart-peer.py", import.meta.url))];
  try {
    const child = await processes.start<{ readonly version: string | null }>({ command: "python3", args });
    return child.ready.version === null ? null : child;
  } catch {
    return null;
  }
}

/** Fedora's where they are, else some of ours. */
async function kickstartsOn(scratch: string): Promise<{ readonly folder: string; readonly what: string }> {
  if (existsSync(FEDORA)) return { folder: FEDORA, what: "Fedora's own, with all that they include" };
  const folder = join(scratch, "kickstarts");
  await mkdir(folder, { recursive: true });
  for (const [path, text] of Object.entries(MADE_KICKSTARTS)) await writeFile(join(folder, path), text);
  return { folder, what: "some of ours, as Fedora's are not here" };
}

/** Those that both sides take; that they find the same packages in them is seen to first. */
async function samePaths(
  peer: { readonly ask: <T>(question: unknown) => Promise<T> },
  folder: string,
): Promise<string[]> {
  const paths = readdirSync(folder).filter((path) => path.endsWith(".ks"));
  const theirs = await peer.ask<(string[] | null)[]>({ what: "packages", folder, paths, release: RELEASE });
  return paths.filter((path, index) => {
    const found = ours(folder, path, false);
    if (!isDeepStrictEqual(found?.packages.packages ?? null, theirs[index])) throw new Error(`${path}: not the same`);
    return found !== null;
  });
}

function ours(folder: string, path: string, flatten: boolean): Kickstart | null {
  const read = (name: string) => {
    const file = join(folder, name);
    return existsSync(file) && statSync(file).isFile() ? readFileSync(file) : null;
  };
  const kickstart = readKickstart({ path, read });
  if (!isValid(checkKickstart(kickstart, release()))) return null;
  if (flatten) flattenKickstart(kickstart);
  return kickstart;
}

function release(): Release {
  const release = releaseNamed(RELEASE);
  if (release === null) throw new Error(`There is no release ${RELEASE}`);
  return release;
}

const SIZE = 100_000;

/** The slowest input of all. Processor time, as the clock also counts what else the machine does. */
function hostile(): BenchRow[] {
  const times = Object.entries(hostileKickstarts(SIZE)).map(([name, files]): [name: string, ms: number] => {
    const read = (path: string) => files[path] ?? null;
    const run = () => checkKickstart(readKickstart({ path: "main.ks", read }), release());
    return [name, Math.min(...Array.from({ length: 8 }, () => processorMs(run)))];
  });
  const [slowest = ["", 0]] = times.sort(([, one], [, other]) => other - one);
  console.log(`${times.length} hostile inputs of 100 KB; the slowest: ${slowest[0]}.`);
  return [figure("the slowest hostile 100 KB", "ms of processor time", slowest[1], { atMost: 100 })];
}

function processorMs(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
