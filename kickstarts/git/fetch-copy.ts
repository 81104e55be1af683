import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { watchFolder } from "./folder-size.ts";
import type { Git } from "./git.ts";
import { GitError } from "./git-error.ts";
import { type Advertised, presentRefs, readAdvertised, REF_FORMAT } from "./refs.ts";

/** What was too large stays it for a while: every try would load it up to the limit again. */
export type Refused = { until: number; why: GitError | null };

export type FetchCopy = {
  readonly git: Git;
  readonly url: string;
  readonly directory: string;
  readonly maxMiB: number;
  /** Trusts nothing of what is there. */
  readonly anew: boolean;
  readonly refused: Refused;
  readonly signal: AbortSignal;
};

const ASK = { timeoutMs: 60_000, maxBytes: 64 * 1_048_576 };
const LOAD = { timeoutMs: 15 * 60_000, maxBytes: 1_048_576 };
const READ = { timeoutMs: 20_000, maxBytes: 64 * 1_048_576 };

const MIB = 1_048_576;
const REFUSED_MS = 6 * 3_600_000;

/**
 * Brings a copy up to date, and makes it where there is none. Whoever reads meanwhile finds the old one or the new one,
 * never half of it. Other gateways may do the same at the same time. Rejects with GitError; what was there stays.
 */
export async function fetchCopy(options: FetchCopy): Promise<void> {
  const { git, url, refused, signal } = options;
  if (refused.why !== null && performance.now() < refused.until) throw refused.why;
  refused.why = null;
  const said = await git.fetch(["ls-remote", "--symref", "--", url], { ...ASK, signal });
  const advertised = readAdvertised(said.toString("utf8"));
  try {
    await load(options, advertised);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    refused.why = error;
    refused.until = performance.now() + REFUSED_MS;
    throw error;
  }
}

class TooLarge extends GitError {}

async function load(options: FetchCopy, advertised: Advertised): Promise<void> {
  const { anew, signal } = options;
  const present = anew ? null : await presentIn(options);
  if (present === advertised.refs) return await setHead(options, advertised);
  // An empty one may have been made for hashes of another kind.
  if (present === null || present === "") return await clone(options, advertised);
  try {
    await update(options, advertised);
  } catch (error) {
    const another = error instanceof GitError && (error.kind === "failed" || error instanceof TooLarge);
    if (signal.aborted || !another) throw error;
    // Another gateway was there first; or the copy is damaged, as by a lock that nobody holds any more.
    if ((await presentIn(options)) !== advertised.refs) await clone(options, advertised);
  }
}

/** Null where there is none that can be read. */
async function presentIn({ git, directory }: FetchCopy): Promise<string | null> {
  if ((await stat(directory).catch(() => null)) === null) return null;
  const words = [`--git-dir=${directory}`, "for-each-ref", REF_FORMAT, "refs/heads", "refs/tags"];
  const refs = await git.read(words, READ).catch(nullIfFailed);
  return refs && presentRefs(refs.toString("utf8"));
}

const nullIfFailed = (error: unknown): null => {
  if (error instanceof GitError && error.kind === "failed") return null;
  throw error;
};

const REFS = ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"];
const FETCH = [
  "fetch",
  "--quiet",
  "--force",
  "--prune",
  "--no-tags",
  "--update-shallow",
  "--no-recurse-submodules",
  "--no-write-fetch-head",
];

async function update(options: FetchCopy, advertised: Advertised): Promise<void> {
  const { git, url, directory, maxMiB, signal } = options;
  const watch = watchFolder(directory, maxMiB * MIB, signal);
  try {
    const words = [`--git-dir=${directory}`, ...FETCH, "--", url, ...REFS];
    const failure = await git.fetch(words, { ...LOAD, signal: watch.signal }).then(() => null, asIs);
    if (await watch.tooLarge()) throw tooLarge(maxMiB);
    if (failure !== null) throw failure;
  } finally {
    watch.stop();
  }
  await setHead(options, advertised);
}

async function setHead({ git, directory }: FetchCopy, { head }: Advertised): Promise<void> {
  if (head === null) return;
  await git.read([`--git-dir=${directory}`, "symbolic-ref", "HEAD", `refs/heads/${head}`], READ);
}

const asIs = (error: unknown): unknown => error;

const tooLarge = (maxMiB: number) =>
  new TooLarge("limit", `its copy would take more than ${maxMiB} MiB, which is more than the gateway keeps of one`);

/** Beside the old one, whose place it takes. */
async function clone(options: FetchCopy, advertised: Advertised): Promise<void> {
  const { git, directory } = options;
  const folder = dirname(directory);
  const made = await onDisk(folder, async () => {
    await mkdir(folder, { recursive: true });
    await removeLeftovers(directory);
    return mkdtemp(`${directory}${NEW}`);
  });
  try {
    const format = advertised.refs.indexOf("\t") === SHA256_LENGTH ? ["--object-format=sha256"] : [];
    await git.read([`--git-dir=${made}`, "init", "--bare", "--quiet", ...format], READ);
    await update({ ...options, directory: made }, advertised);
    await onDisk(folder, () => takePlace(made, options, advertised));
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

const SHA256_LENGTH = 64;
const NEW = ".new-";

async function takePlace(made: string, options: FetchCopy, advertised: Advertised): Promise<void> {
  const { directory, anew } = options;
  if (await moves(made, directory)) return;
  // Another gateway was there first. A good copy is never moved away: whoever reads it would find nothing for a moment.
  if (!anew && (await presentIn(options)) === advertised.refs) return;
  const old = `${made}-old`;
  await rename(directory, old).catch(unlessCode("ENOENT"));
  await moves(made, directory);
  await rm(old, { recursive: true, force: true });
}

/** False where something is in that place already. */
const moves = (made: string, place: string): Promise<boolean> =>
  rename(made, place).then(() => true, unlessCode("ENOTEMPTY", "EEXIST"));

const unlessCode =
  (...codes: readonly string[]) =>
  (error: unknown): false => {
    if (codes.includes(codeOf(error))) return false;
    throw error;
  };

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

const LEFT_MS = 3_600_000;

/** Of gateways that ended in the middle. */
async function removeLeftovers(directory: string): Promise<void> {
  const folder = dirname(directory);
  const names = await readdir(folder);
  for (const name of names.filter((one) => one.startsWith(`${basename(directory)}${NEW}`))) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > LEFT_MS) await rm(path, { recursive: true, force: true });
  }
}

async function onDisk<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const why = `copies cannot be kept in ${folder} (${codeOf(error) || String(error)}): give another folder as \`copies\``;
    throw new GitError("machine", why, { cause: error });
  }
}
