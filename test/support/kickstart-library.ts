import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type KickstartLibrary, type LibrarySettings, openLibrary } from "../../kickstarts/library.ts";

export type TestLibrary = KickstartLibrary & {
  /** The subcommands of git that were run since the last time this was called. */
  readonly gitRuns: () => readonly string[];
};

type Repository = Pick<LibrarySettings["repositories"][number], "name" | "url"> &
  Partial<LibrarySettings["repositories"][number]>;

/** Repositories as the gateway opens them, with copies of their own; the first fetch is waited for. */
export async function openedLibrary(...repositories: readonly Repository[]): Promise<TestLibrary> {
  const folder = mkdtempSync(join(tmpdir(), "library-"));
  const { environment, gitRuns } = countedGit(folder);
  const library = openLibrary({
    repositories: repositories.map((one) => ({ ref: null, owners: null, aliases: [], ...one })),
    folder: join(folder, "copies"),
    environment,
    log: () => undefined,
  });
  await Promise.all(library.repositories.map(({ fetched }) => fetched()));
  gitRuns();
  return {
    ...library,
    gitRuns,
    close: async () => {
      await library.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A git before the real one, which writes down what it is asked. */
function countedGit(folder: string) {
  const real = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  const log = join(folder, "runs");
  const shim = `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nexec '${real}' "$@"\n`;
  writeFileSync(log, "");
  writeFileSync(join(folder, "git"), shim);
  chmodSync(join(folder, "git"), 0o755);
  const gitRuns = () => {
    const lines = readFileSync(log, "utf8").split("\n").slice(0, -1);
    writeFileSync(log, "");
    return lines.map((line) => / --git-dir=\S+ (\S+)/u.exec(line)?.[1] ?? "ls-remote");
  };
  return { environment: { ...process.env, PATH: `${folder}:${process.env["PATH"]}` }, gitRuns };
}
