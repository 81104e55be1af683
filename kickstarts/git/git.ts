import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { GitError, reasonIn } from "./git-error.ts";
import { createTurns } from "./turns.ts";

export type GitRun = {
  /** What git reads from its standard input. */
  readonly input?: string;
  readonly timeoutMs: number;
  /** Of its answer; one that is longer is refused. */
  readonly maxBytes: number;
  /** Ends it early. */
  readonly signal?: AbortSignal;
};

/** What git says on its standard output. Rejects with GitError. */
export type RunGit = (words: readonly string[], run: GitRun) => Promise<Buffer>;

export type Git = {
  /** Reads what is on this machine: a few at a time, however many ask. */
  readonly read: RunGit;
  /** May wait for the network. */
  readonly fetch: RunGit;
};

/** Variables as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

const READERS = 4;

/** Git as it is installed, in processes of its own: nothing here waits while it reads. */
export function createGit(environment: Environment): Git {
  const env = safeEnvironment(environment);
  const turns = createTurns(READERS);
  return { read: (words, run) => turns(() => runGit(words, run, env)), fetch: (words, run) => runGit(words, run, env) };
}

/**
 * Nothing in a repository, and no address, makes git run another program, ask a person, or use any other transport;
 * https redirects to other schemes are refused by the same rule. A `.gitconfig` may still name proxies and authorities.
 * What was once fetched stays, forced pushes or not: builds name it.
 */
const SAFE = Object.entries({
  "core.hooksPath": "/dev/null",
  "core.fsmonitor": "false",
  "core.askPass": "true",
  "credential.helper": "",
  "protocol.allow": "never",
  "protocol.https.allow": "always",
  "protocol.http.allow": "always",
  "protocol.file.allow": "always",
  "http.lowSpeedLimit": "1000",
  "http.lowSpeedTime": "30",
  "init.defaultBranch": "main",
  "log.showSignature": "false",
  "log.mailmap": "false",
  "gc.autoDetach": "false",
  "maintenance.autoDetach": "false",
  "gc.pruneExpire": "never",
}).flatMap(([key, value]) => ["-c", `${key}=${value}`]);

/** Of git's own variables those for certificates, proxies and the place of its configuration; others name repositories. */
function safeEnvironment(environment: Environment): Environment {
  const kept = Object.entries(environment).filter(
    ([name]) =>
      !/^(?:GIT_|SSH_ASKPASS)/.test(name) || /^GIT_(?:SSL_|PROXY_SSL_|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)$)/.test(name),
  );
  return { ...Object.fromEntries(kept), LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
}

async function runGit(
  words: readonly string[],
  { input, timeoutMs, maxBytes, signal }: GitRun,
  environment: Environment,
): Promise<Buffer> {
  const name = words.find((word) => !word.startsWith("-")) ?? "";
  if (signal?.aborted) throw new GitError("unwanted", `git ${name} is no longer wanted`);
  // A group of its own: what it starts for https would go on, and keep its end of our pipes open.
  const git = spawn("git", [...SAFE, ...words], { env: environment, detached: true, stdio: ["pipe", "pipe", "pipe"] });
  let ended: GitError | null = null;
  const end = (...why: ConstructorParameters<typeof GitError>) => {
    if (ended !== null) return;
    ended = new GitError(...why);
    endGroup(git);
  };
  const timer = setTimeout(() => end("limit", `git ${name} took longer than ${timeoutMs / 1000} s`), timeoutMs);
  const leave = () => end("unwanted", `git ${name} is no longer wanted`);
  signal?.addEventListener("abort", leave, { once: true });
  const answer = collect(git, maxBytes, () => end("limit", `git ${name} answered more than ${maxBytes} bytes`));
  // Git may end before it has read all: its exit tells why.
  git.stdin.on("error", () => undefined);
  git.stdin.end(input ?? "");
  try {
    const [code] = await once(git, "close");
    if (ended !== null) throw ended;
    const { bytes, complaint } = answer();
    if (code === 0) return bytes;
    throw new GitError("failed", reasonIn(complaint) || `git ${name} ended with status ${code}`);
  } catch (error) {
    throw error instanceof GitError ? error : notStarted(error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", leave);
  }
}

const KEPT_OF_COMPLAINTS = 4_000;

function collect({ stdout, stderr }: ChildProcess, maxBytes: number, tooMuch: () => void) {
  const chunks: Buffer[] = [];
  let size = 0;
  let complaint = "";
  stdout?.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) tooMuch();
    else chunks.push(chunk);
  });
  stderr?.on("data", (chunk: Buffer) => {
    if (complaint.length < KEPT_OF_COMPLAINTS) complaint += chunk.toString();
  });
  return () => ({ bytes: Buffer.concat(chunks), complaint });
}

const GRACE_MS = 1_000;

/** First as git cleans up after itself: locks and half a pack would stay behind else. */
function endGroup(git: ChildProcess): void {
  signalGroup(git, "SIGTERM");
  const timer = setTimeout(() => signalGroup(git, "SIGKILL"), GRACE_MS);
  git.once("close", () => clearTimeout(timer));
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // All of it has ended by itself.
  }
}

/** `once` rejects with the process's error event. */
function notStarted(error: unknown): GitError {
  const code = error instanceof Error && "code" in error ? error.code : null;
  const why =
    code === "ENOENT"
      ? "git is not installed here: kickstarts are read by it"
      : `git cannot be started: ${String(error)}`;
  return new GitError("machine", why, { cause: error });
}
