import { spawn } from "node:child_process";
import { once } from "node:events";

/** Git refused, failed, took too long or said too much; the message is git's own, or says what happened. */
export class GitError extends Error {
  override readonly name = "GitError";
}

export type GitRun = {
  /** What git reads from its standard input. */
  readonly input?: string;
  readonly timeoutMs: number;
  /** Of its answer; one that is longer is refused. */
  readonly maxBytes: number;
  /** Ends it early. */
  readonly signal?: AbortSignal;
};

/**
 * Nothing in a repository, and no address, makes git run another program, ask a person, or use any other transport;
 * https redirects to other schemes are refused by the same rule. A `.gitconfig` may still name proxies and authorities.
 */
const SAFE = Object.entries({
  "core.hooksPath": "/dev/null",
  "core.fsmonitor": "false",
  "core.askPass": "true",
  "core.quotePath": "false",
  "credential.helper": "",
  "protocol.allow": "never",
  "protocol.https.allow": "always",
  "protocol.http.allow": "always",
  "protocol.file.allow": "always",
  "http.lowSpeedLimit": "1000",
  "http.lowSpeedTime": "30",
  "log.showSignature": "false",
  "log.mailmap": "false",
}).flatMap(([key, value]) => ["-c", `${key}=${value}`]);

const KEPT_OF_ERRORS = 4_000;

/** Runs git in a process of its own: reading 10,000 commits takes it half a second, and nothing here waits meanwhile. */
export async function runGit(
  words: readonly string[],
  { input, timeoutMs, maxBytes, signal }: GitRun,
): Promise<Buffer> {
  signal?.throwIfAborted();
  const git = spawn("git", [...SAFE, ...words], { stdio: ["pipe", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  let size = 0;
  let complaint = "";
  let ended: GitError | null = null;
  const end = (reason: string) => {
    ended ??= new GitError(reason);
    git.kill("SIGKILL");
  };
  const timer = setTimeout(() => end(`git ${words[0]} took longer than ${timeoutMs / 1000} s`), timeoutMs);
  const leave = () => end(`git ${words[0]} is no longer wanted`);
  signal?.addEventListener("abort", leave, { once: true });
  git.stdout.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) end(`git ${words[0]} answered more than ${maxBytes} bytes`);
    else chunks.push(chunk);
  });
  git.stderr.on("data", (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-KEPT_OF_ERRORS)));
  // Git may end before it has read all: its exit tells why.
  git.stdin.on("error", () => undefined);
  git.stdin.end(input ?? "");
  try {
    const [code] = await once(git, "close");
    if (ended !== null) throw ended;
    if (code !== 0) throw new GitError(reasonIn(complaint) || `git ${words[0]} ended with status ${code}`);
    return Buffer.concat(chunks, size);
  } catch (error) {
    throw error instanceof GitError ? error : notStarted(error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", leave);
  }
}

/** `once` rejects with the process's error event. */
function notStarted(error: unknown): GitError {
  const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
  return new GitError(missing ? "git is not installed: kickstarts are read by it" : String(error), { cause: error });
}

/** Git's own words for what went wrong; the lines after them are advice. */
function reasonIn(complaint: string): string {
  const lines = complaint.trim().split("\n");
  return (lines.find((line) => line.startsWith("fatal: ")) ?? lines.at(-1) ?? "").replace(/^fatal: /, "");
}
