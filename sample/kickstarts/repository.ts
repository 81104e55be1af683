import { FILES } from "./files.ts";
import { createGitObjects } from "./git-objects.ts";
import { BRANCHED, BRANCHES, branched, FIRST, type Step, STEPS } from "./history.ts";

/** A bare git repository as a web server shows it (gitprotocol-http, the dumb one): every file of it by its path. */
export type PlainRepository = {
  readonly files: ReadonlyMap<string, Buffer>;
  /** The newest commit that a branch had at a moment, in milliseconds since the epoch; before all of them, the first. */
  readonly commitAt: (branch: string, ms: number) => string;
  /** The text of a file at a commit; null where there is none. */
  readonly textAt: (commit: string, path: string) => string | null;
};

type Files = Readonly<Record<string, string>>;
type Moment = Pick<Step, "author" | "daysAgo" | "message"> & { readonly files: Files };

/** Authors and files are written down, times are counted from `started`: hubs that start on one day have the same hashes. */
export function createKickstartRepository(started: Date): PlainRepository {
  const objects = createGitObjects();
  const filesAt = new Map<string, Files>();
  const add = (files: Files, words: Parameters<typeof objects.commit>[1]): Commit => {
    const hash = objects.commit(files, words);
    filesAt.set(hash, files);
    return { hash, seconds: words.seconds };
  };
  const secondsOf = (daysAgo: number) => Math.floor(started.getTime() / DAY_MS) * DAY + TEN_O_CLOCK - daysAgo * DAY;
  const main = moments();
  const commits: Commit[] = [];
  for (const { files, author, daysAgo, message } of main) {
    const seconds = secondsOf(daysAgo);
    commits.push(add(files, { parent: commits.at(-1)?.hash ?? null, author, seconds, message }));
  }
  const branches = new Map(
    Object.entries(BRANCHES).map(([branch, behind]): [string, readonly Commit[]] => {
      const left = commits.length - behind;
      const [last, at] = [commits[left - 1], main[left - 1]];
      if (last === undefined || at === undefined) throw new Error(`The sample's main is too short for ${branch}.`);
      if (branch === "main") return [branch, commits];
      const first = add(branched(at.files), { parent: last.hash, seconds: last.seconds + 3_600, ...BRANCHED });
      return [branch, [...commits.slice(0, left), first]];
    }),
  );
  const commitAt = (branch: string, ms: number): string => {
    const all = branches.get(branch) ?? commits;
    return (all.findLast(({ seconds }) => seconds * 1000 <= ms) ?? all[0])?.hash ?? "";
  };
  const refs = [...branches].map(([branch, all]) => `${all.at(-1)?.hash}\trefs/heads/${branch}\n`);
  const files = new Map([
    ["HEAD", Buffer.from("ref: refs/heads/main\n")],
    ["info/refs", Buffer.from(refs.toSorted((a, b) => (a.slice(41) < b.slice(41) ? -1 : 1)).join(""))],
    ...[...objects.all].map(([hash, bytes]) => [`objects/${hash.slice(0, 2)}/${hash.slice(2)}`, bytes] as const),
  ]);
  const textAt = (commit: string, path: string) => filesAt.get(commit)?.[path] ?? null;
  return { files, commitAt, textAt };
}

type Commit = { readonly hash: string; readonly seconds: number };

/** Main's commits with their files, oldest first. */
function moments(): readonly Moment[] {
  let files: Files = FILES;
  const newestFirst: Moment[] = [];
  for (const { before, ...words } of STEPS) {
    newestFirst.push({ ...words, files });
    const changed = { ...files, ...before(files) };
    files = Object.fromEntries(
      Object.entries(changed).flatMap(([path, text]) => (text === null ? [] : [[path, text]])),
    );
  }
  return [...newestFirst, { ...FIRST, files }].toReversed();
}

const DAY_MS = 86_400_000;
const DAY = 86_400;
const TEN_O_CLOCK = 36_000;
