import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { onTestFinished } from "vitest";

export type Child = {
  /** The lines that it told so far, whole ones. */
  readonly lines: () => readonly string[];
  /** Resolves when there are so many. */
  readonly told: (count: number) => Promise<void>;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly say: (line: string) => void;
  /** Its files may grow from now on. */
  readonly liftLimit: () => void;
  /** Resolves when it has ended by itself. */
  readonly ended: () => Promise<void>;
  /** At once, and waits until it is gone. */
  readonly kill: () => Promise<void>;
};

type ChildOptions = {
  readonly arguments: readonly string[];
  /** How large a file it may write. */
  readonly fileKiB?: number;
};

/** A process that runs a file of this folder; it ends with the test. */
export function startChild(file: string, { arguments: words, fileKiB }: ChildOptions): Child {
  const command = [process.execPath, "--import", "tsx", `test/ledger/${file}`, ...words];
  const limited = fileKiB === undefined ? command : ["prlimit", `--fsize=${fileKiB * 1024}:`, "--", ...command];
  const [program = "", ...rest] = limited;
  const child = spawn(program, rest, { stdio: ["pipe", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (more: string) => void (text += more));
  const lines = () => text.split("\n").slice(0, -1);
  const kill = () => killed(child);
  onTestFinished(kill);
  return {
    lines,
    told: async (count) => {
      while (lines().length < count) {
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}, having told ${text}`);
        await wait(5);
      }
    },
    signal: (signal) => void child.kill(signal),
    liftLimit: () => void execFileSync("prlimit", [`--pid=${child.pid ?? 0}`, "--fsize=unlimited:"]),
    ended: async () => {
      if (child.exitCode === null && child.signalCode === null) await once(child, "close");
    },
    say: (line) => void child.stdin.write(`${line}\n`),
    kill,
  };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
}
