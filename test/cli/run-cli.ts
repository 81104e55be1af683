import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import type { Readable } from "node:stream";

type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** `koji-image` as a process of its own, in an environment that holds nothing but `variables`. */
export function startCli(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Cli {
  return new Cli(
    spawn(process.execPath, ["--import", "tsx", "cli/main.ts", ...args], {
      env: { PATH: process.env["PATH"] ?? "", HOME: tmpdir(), ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );
}

export const runCli = (args: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  startCli(args, variables).ended();

export class Cli {
  stdout = "";
  stderr = "";
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #closed: Promise<unknown>;

  constructor(child: ChildProcessByStdio<null, Readable, Readable>) {
    this.#child = child;
    this.#closed = once(child, "close");
    child.stdout.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
  }

  /** What `pattern` finds in an output of the process, as soon as it is there; rejects when the process ends before. */
  async says(pattern: RegExp, output: "stdout" | "stderr" = "stdout"): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this[output]);
      if (found !== null) return found;
      const said = once(this.#child[output], "data").then(() => true);
      const goesOn = await Promise.race([said, this.#closed.then(() => false)]);
      if (!goesOn)
        throw new Error(`The process ended without saying ${String(pattern)}:\n${this.stdout}${this.stderr}`);
    }
  }

  signal(signal: "SIGTERM" | "SIGINT" | "SIGKILL"): void {
    this.#child.kill(signal);
  }

  async ended(): Promise<Ended> {
    await this.#closed;
    return { status: this.#child.exitCode, stdout: this.stdout, stderr: this.stderr };
  }
}
