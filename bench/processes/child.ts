import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A process of the benchmark; see lines.mjs for the side within. */
export type Child<Ready> = {
  readonly ready: Ready;
  readonly pid: number;
  readonly ask: <Answer>(question: unknown) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};

export type Program = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What its first line of output means; JSON when not given. */
  readonly readyOf?: (line: string) => unknown;
};

/** Rejects when the program ends before its first line. */
export async function startChild<Ready>({ command, args, env = {}, readyOf }: Program): Promise<Child<Ready>> {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"], env: { ...process.env, ...env } });
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (status, signal) => reject(new Error(`${args.join(" ")} ended with ${signal ?? status}`)));
  });
  // Whoever waits for a line hears of it.
  ended.catch(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { done, value } = await Promise.race([lines.next(), ended]);
    return done ? ended : value;
  };
  const first = await next();
  return {
    // What our own processes say, as their files tell.
    ready: (readyOf ?? JSON.parse)(first) as Ready,
    pid: child.pid ?? 0,
    ask: async (question) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return JSON.parse(await next());
    },
    stop: () => stopped(child),
  };
}

const PATIENCE_MS = 3000;

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.stdin?.end();
  child.kill("SIGTERM");
  const impatience = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  await gone;
  clearTimeout(impatience);
}
