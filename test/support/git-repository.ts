import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A real git repository in a temporary folder. */
export type TestRepository = {
  readonly path: string;
  readonly git: (...words: readonly string[]) => string;
  /** Writes the files (null deletes one) and commits them; the commit's hash. */
  readonly commit: (subject: string, files: Readonly<Record<string, string | Uint8Array | null>>) => string;
  readonly remove: () => void;
};

export function createTestRepository(): TestRepository {
  const path = mkdtempSync(join(tmpdir(), "kickstarts-"));
  let seconds = 1_750_000_000;
  const git = (...words: readonly string[]) => {
    const date = `${seconds} +0000`;
    const author = { GIT_AUTHOR_NAME: "Anna", GIT_AUTHOR_EMAIL: "anna@example.org", GIT_AUTHOR_DATE: date };
    const committer = { GIT_COMMITTER_NAME: "Anna", GIT_COMMITTER_EMAIL: "anna@example.org", GIT_COMMITTER_DATE: date };
    const env = { ...process.env, ...author, ...committer };
    return execFileSync("git", ["-C", path, ...words], { env, encoding: "utf8", stdio: "pipe" }).trim();
  };
  git("init", "--quiet", "--initial-branch=main");
  return {
    path,
    git,
    commit(subject, files) {
      seconds += 3600;
      for (const [name, content] of Object.entries(files)) {
        if (content === null) git("rm", "--quiet", name);
        else {
          mkdirSync(join(path, dirname(name)), { recursive: true });
          writeFileSync(join(path, name), content);
        }
      }
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", `--message=${subject}`);
      return git("rev-parse", "HEAD");
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
