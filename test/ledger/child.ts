import { type ChildProcess, spawn } from "node:child_process";
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
  /** At once, and waits until it is gone. */
  readonly kill: () => Promise<void>;
};

/** A process that runs a file of this folder; it ends with the test. */
export function startChild(file: string, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, ["--import", "tsx", `test/ledger/${file}`, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (more: string) => void (text += more));
  const lines = () => text.split("\n").slice(0, -1);
  const kill = () => ended(child);
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
    say: (line) => void child.stdin.write(`${line}\n`),
    kill,
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
}
