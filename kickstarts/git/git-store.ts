import { createHash } from "node:crypto";
import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { GitError, runGit } from "./run-git.ts";

/** A bare copy of a repository on this machine. */
export type GitStore = {
  /** Reads; nothing of the network. Rejects with GitError. */
  readonly git: (words: readonly string[], input?: string) => Promise<Buffer>;
  /** Brings it up to date; makes it where it is missing. Rejects with GitError and leaves what was there. */
  readonly fetch: (signal: AbortSignal) => Promise<void>;
};

const READ = { timeoutMs: 20_000, maxBytes: 96 * 1_048_576 };
const FETCH = { timeoutMs: 300_000, maxBytes: 16 * 1_048_576 };
/** Of the copy on disk: fedora-kickstarts with all its history is 20 MiB. */
const MAX_STORE_BYTES = 512 * 1_048_576;
const LOOK_EVERY_MS = 500;

/** `folder` is the gateway's own; copies in it are told apart by address. */
export function createGitStore({ name, url, folder }: { name: string; url: string; folder: string }): GitStore {
  const directory = join(folder, `${name}-${createHash("sha256").update(url).digest("hex").slice(0, 12)}.git`);
  const here = [`--git-dir=${directory}`];
  const git: GitStore["git"] = (words, input) => runGit([...here, ...words], { ...READ, ...(input ? { input } : {}) });
  return {
    git,
    async fetch(signal) {
      const remote = (await runGit(["ls-remote", "--symref", "--", url], { ...FETCH, signal })).toString("utf8");
      await mkdir(folder, { recursive: true });
      await runGit([...here, "init", "--bare", "--quiet"], READ);
      if (advertised(remote) === (await present(git))) return;
      const within = await watchedSize(directory, signal);
      try {
        const refs = ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"];
        const words = [
          "fetch",
          "--quiet",
          "--force",
          "--prune",
          "--no-write-fetch-head",
          "--no-tags",
          "--",
          url,
          ...refs,
        ];
        await runGit([...here, ...words], { ...FETCH, signal: within.signal });
      } catch (error) {
        throw within.tooLarge() ? new GitError(`it is larger than ${MAX_STORE_BYTES} bytes`) : error;
      } finally {
        within.stop();
      }
      const head = /^ref: (refs\/heads\/\S+)\tHEAD$/mu.exec(remote)?.[1];
      if (head !== undefined) await git(["symbolic-ref", "HEAD", head]);
    },
  };
}

/** `hash TAB ref` of branches and tags, one a line and sorted. */
const advertised = (remote: string) =>
  remote
    .split("\n")
    .filter((line) => /\trefs\/(heads|tags)\/.*(?<!\^\{\})$/u.test(line))
    .toSorted()
    .join("\n");

async function present(git: GitStore["git"]): Promise<string> {
  const words = ["for-each-ref", "--format=%(objectname)%09%(refname)", "refs/heads", "refs/tags"];
  return advertised((await git(words)).toString("utf8"));
}

/** Git has no limit for what it fetches: the folder is looked at while it grows. */
async function watchedSize(directory: string, signal: AbortSignal) {
  const controller = new AbortController();
  let large = false;
  const look = async () => {
    if ((await sizeOf(directory)) <= MAX_STORE_BYTES) return;
    large = true;
    controller.abort();
  };
  await look();
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return {
    signal: AbortSignal.any([signal, controller.signal]),
    tooLarge: () => large,
    stop: () => clearInterval(timer),
  };
}

async function sizeOf(directory: string): Promise<number> {
  const names = await readdir(directory, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(directory, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
