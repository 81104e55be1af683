import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createGit, type Environment } from "../../../kickstarts/git/git.ts";
import { type KickstartRepository, openKickstartRepository } from "../../../kickstarts/git/repository.ts";
import { createTestRepository, type TestRepository } from "../../support/git-repository.ts";

/** A real origin, removed when the test has ended. */
export function origin(): TestRepository {
  const repository = createTestRepository();
  onTestFinished(() => repository.remove());
  return repository;
}

/** A folder for copies, or for whatever else, removed when the test has ended. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "copies-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type Opened = KickstartRepository & {
  /** What was told of fetching. */
  readonly told: (string | null)[];
  readonly folder: string;
};

type Options = {
  readonly url: string;
  readonly ref?: string;
  readonly folder?: string;
  readonly environment?: Environment;
  readonly maxMiB?: number;
};

/** A repository as the gateway opens it, closed when the test has ended. Its first fetch is not waited for. */
export function opening({ url, ref, folder = temporaryFolder(), environment = process.env, maxMiB }: Options): Opened {
  const told: (string | null)[] = [];
  const repository = openKickstartRepository({
    name: "ks",
    url,
    ref: ref ?? null,
    folder,
    git: createGit(environment),
    log: (problem) => told.push(problem),
    moved: () => undefined,
    ...(maxMiB === undefined ? {} : { maxMiB }),
  });
  onTestFinished(() => repository.close());
  return { ...repository, told, folder };
}

export async function opened(options: Options): Promise<Opened> {
  const repository = opening(options);
  await repository.fetched();
  return repository;
}

export async function read(repository: KickstartRepository, ref: string | null, path: string): Promise<string | null> {
  const commit = await repository.resolve(ref);
  const content = commit === null ? null : (await repository.snapshot(commit)).read(path);
  return content && Buffer.from(content).toString("utf8");
}
